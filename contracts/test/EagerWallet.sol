// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";

/// @title A wallet that retires all it has as soon as it receives a certificate
/// @notice Enters the certificates again from inside a retirement, for tests; never deployed elsewhere.
contract EagerWallet is ERC721Holder {
    ICarbonCredit private immutable _credit;

    constructor(ICarbonCredit credit, IRetirementCertificate certificates) {
        _credit = credit;
        credit.approve(address(certificates), type(uint256).max);
    }

    /// @notice Takes every token; retires what credits lie here.
    function onERC721Received(address, address, uint256, bytes memory) public override returns (bytes4) {
        uint256 balance = _credit.balanceOf(address(this));
        // balances of a credit fit 128 bits
        if (balance > 0) IRetirementCertificate(msg.sender).retire(_credit, uint128(balance), address(this), "more");
        return this.onERC721Received.selector;
    }
}
