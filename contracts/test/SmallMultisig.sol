// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title A multisig whose owners confirm on chain
/// @notice For tests: it tells owners and threshold by a Safe's getters. The last confirmation needed makes the call.
contract SmallMultisig {
    /// @notice How many owners must confirm a call.
    uint256 public immutable getThreshold;

    address[] private _owners;
    mapping(bytes32 call => mapping(address owner => bool)) private _confirmed;

    /// @notice Only owners confirm, each once.
    error NotToConfirm(address account);

    constructor(address[] memory owners, uint256 threshold) {
        (_owners, getThreshold) = (owners, threshold);
    }

    /// @notice Confirms the call of `to` with `data`; makes it where enough owners have.
    function confirm(address to, bytes calldata data) external {
        bytes32 call = keccak256(abi.encode(to, data));
        uint256 count = 0;
        bool isOwner = false;
        for (uint256 i = 0; i < _owners.length; ++i) {
            if (_owners[i] == msg.sender) isOwner = true;
            if (_confirmed[call][_owners[i]]) ++count;
        }
        if (!isOwner || _confirmed[call][msg.sender]) revert NotToConfirm(msg.sender);
        _confirmed[call][msg.sender] = true;
        if (count + 1 < getThreshold) return;
        Address.functionCall(to, data);
    }

    /// @notice Who owns it.
    function getOwners() external view returns (address[] memory) {
        return _owners;
    }
}
