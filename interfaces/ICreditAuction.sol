// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IRetirementCertificate} from "./IRetirementCertificate.sol";
import {ISignedBids} from "./ISignedBids.sol";

/// @title Auction of one vintage's credits for one currency: one price for all winners and all sellers
/// @notice Rounds run strictly one after another. **Who opens a round, and when:** anybody, at any time after the last
/// round is final (the first one: after deployment). From that moment the round's timetable is fixed:
///
/// 1. *Consignment*, for `consignmentTime`: sellers put whole lots into the round. A consignment is irrevocable.
/// 2. *Bidding*, for `biddingTime`, if at least `minimumSupply` lots were consigned; otherwise the round is over at
///    once, final, and everybody takes their credits back. A bid that moves the clock in the last `extension` seconds
///    adds `extension` seconds to the end, at most `extensions` times.
/// 3. *Final*, once the time is over and the clock has caught up with the bids; no transaction is needed for it. Then
///    anyone may settle bids (`claim`) and consignments (`pay`), in any order, for anybody, at any later time.
///
/// **Ladder.** Bids name a number of lots and a tick from 1 to `ticks`. The price of tick t is the round's opening
/// price + (t - 1) x `tickSize`: what the bidder pays per lot at most. Tick 0 stands for the opening price too.
///
/// **Demand curve.** A bid has one to four steps, each with its own lots and tick, placed together or one after
/// another: topping up adds a step. A step at or above the clock never changes and never leaves; steps below it were
/// outbid, and leave when the bidder exits or bids again. An account's standing steps together ask for at most the
/// *purchase limit*, `purchaseLimitBps` of the supply (rounded down, at least one lot).
///
/// **Clock.** The highest tick at which the demand of that tick and all above it *exceeds* the supply; 0 with none. It
/// only rises. A new bid must lie above it, with all its steps; the clock is moved once for all of them.
///
/// **Clearing price.** The price of the clock's tick. Bids above the clock are filled whole. Bids on it share the R
/// lots that are left exactly: fill = floor((before + lots) x R / d) - floor(before x R / d), where d is the demand on
/// that tick and `before` the part of d that was bid earlier. Bids below it were outbid and get their money back.
///
/// **Sellers.** A consignment sells floor((before + lots) x sold / supply) - floor(before x sold / supply) lots, where
/// `before` are the lots consigned earlier in the round, and earns that many times the clearing price.
///
/// **Opening price.** floor(demand x referenceBaseline x unitValue / (supply x 1,000,000)) of the last round that had
/// bidding, where demand is the number of lots that stood in its book at the end, filled or not, and supply what it
/// offered; clamped to between `clampLowBps` and `clampHighBps` of that round's clearing price, then to `floorPrice`
/// and `capPrice`. The first round opens at `floorPrice`. A round that ended for want of supply changes nothing.
///
/// **Money** waits in a vault: deposits fill it, bids draw their limit x lots from it, proceeds and refunds go back to
/// it, and only its owner's withdrawal takes anything out.
///
/// Units: lots are `lotGrams` base units of the credit (1 unit = 1 g CO2e); prices are base units of the currency per
/// lot; times are Unix seconds; durations are seconds. The currency must not charge fees on transfers or change
/// balances by itself.
interface ICreditAuction is ISignedBids {
    // ------------------------------------------------------------------------------------------------------ types

