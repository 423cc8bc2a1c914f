// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuctionClerk} from "../../interfaces/IAuctionClerk.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {ISignedBids} from "../../interfaces/ISignedBids.sol";
import {AuctionTerms} from "./AuctionTerms.sol";
import {BidDigest} from "./BidDigest.sol";
import {BidRules} from "./BidRules.sol";
import {OpeningPrice} from "./OpeningPrice.sol";
import {AccountSlot} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";
import {PackedStep, Step80} from "./PackedStep.sol";

/// @title The clerk of an auction: says what it was made with, what its bidders sign, and why a bid was refused
/// @notice See IAuctionClerk. It has no storage, and the auction asks it by static calls: it can write nothing.
contract AuctionClerk is IAuctionClerk, BidRules {
    // ------------------------------------------------------------------------------------------------------ immutables

    /// @dev The auction, which makes its clerk in its constructor.
    // immutables are named like the constants that they are
    // slither-disable-next-line naming-convention
    address private immutable AUCTION = msg.sender;

    // ----------------------------------------------------------------------------------------------------- constructor

    /// @param c The auction's settings.
    // solhint-disable-next-line no-empty-blocks
    constructor(ICreditAuction.Config memory c) AuctionTerms(c) {}

    // ----------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IAuctionClerk
    function config() external view returns (ICreditAuction.Config memory c) {
        c.credit = CREDIT;
        c.currency = CURRENCY;
        c.lotGrams = LOT_GRAMS;
        c.referenceBaseline = REFERENCE_BASELINE;
        c.unitValue = UNIT_VALUE;
        c.floorPrice = FLOOR_PRICE;
        c.capPrice = CAP_PRICE;
        c.tickSize = TICK_SIZE;
        c.ticks = TICKS;
        c.minimumSupply = MINIMUM_SUPPLY;
        c.consignmentTime = CONSIGNMENT_TIME;
        c.biddingTime = BIDDING_TIME;
        c.extension = EXTENSION;
        c.extensions = EXTENSIONS;
        c.clampLowBps = CLAMP_LOW_BPS;
        c.clampHighBps = CLAMP_HIGH_BPS;
        c.minimumBidBps = MINIMUM_BID_BPS;
        c.purchaseLimitBps = PURCHASE_LIMIT_BPS;
        c.certificate = CERTIFICATE;
    }

    /// @inheritdoc IAuctionClerk
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // name, version, chain and contract
        return (0x0f, BidDigest.NAME, BidDigest.VERSION, block.chainid, AUCTION, 0, new uint256[](0));
    }

    /// @inheritdoc IAuctionClerk
    function domainSeparator() external view returns (bytes32) {
        return BidDigest.domainOf(AUCTION);
    }

    /// @inheritdoc IAuctionClerk
    function digestOf(uint32 round, ISignedBids.SignedBid calldata signed) external view returns (bytes32) {
        uint256 frame = BidDigest.frameOf(BidDigest.domainOf(AUCTION), round);
        return BidDigest.digest(frame, signed.terms, signed.steps);
    }

    /// @inheritdoc IAuctionClerk
    function roundOf(RoundSlot state) external view returns (ICreditAuction.Round memory) {
        return ICreditAuction.Round({
            start: _startOf(state),
            end: state.end(),
            supply: state.supply(),
            openingPrice: state.openingPrice(),
            clockTick: state.clockTick(),
            demandAbove: state.demandAbove(),
            demand: state.demand(),
            extensionsLeft: state.extensionsLeft()
        });
    }

    /// @inheritdoc IAuctionClerk
    function openingAfter(RoundSlot state) external view returns (uint64) {
        uint256 price = OpeningPrice.formula(
            state.demand(), state.supply(), REFERENCE_BASELINE, UNIT_VALUE, FLOOR_PRICE, CAP_PRICE
        );
        // no cut: the result is at most the cap
        return uint64(
            OpeningPrice.bounded(price, _clearingPrice(state), CLAMP_LOW_BPS, CLAMP_HIGH_BPS, FLOOR_PRICE, CAP_PRICE)
        );
    }

    /// @inheritdoc IAuctionClerk
    function priceOf(uint32 round, RoundSlot state, uint16 tick) external view returns (uint64) {
        if (tick > TICKS) revert ICreditAuction.TickAboveLadder(tick, TICKS);
        if (!state.exists()) revert ICreditAuction.UnknownRound(round);
        // no cut: the settings keep the ladder's highest price below 2^64
        return uint64(_price(state, tick));
    }

    /// @inheritdoc IAuctionClerk
    function minimumBidOf(RoundSlot state) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_minimumBid(state));
    }

    /// @inheritdoc IAuctionClerk
    function purchaseLimitOf(RoundSlot state) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_purchaseLimit(state));
    }

    /// @inheritdoc IAuctionClerk
    function bidOf(AccountSlot account) external pure returns (ICreditAuction.Bid memory) {
        return _shown(account.round(), account.step());
    }

    /// @inheritdoc IAuctionClerk
    function stepsOf(AccountSlot account, uint256 further)
        external
        pure
        returns (ICreditAuction.Bid[] memory steps, bool retires)
    {
        steps = new ICreditAuction.Bid[](_stepCount(account));
        for (uint256 i = 0; i < steps.length; ++i) {
            steps[i] = _shown(account.round(), _stepAt(account, further, i));
        }
        retires = account.retires();
    }

    /// @inheritdoc IAuctionClerk
    function escrowOf(AccountSlot account, uint256 further, RoundSlot state) external view returns (uint256) {
        // below the highest clock, all steps are outbid
        return _holding(account, further, state.withClock(type(uint16).max, 0)).refund;
    }

    function _shown(uint32 round, Step80 step) private pure returns (ICreditAuction.Bid memory) {
        return ICreditAuction.Bid({round: round, tick: step.tick(), lots: step.lots(), before: step.before()});
    }

    /// @inheritdoc IAuctionClerk
    function refuse(
        ISignedBids.Refusal refusal,
        uint32 round,
        RoundSlot state,
        AccountSlot account,
        uint256 further,
        uint256 asked
    ) external view {
        uint256 supply = state.supply();
        if (refusal == ISignedBids.Refusal.ClockLags) {
            revert ICreditAuction.ClockLags(round, state.clockTick(), state.demandAbove(), uint32(supply));
        }
        (uint256 first, uint256 second, ISignedBids.Refusal judged) = _judge(state, asked);
        // no cut: each step of a bid has 16 bits of tick
        if (judged == ISignedBids.Refusal.TickNotAboveClock) {
            revert ICreditAuction.TickNotAboveClock(uint16(first), uint16(second));
        }
        if (judged == ISignedBids.Refusal.TickAboveLadder) {
            revert ICreditAuction.TickAboveLadder(uint16(first), uint16(second));
        }
        if (judged == ISignedBids.Refusal.LotsOutOfRange) revert ICreditAuction.LotsOutOfRange(first, second, supply);
        if (refusal == ISignedBids.Refusal.UnsettledBid) revert ICreditAuction.UnsettledBid(account.round());
        // a struct in memory begins empty: nothing is held
        // slither-disable-next-line uninitialized-local
        Holding memory held;
        if (account.round() == round) held = _holding(account, further, state);
        if (refusal == ISignedBids.Refusal.CurveFull) {
            revert ICreditAuction.CurveFull(held.standing + PackedStep.count(asked));
        }
        if (refusal == ISignedBids.Refusal.PurchaseLimitExceeded) {
            revert ICreditAuction.PurchaseLimitExceeded(held.standingLots + first, _purchaseLimit(state));
        }
        if (refusal == ISignedBids.Refusal.InsufficientVault) {
            revert ICreditAuction.InsufficientVault(account.vault() + held.refund, second);
        }
        revert ICreditAuction.VaultOverflow(account.vault(), held.refund);
    }
}
