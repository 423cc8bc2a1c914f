// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What Foundry's proofs use of its cheatcodes.
interface Vm {
    /// @notice An event as it was recorded.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// @notice Discards a fuzzed input that does not fulfil the condition.
    function assume(bool condition) external pure;
    /// @notice Sets the present.
    function warp(uint256 timestamp) external;
    /// @notice The next call comes from this account.
    function prank(address sender) external;
    /// @notice The next call must revert with exactly these bytes.
    function expectRevert(bytes calldata reverted) external;
    /// @notice Begins to record events.
    function recordLogs() external;
    /// @notice The events since recording began, or since the last call of this.
    function getRecordedLogs() external returns (Log[] memory logs);
    /// @notice A signature of a digest.
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    /// @notice The account of a key.
    function addr(uint256 privateKey) external pure returns (address account);
    /// @notice The next call must emit the event that the test emits next.
    function expectEmit(address emitter) external;
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