    /// @notice What an auction is made with; nothing of it can change later.
    /// @param credit The vintage's credit, an ERC-20.
    /// @param currency The ERC-20 that bids and proceeds are in.
    /// @param lotGrams Base units of the credit (grams) in one lot; at least 1.
    /// @param referenceBaseline E0, the programme's reference baseline in grams; at least 1.
    /// @param unitValue Millionths of a currency base unit per lot per gram of the reference baseline; at least 1.
    /// @param floorPrice Lowest opening price; at least 1.
    /// @param capPrice Highest opening price. Bidding may rise above it, by the ladder's height.
    /// @param tickSize Step of the ladder between two ticks; at least 1.
    /// @param ticks Number of ticks, 1 to 2,047.
    /// @param minimumSupply Lots without which a round has no bidding; 1 to 2^27 - 1.
    /// @param consignmentTime Seconds for consigning; at least 1.
    /// @param biddingTime Seconds for bidding, before any extension; at least 1.
    /// @param extension Seconds by which a late bid that moves the clock extends the end; not above `biddingTime`.
    /// @param extensions How often a round can be extended.
    /// @param clampLowBps Basis points of the last clearing price, a lower bound of the opening price; at most 10,000.
    /// @param clampHighBps Basis points of the last clearing price, an upper bound; at least 10,000.
    /// @param minimumBidBps Smallest bid in basis points of the supply (rounded down; never below one lot); at most
    /// 10,000. 100 is 1 %; where a round has many small bidders, 0 admits every single lot.
    /// @param purchaseLimitBps Most that one account's standing bid may ask for, in basis points of the supply (rounded
    /// down; never below one lot); at least 1 and `minimumBidBps`, at most 10,000, which is no limit. It binds
    /// accounts: who has several accounts has the limit several times.
    /// @param certificate Where winners who wish so have their credits retired on claim; zero offers none.
    struct Config {
        IERC20 credit;
        IERC20 currency;
        uint64 lotGrams;
        uint64 referenceBaseline;
        uint64 unitValue;
        uint64 floorPrice;
        uint64 capPrice;
        uint40 tickSize;
        uint16 ticks;
        uint32 minimumSupply;
        uint32 consignmentTime;
        uint32 biddingTime;
        uint32 extension;
        uint8 extensions;
        uint16 clampLowBps;
        uint16 clampHighBps;
        uint16 minimumBidBps;
        uint16 purchaseLimitBps;
        IRetirementCertificate certificate;
    }

    /// @notice Where a round is in its life.
    /// @dev `Unknown`: never opened. `Consignment`: sellers may consign. `Bidding`: bids are taken. `Clearing`: the
    /// time is over but the clock lags behind the bids, `crank` brings it up. `Final`: the result stands.
    enum Stage {
        Unknown,
        Consignment,
        Bidding,
        Clearing,
        Final
    }

    /// @notice The state of a round.
    /// @param start When consigning ends and bidding starts.
    /// @param end When bidding ends, as extended so far.
    /// @param supply Lots consigned.
    /// @param openingPrice Price of ticks 0 and 1.
    /// @param clockTick The clock; no bid is taken at or below it.
    /// @param demandAbove Lots bid on ticks above the clock. Larger than `supply` only while the clock lags.
    /// @param demand Lots standing in the book: all that were bid, less those that outbid bidders took back.
    /// @param extensionsLeft How often the end can still be extended.
    struct Round {
        uint40 start;
        uint40 end;
        uint32 supply;
        uint64 openingPrice;
        uint16 clockTick;
        uint40 demandAbove;
        uint48 demand;
        uint8 extensionsLeft;
    }

    /// @notice The result of a final round.
    /// @param openingPrice Price that bidding started at (reserve price).
    /// @param clearingPrice Price that all winners pay and all sellers receive, per lot.
    /// @param supply Lots offered; 0 where the round ended for want of supply.
    /// @param demand Lots standing in the book at the end, filled or not.
    /// @param sold Lots sold: the smaller one of supply and demand.
    /// @param revenue `sold` x `clearingPrice`, in currency base units.
    /// @param clockTick The clock at the end; 0 where demand did not exceed supply.
    /// @param clockDemand Lots bid on the clock's tick; 0 where the clock is 0.
    /// @param clockSupply Lots left for the bids on the clock's tick; 0 where the clock is 0.
    struct Result {
        uint64 openingPrice;
        uint64 clearingPrice;
        uint32 supply;
        uint48 demand;
        uint32 sold;
        uint128 revenue;
        uint16 clockTick;
        uint32 clockDemand;
        uint32 clockSupply;
    }

    /// @notice One step of a demand curve, as a bidder asks for it.
    /// @param tick Its tick.
    /// @param lots Lots asked for.
    struct Step {
        uint16 tick;
        uint32 lots;
    }

    /// @notice A step of a bidder's unsettled bid.
    /// @param round The round it was made in; 0 where the account has no bid.
    /// @param tick Its tick.
    /// @param lots Lots asked for.
    /// @param before Lots on the same tick that were bid earlier: its place when the tick is shared.
    struct Bid {
        uint32 round;
        uint16 tick;
        uint32 lots;
        uint32 before;
    }

