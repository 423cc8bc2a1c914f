// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditAuction} from "../../../contracts/auction/CreditAuction.sol";
import {GramToken} from "../../../contracts/test/GramToken.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {vm} from "../Vm.sol";

/// @notice Whole auctions of drawn bids, curves, exits and times, against the mechanism written plainly: lists, loops
/// and the definitions of the clock, the shares and the prices.
contract CreditAuctionTest {
    uint256 private constant TICKS = 40;
    uint256 private constant LOT = 1000;
    uint256 private constant TICK_SIZE = 7;
    uint256 private constant MINIMUM_SUPPLY = 10;
    uint256 private constant FLOOR = 100;
    uint256 private constant CAP = 100_000;

    struct Placed {
        address bidder;
        uint256 tick;
        uint256 lots;
        uint256 before;
        bool gone;
    }

    struct Sale {
        address seller;
        uint256 lots;
        uint256 before;
        bool paid;
    }

    struct Kept {
        uint256 opening;
        uint256 start;
        uint256 end;
        uint256 left;
        uint256 supply;
        uint256 clock;
        uint256 demand;
        bool published;
    }

    CreditAuction private _auction;
    GramToken private _credit;
    LocalCurrency private _currency;
    ICreditAuction.Config private _config;

    uint32 private _round;
    mapping(uint256 round => Kept) private _rounds;
    mapping(uint256 round => Placed[]) private _placed;
    mapping(uint256 round => Sale[]) private _sales;
    mapping(address => uint256) private _vault;
    mapping(address => uint256) private _grams;
    mapping(address => uint256) private _bidIn;
    address[6] private _who;

    // --------------------------------------------------------------------------------------------------- the tests

    /// forge-config: default.fuzz.runs = 24
    function test_auctions(uint256 seed) external {
        _begin(seed);
        for (uint256 round = 0; round < 3; ++round) {
            _open();
            uint256 sellers = uint256(keccak256(abi.encode(seed, round, "sellers"))) % 4;
            for (uint256 i = 0; i < sellers; ++i) {
                _consign(uint256(keccak256(abi.encode(seed, round, "seller", i))));
            }
            vm.warp(_rounds[_round].start - seed % 2);
            for (uint256 i = 0; i < 14; ++i) {
                uint256 drawn = uint256(keccak256(abi.encode(seed, round, i)));
                vm.warp(block.timestamp + drawn % 330);
                _act(drawn >> 16);
                _checkRound();
            }
            _settle(uint256(keccak256(abi.encode(seed, round, "end"))));
        }
    }

    // -------------------------------------------------------------------------------------------------- beginning

    function _begin(uint256 seed) private {
        vm.warp(1_000_000);
        _credit = new GramToken();
        _currency = new LocalCurrency();
        _config.credit = _credit;
        _config.currency = _currency;
        _config.lotGrams = uint64(LOT);
        (_config.referenceBaseline, _config.unitValue) = (200_000, uint64(250 + seed % 3_000));
        (_config.floorPrice, _config.capPrice) = (uint64(FLOOR), uint64(CAP));
        (_config.tickSize, _config.ticks) = (uint40(TICK_SIZE), uint16(TICKS));
        _config.minimumSupply = uint32(MINIMUM_SUPPLY);
        (_config.consignmentTime, _config.biddingTime) = (1_000, 3_000);
        (_config.extension, _config.extensions) = (600, seed % 3 == 0 ? 0 : 2);
        (_config.clampLowBps, _config.clampHighBps) = (8_000, 12_500);
        _config.minimumBidBps = uint16(seed % 4 == 0 ? 0 : seed % 4 == 1 ? 1_500 : 700);
        _config.purchaseLimitBps = uint16(seed % 5 < 2 ? 10_000 : 4_500);
        _auction = new CreditAuction(_config);
        for (uint256 i = 0; i < _who.length; ++i) {
            _who[i] = address(uint160(0xace0 + i));
            vm.prank(_who[i]);
            _credit.approve(address(_auction), type(uint256).max);
            _fund(_who[i], 40_000 + (seed >> (8 * i)) % 60_000);
        }
    }

    function _fund(address account, uint256 amount) private {
        _currency.mint(address(this), amount);
        _currency.approve(address(_auction), amount);
        _auction.depositFor(account, amount);
        _vault[account] += amount;
    }

    function _open() private {
        if (_round != 0 && !_isFinal(_round)) {
            vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, _round));
            _auction.openRound();
            vm.warp(_rounds[_round].end);
        }
        uint256 opening = _nextOpening();
        assert(_auction.nextOpeningPrice() == opening);
        (uint256 start, uint256 end) = (block.timestamp + 1_000, block.timestamp + 4_000);
        if (_round != 0 && !_rounds[_round].published) {
            _rounds[_round].published = true;
            ICreditAuction.Result memory result = _result(_round);
            vm.expectEmit(address(_auction));
            emit ICreditAuction.ResultPublished(_round, result);
        }
        vm.expectEmit(address(_auction));
        emit ICreditAuction.RoundOpened(_round + 1, uint64(opening), uint40(start), uint40(end));
        assert(_auction.openRound() == _round + 1);
        ++_round;
        _rounds[_round] = Kept(opening, start, end, _config.extensions, 0, 0, 0, false);
        assert(_auction.currentRound() == _round);
    }

    function _consign(uint256 drawn) private {
        Kept storage kept = _rounds[_round];
        (address seller, uint256 lots) = (_who[drawn % 6], 1 + (drawn >> 8) % 40);
        _credit.mint(seller, lots * LOT);
        vm.expectEmit(address(_auction));
        uint64 id = uint64(uint256(_round) * 2 ** 32 + kept.supply);
        emit ICreditAuction.Consigned(_round, seller, id, uint32(lots));
        vm.prank(seller);
        assert(_auction.consign(_round, uint32(lots)) == id);
        _sales[_round].push(Sale(seller, lots, kept.supply, false));
        ICreditAuction.Consignment memory shown = _auction.consignmentOf(id);
        assert(shown.seller == seller && shown.round == _round && shown.before == kept.supply && shown.lots == lots);
        kept.supply += lots;
    }

    // -------------------------------------------------------------------------------------------------- the steps

    function _act(uint256 drawn) private {
        uint256 kind = drawn % 8;
        address bidder = _who[(drawn >> 8) % 6];
        if (kind == 0) return _exit(bidder);
        if (kind == 1) return _withdraw(bidder, (drawn >> 16) % 3_000);
        if (kind == 2) _fund(bidder, (drawn >> 16) % 9_000);
        uint256 count = kind < 6 ? 1 : 1 + (drawn >> 16) % 5;
        ICreditAuction.Step[] memory steps = new ICreditAuction.Step[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 one = uint256(keccak256(abi.encode(drawn, i)));
            uint256 clock = _rounds[_round].clock;
            steps[i].tick = uint16(one % 16 == 0 ? one % 43 : clock + (one >> 8) % (one % 3 == 0 ? 3 : 9));
            uint256 supply = _rounds[_round].supply;
            uint256 most = one % 3 == 0 ? supply + 2 : supply / 3 + 2;
            steps[i].lots = uint32((one >> 32) % 5 == 0 ? _minimum() - (one >> 64) % 2 : (one >> 64) % most);
        }
        _bid(bidder, steps, kind >= 6);
    }

    function _bid(address bidder, ICreditAuction.Step[] memory steps, bool curve) private {
        (bytes memory expected, uint256 refund, uint256 value) = _judged(bidder, steps, curve);
        if (expected.length != 0) {
            vm.prank(bidder);
            (bool done, bytes memory answer) = curve
                ? address(_auction).call(abi.encodeCall(ICreditAuction.bidCurve, (_round, steps)))
                : address(_auction).call(abi.encodeCall(ICreditAuction.bid, (_round, steps[0].tick, steps[0].lots)));
            assert(!done && keccak256(answer) == keccak256(expected));
            return;
        }
        Kept storage kept = _rounds[_round];
        // what was outbid leaves
        for (uint256 i = 0; i < _placed[_round].length; ++i) {
            Placed storage old = _placed[_round][i];
            if (old.bidder != bidder || old.gone || old.tick >= kept.clock) continue;
            old.gone = true;
            kept.demand -= old.lots;
            vm.expectEmit(address(_auction));
            emit ICreditAuction.BidWithdrawn(_round, bidder, uint16(old.tick), uint32(old.lots));
        }
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 before = _demandAt(_round, steps[i].tick);
            _placed[_round].push(Placed(bidder, steps[i].tick, steps[i].lots, before, false));
            kept.demand += steps[i].lots;
        }
        vm.expectEmit(address(_auction));
        if (steps.length == 1) emit ICreditAuction.BidPlaced(_round, bidder, steps[0].tick, steps[0].lots);
        else emit ICreditAuction.CurvePlaced(_round, bidder, steps);
        _vault[bidder] = _vault[bidder] + refund - value;
        _bidIn[bidder] = _round;
        _moveClock(kept);
        vm.prank(bidder);
        if (curve) _auction.bidCurve(_round, steps);
        else _auction.bid(_round, steps[0].tick, steps[0].lots);
    }

    function _moveClock(Kept storage kept) private {
        if (_above(_round, kept.clock) <= kept.supply) return;
        while (_above(_round, kept.clock) > kept.supply) {
            ++kept.clock;
        }
        vm.expectEmit(address(_auction));
        emit ICreditAuction.ClockMoved(_round, uint16(kept.clock), uint40(_above(_round, kept.clock)));
        if (kept.left != 0 && kept.end - block.timestamp < 600) {
            kept.end += 600;
            --kept.left;
            vm.expectEmit(address(_auction));
            emit ICreditAuction.RoundExtended(_round, uint40(kept.end), uint8(kept.left));
        }
    }

    /// @dev The error that the rules demand, in their order; else what comes back from outbid steps, and the value.
    function _judged(address bidder, ICreditAuction.Step[] memory steps, bool curve)
        private
        view
        returns (bytes memory, uint256 refund, uint256 value)
    {
        Kept memory kept = _rounds[_round];
        if (curve && steps.length > 4) {
            return (abi.encodeWithSelector(ICreditAuction.InvalidCurve.selector, steps.length), 0, 0);
        }
        for (uint256 i = 0; curve && i < steps.length; ++i) {
            if (steps[i].tick == 0) {
                return (abi.encodeWithSelector(ICreditAuction.InvalidCurve.selector, steps.length), 0, 0);
            }
        }
        if (block.timestamp < kept.start || block.timestamp >= kept.end) {
            return (_closed(kept), 0, 0);
        }
        if (kept.supply < MINIMUM_SUPPLY) {
            return (abi.encodeWithSelector(ICreditAuction.SupplyTooLow.selector, kept.supply, MINIMUM_SUPPLY), 0, 0);
        }
        uint256 lots = 0;
        for (uint256 i = 0; i < steps.length; ++i) {
            (uint256 tick, uint256 some) = (steps[i].tick, steps[i].lots);
            if (tick <= kept.clock) {
                return (abi.encodeWithSelector(ICreditAuction.TickNotAboveClock.selector, tick, kept.clock), 0, 0);
            }
            if (tick > TICKS) return (abi.encodeWithSelector(ICreditAuction.TickAboveLadder.selector, tick, TICKS), 0, 0);
            if (some < _minimum() || some > kept.supply) {
                bytes4 selector = ICreditAuction.LotsOutOfRange.selector;
                return (abi.encodeWithSelector(selector, some, _minimum(), kept.supply), 0, 0);
            }
            lots += some;
            value += some * _price(kept.opening, tick);
        }
        return (_held(bidder, kept, steps.length, lots, value), _refund(bidder, kept), value);
    }

    function _held(address bidder, Kept memory kept, uint256 count, uint256 lots, uint256 value)
        private
        view
        returns (bytes memory)
    {
        (uint256 standing, uint256 standingLots) = _standing(bidder, kept.clock);
        if (standing + count > 4) return abi.encodeWithSelector(ICreditAuction.CurveFull.selector, standing + count);
        uint256 limit = kept.supply * _config.purchaseLimitBps / 10_000;
        if (limit == 0) limit = 1;
        if (standingLots + lots > limit) {
            return abi.encodeWithSelector(ICreditAuction.PurchaseLimitExceeded.selector, standingLots + lots, limit);
        }
        uint256 earlier = _bidIn[bidder];
        if (earlier != 0 && earlier != _round) {
            return abi.encodeWithSelector(ICreditAuction.UnsettledBid.selector, earlier);
        }
        uint256 available = _vault[bidder] + _refund(bidder, kept);
        if (available < value) {
            return abi.encodeWithSelector(ICreditAuction.InsufficientVault.selector, available, value);
        }
        return "";
    }

    function _exit(address bidder) private {
        Kept storage kept = _rounds[_round];
        bytes memory expected;
        (uint256 standing, ) = _standing(bidder, kept.clock);
        uint256 refund = _bidIn[bidder] == _round ? _refund(bidder, kept) : 0;
        if (block.timestamp < kept.start || block.timestamp >= kept.end) expected = _closed(kept);
        else if (_bidIn[bidder] == 0) expected = abi.encodeWithSelector(ICreditAuction.NoBid.selector, bidder);
        else if (_bidIn[bidder] != _round) {
            expected = abi.encodeWithSelector(ICreditAuction.UnsettledBid.selector, _bidIn[bidder]);
        } else if (refund == 0) {
            uint256 tick = _auction.bidOf(bidder).tick;
            expected = abi.encodeWithSelector(ICreditAuction.BidStands.selector, _round, tick, kept.clock);
        }
        if (expected.length != 0) {
            vm.prank(bidder);
            vm.expectRevert(expected);
            _auction.exit(_round);
            return;
        }
        for (uint256 i = 0; i < _placed[_round].length; ++i) {
            Placed storage old = _placed[_round][i];
            if (old.bidder != bidder || old.gone || old.tick >= kept.clock) continue;
            old.gone = true;
            kept.demand -= old.lots;
            vm.expectEmit(address(_auction));
            emit ICreditAuction.BidWithdrawn(_round, bidder, uint16(old.tick), uint32(old.lots));
        }
        vm.prank(bidder);
        _auction.exit(_round);
        _vault[bidder] += refund;
        if (standing == 0) _bidIn[bidder] = 0;
    }

    function _withdraw(address account, uint256 amount) private {
        vm.prank(account);
        if (amount > _vault[account]) {
            bytes4 selector = ICreditAuction.InsufficientVault.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, _vault[account], amount));
            _auction.withdraw(amount);
            return;
        }
        _auction.withdraw(amount);
        _vault[account] -= amount;
    }

    // ------------------------------------------------------------------------------------------------- settlement

    /// @dev Claims and payments in any order; some are left to a later round.
    function _settle(uint256 drawn) private {
        Kept storage kept = _rounds[_round];
        if (!_isFinal(_round)) {
            vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, _round));
            _auction.resultOf(_round);
            if (_sales[_round].length != 0) {
                vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, _round));
                _auction.pay(uint64(_round) << 32);
            }
            vm.warp(kept.end - 1);
            _checkRound();
            vm.warp(kept.end);
        }
        _checkRound();
        ICreditAuction.Result memory result = _result(_round);
        assert(keccak256(abi.encode(_auction.resultOf(_round))) == keccak256(abi.encode(result)));
        if (drawn % 2 == 0) {
            vm.expectEmit(address(_auction));
            emit ICreditAuction.ResultPublished(_round, result);
            _auction.publishResult(_round);
            kept.published = true;
            assert(keccak256(abi.encode(_auction.resultOf(_round))) == keccak256(abi.encode(result)));
            vm.expectRevert(abi.encodeWithSelector(ICreditAuction.ResultAlreadyPublished.selector, _round));
            _auction.publishResult(_round);
        }
        bool all = drawn % 3 != 0 || _round == 3;
        for (uint256 round = 1; round <= _round; ++round) {
            for (uint256 i = 0; i < 6; ++i) {
                if ((all || (drawn >> i) % 2 == 0) && _bidIn[_who[i]] == round) _claim(_who[i]);
            }
            for (uint256 i = 0; i < _sales[round].length; ++i) {
                if ((all || (drawn >> (8 + i)) % 2 == 0) && !_sales[round][i].paid) _pay(round, i);
            }
        }
        // all that was bid and sold is gone, and nothing is left over
        if (_round == 3) {
            uint256 vaults = 0;
            for (uint256 i = 0; i < 6; ++i) {
                vaults += _vault[_who[i]];
                assert(_credit.balanceOf(_who[i]) == _grams[_who[i]]);
            }
            assert(_currency.balanceOf(address(_auction)) == vaults && _credit.balanceOf(address(_auction)) == 0);
        }
    }

    function _claim(address bidder) private {
        uint256 round = _bidIn[bidder];
        Kept memory kept = _rounds[round];
        (uint256 filled, uint256 escrow) = (0, 0);
        for (uint256 i = 0; i < _placed[round].length; ++i) {
            Placed memory step = _placed[round][i];
            if (step.bidder != bidder || step.gone) continue;
            escrow += step.lots * _price(kept.opening, step.tick);
            if (step.tick > kept.clock) filled += step.lots;
            if (step.tick == kept.clock) {
                filled += _share(step.before, step.lots, kept.supply - _above(round, kept.clock), _demandAt(round, kept.clock));
            }
        }
        uint256 cost = filled * _price(kept.opening, kept.clock);
        vm.expectEmit(address(_auction));
        emit ICreditAuction.BidSettled(uint32(round), bidder, uint32(filled), uint128(cost), uint128(escrow - cost));
        assert(_auction.claim(bidder) == filled);
        _vault[bidder] += escrow - cost;
        _grams[bidder] += filled * LOT;
        _bidIn[bidder] = 0;
        assert(_auction.vaultOf(bidder) == _vault[bidder] && _credit.balanceOf(bidder) == _grams[bidder]);
        assert(_auction.bidOf(bidder).round == 0 && _auction.escrowOf(bidder) == 0);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.NoBid.selector, bidder));
        _auction.claim(bidder);
    }

    function _pay(uint256 round, uint256 place) private {
        Kept memory kept = _rounds[round];
        Sale storage sale = _sales[round][place];
        uint256 sold = _share(sale.before, sale.lots, _result(round).sold, kept.supply);
        uint256 proceeds = sold * _price(kept.opening, kept.clock);
        uint64 id = uint64(round * 2 ** 32 + sale.before);
        vm.expectEmit(address(_auction));
        emit ICreditAuction.SellerPaid(
            uint32(round), sale.seller, id, uint32(sold), uint128(proceeds), uint32(sale.lots - sold)
        );
        assert(_auction.pay(id) == sold);
        sale.paid = true;
        _vault[sale.seller] += proceeds;
        _grams[sale.seller] += (sale.lots - sold) * LOT;
        assert(_auction.vaultOf(sale.seller) == _vault[sale.seller]);
        assert(_credit.balanceOf(sale.seller) == _grams[sale.seller]);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownConsignment.selector, id));
        _auction.pay(id);
    }

    // ------------------------------------------------------------------------------------------------ definitions

    function _price(uint256 opening, uint256 tick) private pure returns (uint256) {
        return tick < 2 ? opening : opening + (tick - 1) * TICK_SIZE;
    }

    /// @dev Lots of all steps that were ever placed on a tick: none leaves a tick that still counts.
    function _demandAt(uint256 round, uint256 tick) private view returns (uint256 lots) {
        for (uint256 i = 0; i < _placed[round].length; ++i) {
            if (_placed[round][i].tick == tick) lots += _placed[round][i].lots;
        }
    }

    function _above(uint256 round, uint256 tick) private view returns (uint256 lots) {
        for (uint256 i = 0; i < _placed[round].length; ++i) {
            if (_placed[round][i].tick > tick) lots += _placed[round][i].lots;
        }
    }

    function _minimum() private view returns (uint256 least) {
        Kept memory kept = _rounds[_round];
        least = kept.supply * _config.minimumBidBps / 10_000;
        uint256 above = _above(_round, kept.clock);
        if (kept.supply > above && kept.supply - above < least) least = kept.supply - above;
        if (least == 0) least = 1;
    }

    function _standing(address bidder, uint256 clock) private view returns (uint256 count, uint256 lots) {
        for (uint256 i = 0; i < _placed[_round].length; ++i) {
            Placed memory step = _placed[_round][i];
            if (step.bidder == bidder && !step.gone && step.tick >= clock) (count, lots) = (count + 1, lots + step.lots);
        }
    }

    function _refund(address bidder, Kept memory kept) private view returns (uint256 money) {
        for (uint256 i = 0; i < _placed[_round].length; ++i) {
            Placed memory step = _placed[_round][i];
            if (step.bidder == bidder && !step.gone && step.tick < kept.clock) {
                money += step.lots * _price(kept.opening, step.tick);
            }
        }
    }

    function _closed(Kept memory kept) private view returns (bytes memory) {
        return abi.encodeWithSelector(ICreditAuction.BiddingClosed.selector, _round, kept.start, kept.end);
    }

    function _isFinal(uint256 round) private view returns (bool) {
        Kept memory kept = _rounds[round];
        return block.timestamp >= (kept.supply < MINIMUM_SUPPLY ? kept.start : kept.end);
    }

    function _share(uint256 before, uint256 lots, uint256 available, uint256 total) private pure returns (uint256) {
        return (before + lots) * available / total - before * available / total;
    }

    function _result(uint256 round) private view returns (ICreditAuction.Result memory result) {
        Kept memory kept = _rounds[round];
        uint256 supply = kept.supply < MINIMUM_SUPPLY ? 0 : kept.supply;
        uint256 wanted = _above(round, 0);
        result.openingPrice = uint64(kept.opening);
        result.clearingPrice = uint64(_price(kept.opening, kept.clock));
        result.supply = uint32(supply);
        result.demand = uint48(kept.demand);
        result.sold = uint32(wanted < supply ? wanted : supply);
        result.revenue = uint128(uint256(result.sold) * result.clearingPrice);
        result.clockTick = uint16(kept.clock);
        if (kept.clock != 0) {
            result.clockDemand = uint32(_demandAt(round, kept.clock));
            result.clockSupply = uint32(supply - _above(round, kept.clock));
        }
    }

    /// @dev The formula, kept within the clamp of the last clearing price and within floor and cap.
    function _nextOpening() private view returns (uint256 price) {
        uint256 last = _round;
        while (last != 0 && _rounds[last].supply < MINIMUM_SUPPLY) {
            --last;
        }
        if (last == 0) return FLOOR;
        Kept memory kept = _rounds[last];
        price = kept.demand == 0
            ? FLOOR
            : kept.demand * 200_000 * _config.unitValue / (kept.supply * 1_000_000);
        uint256 clearing = _price(kept.opening, kept.clock);
        uint256 low = (clearing * 8 + 9) / 10;
        if (price < low) price = low;
        if (price > clearing * 125 / 100) price = clearing * 125 / 100;
        if (price < FLOOR) price = FLOOR;
        if (price > CAP) price = CAP;
    }

    // ------------------------------------------------------------------------------------------------------ checks

    function _checkRound() private view {
        Kept memory kept = _rounds[_round];
        ICreditAuction.Round memory shown = _auction.roundOf(_round);
        assert(shown.start == kept.start && shown.end == kept.end && shown.supply == kept.supply);
        assert(shown.openingPrice == kept.opening && shown.clockTick == kept.clock && shown.demand == kept.demand);
        assert(shown.demandAbove == _above(_round, kept.clock) && shown.extensionsLeft == kept.left);
        ICreditAuction.Stage stage = ICreditAuction.Stage.Bidding;
        if (block.timestamp < kept.start) stage = ICreditAuction.Stage.Consignment;
        else if (_isFinal(_round)) stage = ICreditAuction.Stage.Final;
        assert(_auction.stageOf(_round) == stage);
        assert(_auction.stageOf(_round + 1) == ICreditAuction.Stage.Unknown);
        assert(_auction.minimumBidOf(_round) == _minimum());
        for (uint256 i = 0; i < 6; ++i) {
            address who = _who[i];
            assert(_auction.vaultOf(who) == _vault[who]);
            _checkSteps(who, kept);
        }
        for (uint256 tick = kept.clock; tick < kept.clock + 3 && tick <= TICKS; ++tick) {
            assert(_auction.demandAt(uint16(tick)) == _demandAt(_round, tick));
            assert(_auction.priceOf(_round, uint16(tick)) == _price(kept.opening, tick));
        }
    }

    function _checkSteps(address who, Kept memory) private view {
        uint256 round = _bidIn[who];
        (ICreditAuction.Bid[] memory steps,) = _auction.stepsOf(who);
        (uint256 at, uint256 escrow) = (0, 0);
        for (uint256 i = 0; round != 0 && i < _placed[round].length; ++i) {
            Placed memory step = _placed[round][i];
            if (step.bidder != who || step.gone) continue;
            assert(steps[at].round == round && steps[at].tick == step.tick);
            assert(steps[at].lots == step.lots && steps[at].before == step.before);
            escrow += step.lots * _price(_rounds[round].opening, step.tick);
            ++at;
        }
        assert(steps.length == at && _auction.escrowOf(who) == escrow);
    }
}
