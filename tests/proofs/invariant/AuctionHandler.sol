// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditAuction} from "../../../contracts/auction/CreditAuction.sol";
import {GramToken} from "../../../contracts/test/GramToken.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {IRetirementCertificate} from "../../../interfaces/IRetirementCertificate.sol";
import {vm} from "../Vm.sol";

/// @notice Plays an auction at random, round after round, and keeps what came in and went out beside it: two sellers
/// and four bidders on 23 ticks. At the end of a round everybody is settled, in any order.
contract AuctionHandler {
    uint256 private constant SELLERS = 2;
    uint256 private constant BIDDERS = 4;
    uint64 private constant LOT_GRAMS = 1000;
    uint16 public constant TICKS = 23;
    uint32 private constant CONSIGNMENT_TIME = 100;
    uint32 private constant BIDDING_TIME = 1000;
    uint32 private constant MOST_LOTS = 500;

    CreditAuction public immutable auction;
    GramToken public immutable credit;
    LocalCurrency public immutable currency;

    /// @notice Credits in escrow, in lots; money that claims left for sellers, below zero where sellers were paid first;
    /// lots bid on each tick of the round.
    uint256 public lotsHeld;
    int256 public revenueHeld;
    mapping(uint32 round => mapping(uint256 tick => uint256 lots)) public demandOn;
    /// @notice Lots won and lots sold of the round that was settled last, and what they should be.
    uint256 public lastFilled;
    uint256 public lastSold;
    uint256 public lastExpected;

    uint64[] private _consignments;
    uint256 private _now = 1_700_000_000;

    constructor() {
        vm.warp(_now);
        (credit, currency) = (new GramToken(), new LocalCurrency());
        auction = new CreditAuction(
            ICreditAuction.Config({
                credit: credit,
                currency: currency,
                lotGrams: LOT_GRAMS,
                referenceBaseline: 1_000_000,
                unitValue: 1_000_000,
                floorPrice: 7,
                capPrice: 10_000_000,
                tickSize: 3,
                ticks: TICKS,
                minimumSupply: 10,
                consignmentTime: CONSIGNMENT_TIME,
                biddingTime: BIDDING_TIME,
                extension: 60,
                extensions: 2,
                clampLowBps: 8_000,
                clampHighBps: 12_500,
                minimumBidBps: 100,
                purchaseLimitBps: 10_000,
                certificate: IRetirementCertificate(address(0))
            })
        );
        for (uint256 i = 0; i < SELLERS; ++i) {
            credit.mint(seller(i), type(uint128).max);
            vm.prank(seller(i));
            credit.approve(address(auction), type(uint256).max);
        }
        for (uint256 i = 0; i < BIDDERS; ++i) {
            currency.mint(bidder(i), type(uint128).max);
            vm.prank(bidder(i));
            currency.approve(address(auction), type(uint256).max);
        }
        auction.openRound();
    }

    /// @notice A seller brings lots while they can.
    function consign(uint256 who, uint32 lots) external {
        uint32 round = auction.currentRound();
        if (auction.stageOf(round) != ICreditAuction.Stage.Consignment) return;
        lots = 1 + lots % MOST_LOTS;
        vm.prank(seller(who));
        _consignments.push(auction.consign(round, lots));
        lotsHeld += lots;
    }

    /// @notice Somebody bids above the clock; a bid that the rules refuse leaves everything as it was.
    function bid(uint256 who, uint16 tick, uint32 lots) external {
        uint32 round = auction.currentRound();
        if (auction.stageOf(round) == ICreditAuction.Stage.Consignment) _wait(CONSIGNMENT_TIME);
        if (auction.stageOf(round) != ICreditAuction.Stage.Bidding) return;
        ICreditAuction.Round memory state = auction.roundOf(round);
        if (state.clockTick >= TICKS || state.supply == 0) return;
        tick = state.clockTick + 1 + tick % (TICKS - state.clockTick);
        lots = 1 + lots % state.supply;
        uint256 amount = uint256(auction.priceOf(round, tick)) * lots;
        vm.prank(bidder(who));
        try auction.bidWithDeposit(round, tick, lots, amount) {
            demandOn[round][tick] += lots;
        } catch {
            return;
        }
    }

    /// @notice Somebody who was outbid leaves.
    function exit(uint256 who) external {
        uint32 round = auction.currentRound();
        vm.prank(bidder(who));
        try auction.exit(round) {
            return;
        } catch {
            return;
        }
    }

    /// @notice Somebody takes money out of their vault.
    function withdraw(uint256 who, uint256 part) external {
        uint256 held = auction.vaultOf(bidder(who));
        vm.prank(bidder(who));
        auction.withdraw(part % (held + 1));
    }

    /// @notice Time passes.
    function wait(uint256 time) external {
        _wait(time % 200);
    }

    /// @notice The round ends: all are settled, from one side or the other, and the next one opens.
    function settle(bool sellersFirst) external {
        uint32 round = auction.currentRound();
        _wait(CONSIGNMENT_TIME + BIDDING_TIME + 120);
        while (auction.crank(round, 1)) {}
        ICreditAuction.Result memory result = auction.resultOf(round);
        (lastFilled, lastSold) = (0, 0);
        lastExpected = result.demand < result.supply ? result.demand : result.supply;
        if (sellersFirst) _paySellers();
        _claimAll(result.clearingPrice);
        if (!sellersFirst) _paySellers();
        delete _consignments;
        auction.openRound();
    }

    /// @notice One of the sellers.
    function seller(uint256 who) public pure returns (address) {
        return address(uint160(0x5E11E0 + who % SELLERS));
    }

    /// @notice One of the bidders.
    function bidder(uint256 who) public pure returns (address) {
        return address(uint160(0xB1DDE0 + who % BIDDERS));
    }

    /// @notice Money of all accounts, in vaults and behind bids.
    function moneyOfAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < SELLERS; ++i) {
            sum += auction.vaultOf(seller(i));
        }
        for (uint256 i = 0; i < BIDDERS; ++i) {
            sum += auction.vaultOf(bidder(i)) + auction.escrowOf(bidder(i));
        }
    }

    function _claimAll(uint256 price) private {
        for (uint256 i = 0; i < BIDDERS; ++i) {
            address winner = bidder(i);
            (uint256 before, uint256 escrow) = (auction.vaultOf(winner), auction.escrowOf(winner));
            uint256 credits = credit.balanceOf(winner);
            if (auction.bidOf(winner).round == 0) continue;
            uint256 filled = auction.claim(winner);
            // one price for all, and what comes back is the rest
            assert(auction.vaultOf(winner) == before + escrow - filled * price);
            assert(credit.balanceOf(winner) == credits + filled * LOT_GRAMS);
            (lotsHeld, revenueHeld) = (lotsHeld - filled, revenueHeld + int256(filled * price));
            lastFilled += filled;
        }
    }

    function _paySellers() private {
        uint256 price = auction.resultOf(auction.currentRound()).clearingPrice;
        for (uint256 i = 0; i < _consignments.length; ++i) {
            ICreditAuction.Consignment memory consignment = auction.consignmentOf(_consignments[i]);
            uint256 before = auction.vaultOf(consignment.seller);
            uint256 credits = credit.balanceOf(consignment.seller);
            uint256 sold = auction.pay(_consignments[i]);
            uint256 back = consignment.lots - sold;
            assert(auction.vaultOf(consignment.seller) == before + sold * price);
            assert(credit.balanceOf(consignment.seller) == credits + back * LOT_GRAMS);
            (lotsHeld, revenueHeld) = (lotsHeld - back, revenueHeld - int256(sold * price));
            lastSold += sold;
        }
    }

    function _wait(uint256 time) private {
        _now += time;
        vm.warp(_now);
    }
}
