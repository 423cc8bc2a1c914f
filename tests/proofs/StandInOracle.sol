// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a credit asks of its oracle, said by a proof: the final batch's root and total, and until when.
contract StandInOracle {
    bytes32 private _root;
    uint128 private _authorised;
    uint40 private _until;

    /// @notice Another final batch.
    function setFinal(bytes32 root, uint64 authorised, uint40 until) external {
        (_root, _authorised, _until) = (root, authorised, until);
    }

    /// @notice See IEmissionOracle.
    function claimable(uint16, bytes32) external view returns (bytes32, uint128, uint40) {
        return (_root, _authorised, _until);
    }
}
