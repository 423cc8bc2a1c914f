// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ERC-5192: tokens that stay where they are
/// @dev The ERC-165 identifier is 0xb45a3c0e.
interface IERC5192 {
    /// @notice The token cannot be transferred.
    event Locked(uint256 tokenId);

    /// @notice The token can be transferred; part of the standard, never emitted here.
    event Unlocked(uint256 tokenId);

    /// @notice Whether the token cannot be transferred.
    /// @dev Reverts for a token that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
