// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract wallet with one key
/// @notice For tests: it signs with its key (ERC-1271), unless it was told to answer badly. It takes no ERC-721 tokens.
contract KeyWallet is IERC1271 {
    /// @notice How it answers.
    enum Manner {
        Honest,
        BurnsGas,
        Reverts,
        AnswersAtLength
    }

    address private immutable _key;
    Manner private _manner;

    constructor(address key) {
        _key = key;
    }

    /// @notice From now on it answers in this manner.
    function behave(Manner manner) external {
        _manner = manner;
    }

    /// @notice Whatever it is told, it calls.
    function run(address target, bytes calldata payload) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done,) = target.call(payload);
        require(done, "refused"); // solhint-disable-line gas-custom-errors
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        require(_manner != Manner.Reverts, "refused"); // solhint-disable-line gas-custom-errors
        // solhint-disable-next-line no-empty-blocks
        while (_manner == Manner.BurnsGas) {}
        if (_manner == Manner.AnswersAtLength) {
            assembly {
                return(0, 50000)
            }
        }
        return ECDSA.recover(hash, signature) == _key ? this.isValidSignature.selector : bytes4(0);
    }
}
