// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountSlot} from "../contracts/auction/PackedAccount.sol";
import {RoundSlot} from "../contracts/auction/PackedRound.sol";
import {ICreditAuction} from "./ICreditAuction.sol";
import {ISignedBids} from "./ISignedBids.sol";

/// @title The clerk of an auction: what the auction can say without its storage
/// @notice Every auction makes one clerk in its constructor, with its own settings, and asks it by static calls. The
/// clerk has no storage, holds nothing and can change nothing. Callers ask the auction.
interface IAuctionClerk {
    /// @notice As `ICreditAuction.config`.
    function config() external view returns (ICreditAuction.Config memory);

    /// @notice As `ISignedBids.eip712Domain`.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );

    /// @notice The separator of that domain on this chain.
    function domainSeparator() external view returns (bytes32);

    /// @notice As `ISignedBids.digestOf`.
    function digestOf(uint32 round, ISignedBids.SignedBid calldata signed) external view returns (bytes32);

    /// @notice As `ICreditAuction.roundOf`, of a round's slot.
    function roundOf(RoundSlot state) external view returns (ICreditAuction.Round memory);

    /// @notice Opening price of the round after this one, the last that had bidding, by the rule of ICreditAuction.
    function openingAfter(RoundSlot state) external view returns (uint64);

    /// @notice As `ICreditAuction.priceOf`, of a round's slot.
    /// @dev Errors: TickAboveLadder, UnknownRound.
    function priceOf(uint32 round, RoundSlot state, uint16 tick) external view returns (uint64);

    /// @notice As `ICreditAuction.minimumBidOf`, of a round's slot.
    function minimumBidOf(RoundSlot state) external view returns (uint32);

    /// @notice As `ICreditAuction.purchaseLimitOf`, of a round's slot.
    function purchaseLimitOf(RoundSlot state) external view returns (uint32);

    /// @notice As `ICreditAuction.bidOf`, of an account's slot.
    function bidOf(AccountSlot account) external view returns (ICreditAuction.Bid memory);

    /// @notice As `ICreditAuction.stepsOf`, of an account's two slots.
    function stepsOf(AccountSlot account, uint256 further)
        external
        view
        returns (ICreditAuction.Bid[] memory steps, bool retires);

    /// @notice As `ICreditAuction.escrowOf`, of an account's two slots and the slot of its bid's round.
    function escrowOf(AccountSlot account, uint256 further, RoundSlot state) external view returns (uint256);

    /// @notice Reverts with the error of a refusal and its evidence.
    /// @param refusal Why the auction did not take the bid.
    /// @param round The round's number.
    /// @param state The round's slot, its clock brought up as far as the bid could.
    /// @param account The bidder's slot.
    /// @param further The bidder's second slot.
    /// @param asked The steps asked for, as in `ISignedBids.SignedBid.steps`.
    /// @dev Errors: those of `ICreditAuction.bid` that a `Refusal` stands for.
    function refuse(
        ISignedBids.Refusal refusal,
        uint32 round,
        RoundSlot state,
        AccountSlot account,
        uint256 further,
        uint256 asked
    ) external view;
}
