// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";

/// @title A wallet that makes a call of its own in the middle of receiving a certificate
/// @notice For tests: it calls what it was told to, burns its gas, or refuses.
contract GreedyWallet is ERC721Holder {
    /// @notice What its call came to.
    bytes public answer;
    /// @notice Whether it was called at all.
    bool public tried;

    address private _target;
    bytes private _payload;
    bool private _burnsGas;

    /// @notice Whatever it is told, it calls.
    function run(address target, bytes calldata payload) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done,) = target.call(payload);
        require(done, "refused"); // solhint-disable-line gas-custom-errors
    }

    /// @notice When it receives a token, it makes this call; with an empty one it burns its gas.
    function whenReceiving(address target, bytes calldata payload) external {
        (_target, _payload) = (target, payload);
        _burnsGas = payload.length == 0;
    }

    /// @notice Takes the token, after its call.
    function onERC721Received(address, address, uint256, bytes memory) public override returns (bytes4) {
        // solhint-disable-next-line no-empty-blocks
        while (_burnsGas) {}
        tried = true;
        // solhint-disable-next-line avoid-low-level-calls
        (, answer) = _target.call(_payload);
        return this.onERC721Received.selector;
    }
}