    /// @notice An unpaid consignment.
    /// @param seller Who consigned; zero where there is none of that id, or it was paid.
    /// @param round The round it is sold in.
    /// @param before Lots consigned earlier in that round.
    /// @param lots Lots consigned.
    struct Consignment {
        address seller;
        uint32 round;
        uint32 before;
        uint32 lots;
    }

    // ----------------------------------------------------------------------------------------------------- events

    /// @notice A round was opened: consigning ends and bidding starts at `start`; bidding ends at `end`, unless
    /// extended.
    event RoundOpened(uint32 indexed round, uint64 openingPrice, uint40 start, uint40 end);

    /// @notice `seller` consigned `lots` to `round`; the id holds the round and the lots consigned before.
    event Consigned(uint32 indexed round, address indexed seller, uint64 id, uint32 lots);

    /// @notice `bidder` bid for `lots` at up to the price of `tick`.
    event BidPlaced(uint32 indexed round, address indexed bidder, uint16 tick, uint32 lots);

    /// @notice `bidder` placed several steps together; the clock was moved once for all of them.
    event CurvePlaced(uint32 indexed round, address indexed bidder, Step[] steps);

    /// @notice The bidder's choice whether the round's credits go straight to a retirement certificate.
    event RetirementChosen(uint32 indexed round, address indexed bidder, bool retire);

    /// @notice An outbid step left the book, by `exit` or because the bidder bids again.
    event BidWithdrawn(uint32 indexed round, address indexed bidder, uint16 tick, uint32 lots);

    /// @notice The clock rose to `clockTick`, and `demandAbove` lots are bid above it.
    event ClockMoved(uint32 indexed round, uint16 clockTick, uint40 demandAbove);

    /// @notice A late bid moved the clock, so bidding ends later.
    event RoundExtended(uint32 indexed round, uint40 end, uint8 extensionsLeft);

    /// @notice The result of a round, published once.
    event ResultPublished(uint32 indexed round, Result result);

    /// @notice A bid was settled with all its steps: `filled` lots for `cost`, and `refund` back in the vault.
    event BidSettled(uint32 indexed round, address indexed bidder, uint32 filled, uint128 cost, uint128 refund);

    /// @notice A consignment was settled: `sold` lots for `proceeds` in the vault, and `returned` lots back as credits.
    event SellerPaid(
        uint32 indexed round, address indexed seller, uint64 id, uint32 sold, uint128 proceeds, uint32 returned
    );

    /// @notice `claimMany` passed over a bidder, whose claim can be made again.
    event ClaimSkipped(address indexed bidder);

    /// @notice `payMany` passed over a consignment, whose payment can be made again.
    event PaymentSkipped(uint64 indexed id);

    /// @notice Currency came into an account's vault.
    event Deposited(address indexed account, uint256 amount);

    /// @notice An account took currency out of its vault.
    event Withdrawn(address indexed account, uint256 amount);

    // ----------------------------------------------------------------------------------------------------- errors

    /// @notice A setting is out of its range.
    error InvalidSetting(string name, uint256 value);

    /// @notice No such round was opened.
    error UnknownRound(uint32 round);

    /// @notice The round is not final: its time runs, or its clock lags.
    error RoundNotFinal(uint32 round);

    /// @notice The result of the round was published before.
    error ResultAlreadyPublished(uint32 round);

    /// @notice Consigning ended at `start`.
    error ConsignmentClosed(uint32 round, uint40 start);

    /// @notice Bids are taken from `start` until before `end`.
    error BiddingClosed(uint32 round, uint40 start, uint40 end);

    /// @notice Too little was consigned for bidding.
    error SupplyTooLow(uint32 supply, uint32 minimum);

    /// @notice A number of lots is below `minimum` or above `maximum`.
    error LotsOutOfRange(uint256 lots, uint256 minimum, uint256 maximum);

    /// @notice The tick is not above the clock.
    error TickNotAboveClock(uint16 tick, uint16 clockTick);

    /// @notice The tick is above the ladder's last.
    error TickAboveLadder(uint16 tick, uint16 ticks);

    /// @notice No step of the account's bid in this round was outbid: it stands. `tick` is its first.
    error BidStands(uint32 round, uint16 tick, uint16 clockTick);

    /// @notice A curve has one to four steps, each on a tick above 0.
    error InvalidCurve(uint256 steps);

    /// @notice The account's bid would have more than four standing steps.
    error CurveFull(uint256 steps);

