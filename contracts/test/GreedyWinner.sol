// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";

/// @title A winner that tries to be served again while its certificate arrives
/// @notice For tests: it bids, has its credits retired on claim, and from inside the arrival claims and withdraws.
contract GreedyWinner is ERC721Holder {
    ICreditAuction private immutable _auction;

    /// @notice What it tried from inside an arrival, and how much of that was taken.
    uint256 public attempts;
    uint256 public taken;

    constructor(ICreditAuction auction) {
        _auction = auction;
    }

    /// @notice Bids from its vault, to be retired on claim.
    function bid(uint32 round, uint16 tick, uint32 lots) external {
        _auction.bid(round, tick, lots);
        _auction.retireOnClaim(true);
    }

    /// @notice Takes every token, and asks for more.
    function onERC721Received(address, address, uint256, bytes memory) public override returns (bytes4) {
        _try(abi.encodeCall(ICreditAuction.claim, (address(this))));
        _try(abi.encodeCall(ICreditAuction.withdraw, (_auction.vaultOf(address(this)) + 1)));
        return this.onERC721Received.selector;
    }

    function _try(bytes memory call) private {
        ++attempts;
        // solhint-disable-next-line avoid-low-level-calls
        (bool done,) = address(_auction).call(call);
        if (done) ++taken;
    }
}
