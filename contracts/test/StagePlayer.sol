// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A player of an AuctionStage
/// @notice It makes the calls it is told to, and signs with its key (ERC-1271).
contract StagePlayer is IERC1271 {
    address private immutable _key;

    constructor(address key) {
        _key = key;
    }

    /// @notice Makes a call; answers with what came of it, whether it succeeded or not.
    function act(address target, bytes calldata data) external returns (bool done, bytes memory answer) {
        // solhint-disable-next-line avoid-low-level-calls
        return target.call(data);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer,,) = ECDSA.tryRecover(hash, signature);
        return signer == _key ? this.isValidSignature.selector : bytes4(0);
    }
}