    /// @notice The account's standing steps would ask for more lots than one account may buy.
    error PurchaseLimitExceeded(uint256 lots, uint256 limit);

    /// @notice This auction has no certificate to retire into.
    error RetirementNotOffered();

    /// @notice The account has a bid in another round that must be claimed first.
    error UnsettledBid(uint32 round);

    /// @notice The account has no bid.
    error NoBid(address account);

    /// @notice The clock lags behind the bids by more than one bid may move it; `crank` first.
    error ClockLags(uint32 round, uint16 clockTick, uint40 demandAbove, uint32 supply);

    /// @notice The vault holds less than needed.
    error InsufficientVault(uint256 available, uint256 needed);

    /// @notice The vault would exceed what its field can hold.
    error VaultOverflow(uint256 balance, uint256 added);

    /// @notice A token moved another amount than it was told to: tokens with a fee on transfers cannot be used.
    error WrongAmountReceived(uint256 received, uint256 expected);

    /// @notice There is no unpaid consignment of that id.
    error UnknownConsignment(uint64 id);

    // ------------------------------------------------------------------------------------------------------ vault

    /// @notice Moves `amount` of the currency from the caller, who approved it, into the caller's vault.
    /// @dev Errors: WrongAmountReceived, VaultOverflow.
    function deposit(uint256 amount) external;

    /// @notice As `deposit`, into somebody else's vault: a gift.
    function depositFor(address account, uint256 amount) external;

    /// @notice As `deposit`, with an EIP-2612 permit in place of an approval made before. A permit that somebody else
    /// sent ahead does no harm.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Moves `amount` of the currency from the caller's vault to the caller.
    /// @dev Errors: InsufficientVault.
    function withdraw(uint256 amount) external;

    /// @notice What an account's vault holds, free to withdraw or to bid with.
    function vaultOf(address account) external view returns (uint256);

    /// @notice What an account's unsettled bid has drawn from its vault: its limit price x lots.
    function escrowOf(address account) external view returns (uint256);

    // ----------------------------------------------------------------------------------------------------- rounds

    /// @notice Opens the next round; anybody may, once the last is final. Publishes the last one's result if nobody
    /// did.
    /// @return round Its number; the first is 1.
    /// @dev Errors: RoundNotFinal.
    function openRound() external returns (uint32 round);

    /// @notice The round opened last; 0 before the first.
    function currentRound() external view returns (uint32);

    /// @notice The state of a round.
    /// @dev Errors: UnknownRound.
    function roundOf(uint32 round) external view returns (Round memory);

    /// @notice Where a round is in its life.
    function stageOf(uint32 round) external view returns (Stage);

    /// @notice Opening price of the next round, by the published rule.
    /// @dev Errors: RoundNotFinal.
    function nextOpeningPrice() external view returns (uint64);

    /// @notice What the auction was made with.
    function config() external view returns (Config memory);

    /// @notice The contract without storage that answers for the auction what needs none; see IAuctionClerk.
    function clerk() external view returns (address);

    // ------------------------------------------------------------------------------------------------ consignments

    /// @notice Consigns whole lots to a round; the credits, approved before, move into the auction. Irrevocable.
    /// @param round The round, which must be in its consignment time.
    /// @param lots At least 1; a round holds at most 2^27 - 1.
    /// @return id `round` x 2^32 + the lots consigned to the round before.
    /// @dev Errors: UnknownRound, ConsignmentClosed, LotsOutOfRange, WrongAmountReceived.
    function consign(uint32 round, uint32 lots) external returns (uint64 id);

    /// @notice An unpaid consignment; all zero where there is none.
    function consignmentOf(uint64 id) external view returns (Consignment memory);

    // ------------------------------------------------------------------------------------------------------- bids

    /// @notice Bids for `lots` at up to the price of `tick`, and draws that price x lots from the caller's vault.
    /// Adds a step to a bid that stands; steps that were outbid leave the book, and their money pays for the new one.
    /// @param round The round, which must be in its bidding time.
    /// @param tick Above the clock, and on the ladder.
    /// @param lots At most the supply; at least `minimumBidBps` of it (rounded down), or what bids above the clock
    /// leave of it where that is less; at least 1.
    /// @dev Errors: UnknownRound, BiddingClosed, SupplyTooLow, ClockLags, TickNotAboveClock, TickAboveLadder,
    /// LotsOutOfRange, CurveFull, PurchaseLimitExceeded, UnsettledBid, InsufficientVault.
    function bid(uint32 round, uint16 tick, uint32 lots) external;

