// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Bids that are signed by bidders and brought by anybody
/// @notice Somebody without gas signs a bid; anybody relays it, in batches. The money comes from the signer's vault.
///
/// **Typed data** (EIP-712, domain "Abate CreditAuction", version "1", rebuilt when the chain's id changes):
///
///     Bid(address bidder,uint32 round,Step[] steps,bool retire,uint32 nonce,uint40 deadline)
///     Step(uint16 tick,uint32 lots)
///
/// The nonce must be the account's `nonceOf`; a bid that is taken uses it up, a bid that is skipped does not, so it can
/// be relayed again until its deadline. Chain, contract, round and nonce are all signed: no bid can be taken twice.
///
/// **Packed.** Relayers pay for calldata, so a batch holds four words for a bid:
/// - `terms`, from the lowest bit: bidder 160 | nonce 32 | deadline 40 | retire 1;
/// - `steps`, from the lowest bit: up to four times 48 bits, lots 32 | tick 16;
/// - `r` and `vs` of the signature, in the form of ERC-2098. A contract wallet's bid (ERC-1271) has `vs` 0, and its
/// signature is number `r` of the signatures that come along.
interface ISignedBids {
    /// @notice A signed bid; see above for the fields' places.
    /// @param terms Bidder, nonce, deadline and whether to retire on claim.
    /// @param steps Lots and ticks.
    /// @param r First half of the signature, or the number of a wallet's signature.
    /// @param vs Second half and parity of the signature; 0 for a wallet's.
    struct SignedBid {
        uint256 terms;
        uint256 steps;
        uint256 r;
        uint256 vs;
    }

    /// @notice Why a bid was not taken; each but the first four is named as the error of a direct bid.
    enum Refusal {
        None,
        Expired,
        WrongNonce,
        WrongSignature,
        RetirementNotOffered,
        ClockLags,
        TickNotAboveClock,
        TickAboveLadder,
        LotsOutOfRange,
        CurveFull,
        PurchaseLimitExceeded,
        UnsettledBid,
        InsufficientVault,
        VaultOverflow
    }

    /// @notice `relayBids` passed over a bid, which can be relayed again while it is valid.
    event BidSkipped(uint32 indexed round, address indexed bidder, uint32 nonce, Refusal reason);

    /// @notice An account took back all signed bids with a nonce below this one.
    event SignedBidsCancelled(address indexed account, uint32 nonce);

    /// @notice The nonce must be above the current one, and at most 2^28 - 1.
    error NonceOutOfRange(uint32 nonce, uint32 current);

    /// @notice Places signed bids in a round, each on its own: one that cannot be taken is passed over, with an event.
    /// @param round The round that all of them were signed for, which must be in its bidding time.
    /// @param bids The bids, in the order in which they are judged.
    /// @param walletSignatures Signatures of contract wallets, which get 200,000 gas each to check theirs.
    /// @return placed How many were taken.
    /// @dev Errors: UnknownRound, BiddingClosed, SupplyTooLow.
    function relayBids(uint32 round, SignedBid[] calldata bids, bytes[] calldata walletSignatures)
        external
        returns (uint256 placed);

    /// @notice Takes back all of the caller's signed bids with a nonce below `nonce`.
    /// @dev Errors: NonceOutOfRange.
    function cancelSignedBids(uint32 nonce) external;

    /// @notice Nonce that an account's next signed bid must have.
    function nonceOf(address account) external view returns (uint32);

    /// @notice What a bidder signs: the EIP-712 digest of a packed bid. Signature words play no part.
    function digestOf(uint32 round, SignedBid calldata signed) external view returns (bytes32);

    /// @notice The domain of the typed data (ERC-5267).
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
}
