// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the proofs use of Halmos's own cheatcodes.
interface Svm {
    /// @notice From now on a contract's storage, as far as nothing was written there, holds anything.
    function enableSymbolicStorage(address account) external;
}

Svm constant svm = Svm(address(uint160(uint256(keccak256("svm cheat code")))));