    /// @notice As `bid`, with one to four steps together. Each is judged by the round as it stood before the first.
    /// @dev Errors: InvalidCurve, and those of `bid`.
    function bidCurve(uint32 round, Step[] calldata steps) external;

    /// @notice `deposit` and `bid` in one: moves `amount` of the currency, approved before, into the vault and bids.
    /// @dev Errors: those of `deposit` and `bid`.
    function bidWithDeposit(uint32 round, uint16 tick, uint32 lots, uint256 amount) external;

    /// @notice `depositWithPermit` and `bid` in one.
    function bidWithPermit(
        uint32 round,
        uint16 tick,
        uint32 lots,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Chooses whether the credits that the caller's unsettled bid wins are retired on claim, with an empty
    /// statement and a certificate in the caller's name. Nobody else can choose it; it ends with the bid. A contract
    /// that takes no ERC-721 tokens cannot be claimed for while it is chosen.
    /// @dev Errors: RetirementNotOffered, NoBid.
    function retireOnClaim(bool retire) external;

    /// @notice Takes the caller's outbid steps (below the clock) out of the book; their money goes back to the vault.
    /// @dev Errors: UnknownRound, BiddingClosed (after the end a bid is settled by `claim`), NoBid, BidStands.
    function exit(uint32 round) external;

    /// @notice Moves a lagging clock over at most `maxWords` words of eight ticks; anybody may. Does nothing when the
    /// clock does not lag. Never extends the round.
    /// @return lags Whether the clock still lags.
    /// @dev Errors: UnknownRound.
    function crank(uint32 round, uint256 maxWords) external returns (bool lags);

    /// @notice First step of an account's unsettled bid; all zero where there is none.
    function bidOf(address account) external view returns (Bid memory);

    /// @notice All steps of an account's unsettled bid, and whether its credits are retired on claim.
    function stepsOf(address account) external view returns (Bid[] memory steps, bool retires);

    /// @notice Price of a tick of a round: opening price + max(0, tick - 1) x `tickSize`.
    /// @dev Errors: UnknownRound, TickAboveLadder.
    function priceOf(uint32 round, uint16 tick) external view returns (uint64);

    /// @notice Lots bid on a tick of the current round, those included that left after the clock had passed the tick.
    function demandAt(uint16 tick) external view returns (uint32);

    /// @notice Smallest number of lots that a bid may ask for now.
    /// @dev Errors: UnknownRound.
    function minimumBidOf(uint32 round) external view returns (uint32);

    /// @notice Most lots that one account's standing steps may ask for together.
    /// @dev Errors: UnknownRound.
    function purchaseLimitOf(uint32 round) external view returns (uint32);

    // ------------------------------------------------------------------------------------------------- settlement

    /// @notice The result of a final round.
    /// @dev Errors: UnknownRound, RoundNotFinal.
    function resultOf(uint32 round) external view returns (Result memory);

    /// @notice Publishes the result of a final round as an event, once; anybody may.
    /// @dev Errors: UnknownRound, RoundNotFinal, ResultAlreadyPublished.
    function publishResult(uint32 round) external;

    /// @notice Settles an account's bid in a final round: its lots as credits to it, what it did not pay to its vault.
    /// Anybody may, for anybody.
    /// @return filled Lots won.
    /// @dev Errors: NoBid, RoundNotFinal.
    function claim(address bidder) external returns (uint32 filled);

    /// @notice Settles many bids; those that cannot be settled now are passed over, with an event.
    /// @return settled How many were settled.
    function claimMany(address[] calldata bidders) external returns (uint256 settled);

    /// @notice Settles a consignment of a final round: proceeds to the seller's vault, unsold lots as credits to the
    /// seller. Anybody may, for anybody.
    /// @return sold Lots sold.
    /// @dev Errors: UnknownConsignment, RoundNotFinal.
    function pay(uint64 id) external returns (uint32 sold);

    /// @notice Settles many consignments; those that cannot be settled now are passed over, with an event.
    /// @return settled How many were settled.
    function payMany(uint64[] calldata ids) external returns (uint256 settled);
}
