// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountSlot, PackedAccount} from "../../../contracts/auction/PackedAccount.sol";
import {ConsignmentSlot, PackedConsignment} from "../../../contracts/auction/PackedConsignment.sol";
import {PackedRound, RoundSlot} from "../../../contracts/auction/PackedRound.sol";
import {PackedStep, Step80} from "../../../contracts/auction/PackedStep.sol";
import {vm} from "../Vm.sol";

/// @notice Whatever a slot holds, what is written into a field is read from it, and every other field stays as it was.
/// For all 2^256 slots, and all values that the libraries' conditions admit.
contract PackedSlotsProof {
    // -------------------------------------------------------------------------------------------------- accounts

    function check_account_credit(uint256 slot, uint256 amount) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        vm.assume(amount <= PackedAccount.VAULT_MASK - before.vault());
        AccountSlot after_ = before.credit(amount);
        assert(after_.vault() == before.vault() + amount);
        assert(_aboveVault(after_) == _aboveVault(before));
        assert(AccountSlot.unwrap(before.withMore(amount)) == AccountSlot.unwrap(after_));
    }

    function check_account_debit(uint256 slot, uint256 amount) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        vm.assume(amount <= before.vault());
        AccountSlot after_ = before.debit(amount);
        assert(after_.vault() == before.vault() - amount);
        assert(_aboveVault(after_) == _aboveVault(before));
    }

    function check_account_withVault(uint256 slot, uint112 amount) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        AccountSlot after_ = before.withVault(amount);
        assert(after_.vault() == amount);
        assert(_aboveVault(after_) == _aboveVault(before));
    }

    function check_account_withBid(uint256 slot, uint32 round, uint16 tick, uint32 lots, uint32 before_) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        AccountSlot after_ = before.withBid(round, PackedStep.made(tick, lots, before_));
        assert(after_.round() == round && after_.step().tick() == tick);
        assert(after_.step().lots() == lots && after_.step().before() == before_);
        assert(after_.further() == 0 && !after_.retires());
        assert(after_.vault() == before.vault() && after_.nonce() == before.nonce());
    }

    function check_account_withFirstBid(uint256 slot, uint32 round, uint16 tick, uint32 lots, uint256 value)
        external
        pure
    {
        AccountSlot before = AccountSlot.wrap(slot).withoutBid();
        vm.assume(value <= before.vault());
        Step80 step = PackedStep.made(tick, lots, 7);
        AccountSlot expected = before.withBid(round, step).debit(value);
        assert(AccountSlot.unwrap(before.withFirstBid(round, step, value)) == AccountSlot.unwrap(expected));
    }

    function check_account_withFurther(uint256 slot, uint256 further) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        vm.assume(before.further() == 0 && further < 4);
        AccountSlot after_ = before.withFurther(further);
        assert(after_.further() == further && after_.retires() == before.retires());
        assert(after_.nonce() == before.nonce() && after_.vault() == before.vault() && after_.round() == before.round());
        assert(Step80.unwrap(after_.step()) == Step80.unwrap(before.step()));
    }

    function check_account_withRetires(uint256 slot, bool retires) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        AccountSlot after_ = before.withRetires(retires);
        assert(after_.retires() == retires);
        assert(AccountSlot.unwrap(after_.withRetires(before.retires())) == slot);
    }

    function check_account_nonce(uint256 slot, uint32 nonce) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        vm.assume(nonce < PackedAccount.MAX_NONCE);
        AccountSlot after_ = before.withNonce(nonce);
        assert(after_.nonce() == nonce && after_.withNonceUsed().nonce() == nonce + 1);
        assert(AccountSlot.unwrap(after_.withNonceUsed().withNonce(before.nonce())) == slot);
    }

    function check_account_withoutBid(uint256 slot) external pure {
        AccountSlot before = AccountSlot.wrap(slot);
        AccountSlot after_ = before.withoutBid();
        assert(after_.round() == 0 && after_.further() == 0 && !after_.retires());
        assert(Step80.unwrap(after_.step()) == 0);
        assert(after_.vault() == before.vault() && after_.nonce() == before.nonce());
    }

    function _aboveVault(AccountSlot account) private pure returns (uint256) {
        return AccountSlot.unwrap(account) >> 112;
    }

    // ------------------------------------------------------------------------------------ rounds, as they are used

    function check_round_opened(uint64 price, uint40 end, uint8 extensions) external pure {
        RoundSlot round = PackedRound.opened(price, end, extensions);
        assert(round.openingPrice() == price && round.end() == end && round.extensionsLeft() == extensions);
        assert(round.supply() == 0 && round.demand() == 0 && round.demandAbove() == 0 && round.clockTick() == 0);
    }

    function check_round_addSupply(uint256 slot, uint32 lots) external pure {
        RoundSlot before = RoundSlot.wrap(slot);
        vm.assume(lots <= type(uint32).max - before.supply());
        RoundSlot after_ = before.addSupply(lots);
        assert(after_.supply() == before.supply() + lots);
        assert(after_.demand() == before.demand() && after_.demandAbove() == before.demandAbove());
        _assertTermsKept(before, after_);
        assert(after_.clockTick() == before.clockTick() && after_.end() == before.end());
        assert(after_.extensionsLeft() == before.extensionsLeft());
    }

    function check_round_addDemand(uint256 slot, uint32 lots) external pure {
        RoundSlot before = RoundSlot.wrap(slot);
        vm.assume(lots <= type(uint40).max - before.demandAbove() && lots <= type(uint48).max - before.demand());
        RoundSlot after_ = before.addDemand(lots);
        assert(after_.demand() == before.demand() + lots && after_.demandAbove() == before.demandAbove() + lots);
        assert(after_.supply() == before.supply() && after_.clockTick() == before.clockTick());
        _assertTermsKept(before, after_);
        assert(after_.end() == before.end() && after_.extensionsLeft() == before.extensionsLeft());
    }

    function check_round_removeDemand(uint256 slot, uint32 lots) external pure {
        RoundSlot before = RoundSlot.wrap(slot);
        vm.assume(lots <= before.demand());
        RoundSlot after_ = before.removeDemand(lots);
        assert(after_.demand() == before.demand() - lots && after_.demandAbove() == before.demandAbove());
        assert(after_.supply() == before.supply() && after_.clockTick() == before.clockTick());
        _assertTermsKept(before, after_);
        assert(after_.end() == before.end() && after_.extensionsLeft() == before.extensionsLeft());
    }

    function check_round_withClock(uint256 slot, uint16 tick, uint40 above) external pure {
        RoundSlot before = RoundSlot.wrap(slot);
        RoundSlot after_ = before.withClock(tick, above);
        assert(after_.clockTick() == tick && after_.demandAbove() == above);
        assert(after_.supply() == before.supply() && after_.demand() == before.demand());
        _assertTermsKept(before, after_);
        assert(after_.end() == before.end() && after_.extensionsLeft() == before.extensionsLeft());
    }

    function check_round_extended(uint256 slot, uint32 time) external pure {
        RoundSlot before = RoundSlot.wrap(slot);
        vm.assume(before.extensionsLeft() != 0 && time <= type(uint40).max - before.end());
        RoundSlot after_ = before.extended(time);
        assert(after_.end() == before.end() + time && after_.extensionsLeft() == before.extensionsLeft() - 1);
        assert(after_.supply() == before.supply() && after_.demand() == before.demand());
        assert(after_.clockTick() == before.clockTick() && after_.demandAbove() == before.demandAbove());
        _assertTermsKept(before, after_);
    }

    function _assertTermsKept(RoundSlot before, RoundSlot after_) private pure {
        assert(after_.openingPrice() == before.openingPrice());
        assert(RoundSlot.unwrap(after_) >> 248 == RoundSlot.unwrap(before) >> 248);
    }

    // ------------------------------------------------------------------------------------- steps and consignments

    function check_steps_keepTheirPlace(uint16 tick, uint32 lots, uint32 before_, uint80 a, uint80 b) external pure {
        for (uint256 at = 0; at < 3; ++at) {
            uint256 further = PackedStep.put(0, at, PackedStep.made(tick, lots, before_));
            (uint256 next, uint256 last) = ((at + 1) % 3, (at + 2) % 3);
            further = PackedStep.put(PackedStep.put(further, next, Step80.wrap(a)), last, Step80.wrap(b));
            Step80 step = PackedStep.stepIn(further, at);
            assert(step.tick() == tick && step.lots() == lots && step.before() == before_);
            assert(Step80.unwrap(PackedStep.stepIn(further, next)) == a);
            assert(Step80.unwrap(PackedStep.stepIn(further, last)) == b);
        }
    }

    function check_steps_askedComeBack(uint16[4] memory ticks, uint32[4] memory lots, uint256 count) external pure {
        vm.assume(count != 0 && count <= PackedStep.MAX_STEPS);
        uint256 asked;
        for (uint256 i = 0; i < count; ++i) {
            vm.assume(ticks[i] != 0);
            asked = PackedStep.askAt(asked, i, ticks[i], lots[i]);
        }
        assert(PackedStep.count(asked) == count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 tick;
            uint256 some;
            (tick, some, asked) = PackedStep.split(asked);
            assert(tick == ticks[i] && some == lots[i]);
        }
        assert(asked == 0);
    }

    function check_consignment(address seller, uint32 lots) external pure {
        ConsignmentSlot made = PackedConsignment.made(seller, lots);
        assert(made.seller() == seller && made.lots() == lots);
        assert(made.exists() == (seller != address(0) || lots != 0));
    }
}
