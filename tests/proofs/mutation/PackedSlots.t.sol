// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountSlot, PackedAccount} from "../../../contracts/auction/PackedAccount.sol";
import {ConsignmentSlot, PackedConsignment} from "../../../contracts/auction/PackedConsignment.sol";
import {PackedRound, RoundSlot} from "../../../contracts/auction/PackedRound.sol";
import {PackedStep, Step80} from "../../../contracts/auction/PackedStep.sol";
import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";

/// @notice The auction's slots against their documented layout, written out as powers of two, and against plain fields.
contract PackedSlotsTest {
    /// @dev 2^at.
    function _two(uint256 at) private pure returns (uint256) {
        return 2 ** at;
    }

    function _field(uint256 word, uint256 at, uint256 bits) private pure returns (uint256) {
        return (word / _two(at)) % _two(bits);
    }

    // -------------------------------------------------------------------------------------------------- a round

    function test_a_rounds_fields_lie_where_they_should(uint256 word) external pure {
        RoundSlot round = RoundSlot.wrap(word);
        assert(round.demandAbove() == _field(word, 0, 40));
        assert(round.clockTick() == _field(word, 40, 16));
        assert(round.end() == _field(word, 56, 40));
        assert(round.supply() == _field(word, 96, 32));
        assert(round.openingPrice() == _field(word, 128, 64));
        assert(round.demand() == _field(word, 192, 48));
        assert(round.extensionsLeft() == _field(word, 240, 8));
        assert(round.exists() == (word > 0));
        assert(round.lags() == (_field(word, 0, 40) > _field(word, 96, 32)));
    }

    function test_an_opened_round(uint64 price, uint40 end, uint8 extensions) external pure {
        uint256 word = RoundSlot.unwrap(PackedRound.opened(price, end, extensions));
        assert(word == uint256(end) * _two(56) + uint256(price) * _two(128) + uint256(extensions) * _two(240));
        assert(!RoundSlot.wrap(0).exists() && RoundSlot.wrap(1).exists());
    }

    function test_a_round_lags_above_its_supply_only(uint32 supply) external pure {
        RoundSlot round = RoundSlot.wrap(0).addSupply(supply);
        assert(!round.withClock(0, supply).lags());
        assert(round.withClock(0, uint256(supply) + 1).lags());
        if (supply > 0) assert(!round.withClock(0, supply - 1).lags());
    }

    function test_a_round_changes(uint256 word, uint32 lots, uint16 tick, uint40 above, uint32 time) external pure {
        // the top bit of each field that is added to is left free
        word &= ~(_two(39) + _two(95) + _two(127) + _two(239));
        RoundSlot round = RoundSlot.wrap(word);
        lots /= 2;
        assert(RoundSlot.unwrap(round.addSupply(lots)) == word + uint256(lots) * _two(96));
        assert(RoundSlot.unwrap(round.addDemand(lots)) == word + uint256(lots) * _two(192) + lots);
        uint256 held = word - _field(word, 192, 48) * _two(192) + uint256(lots) * 3 * _two(192);
        assert(RoundSlot.unwrap(RoundSlot.wrap(held).removeDemand(lots)) == held - uint256(lots) * _two(192));
        uint256 rest = word - word % _two(56);
        assert(RoundSlot.unwrap(round.withClock(tick, above)) == rest + uint256(tick) * _two(40) + above);
        if (round.extensionsLeft() != 0) {
            uint256 later = word + uint256(time) * _two(56) - _two(240);
            assert(RoundSlot.unwrap(round.extended(time)) == later);
        }
    }

    // --------------------------------------------------------------------------------------------------- a step

    function test_a_step(uint16 tick, uint32 lots, uint32 before, uint256 dirt) external pure {
        Step80 step = PackedStep.made(tick, lots, before);
        assert(Step80.unwrap(step) == tick + uint256(lots) * _two(16) + uint256(before) * _two(48));
        step = Step80.wrap(dirt);
        assert(step.tick() == _field(dirt, 0, 16));
        assert(step.lots() == _field(dirt, 16, 32));
        assert(step.before() == _field(dirt, 48, 32));
        assert(PackedStep.MASK == _two(80) - 1 && PackedStep.MAX_STEPS == 4 && PackedStep.ASKED_TICK == 32);
    }

    function test_further_steps(uint256 further, uint256 step) external pure {
        step %= _two(80);
        uint256 filled = 0;
        for (uint256 i = 0; i < 3; ++i) {
            assert(Step80.unwrap(PackedStep.stepIn(further, i)) == _field(further, 80 * i, 80));
            assert(PackedStep.put(0, i, Step80.wrap(step)) == step * _two(80 * i));
            filled = PackedStep.put(filled, i, Step80.wrap(step));
        }
        assert(filled == step * (1 + _two(80) + _two(160)));
    }

    function test_asked_steps(uint16 tick, uint32 lots, uint256 many) external pure {
        uint256 asked = uint256(tick) * _two(32) + lots;
        assert(PackedStep.ask(tick, lots) == asked);
        uint256 all = 0;
        for (uint256 i = 0; i < 5; ++i) {
            assert(PackedStep.askAt(0, i, tick, lots) == asked * _two(48 * i));
            all = PackedStep.askAt(all, i, tick, lots);
        }
        assert(all == asked * (1 + _two(48) + _two(96) + _two(144) + _two(192)));
        (uint256 first, uint256 some, uint256 others) = PackedStep.split(many);
        assert(first == _field(many, 32, 16) && some == _field(many, 0, 32) && others == many / _two(48));
    }

    function test_how_many_steps_are_asked_for(uint48 asked) external pure {
        assert(PackedStep.count(0) == 1 && PackedStep.count(1) == 1 && PackedStep.count(_two(48) - 1) == 1);
        asked = asked == 0 ? 1 : asked;
        for (uint256 i = 0; i < 5; ++i) {
            assert(PackedStep.count(asked * _two(48 * i)) == i + 1);
        }
        assert(PackedStep.count(_two(240)) == 6);
    }

    // ------------------------------------------------------------------------------------------------ an account

    function test_an_accounts_fields_lie_where_they_should(uint256 word) external pure {
        AccountSlot account = AccountSlot.wrap(word);
        assert(account.vault() == _field(word, 0, 112));
        assert(account.round() == _field(word, 112, 32));
        assert(Step80.unwrap(account.step()) == _field(word, 144, 80));
        assert(account.further() == _field(word, 224, 2));
        assert(account.retires() == (_field(word, 226, 1) == 1));
        assert(account.nonce() == _field(word, 228, 28));
        assert(PackedAccount.VAULT_MASK == _two(112) - 1 && PackedAccount.MAX_NONCE == _two(28) - 1);
    }

    function test_an_account_changes(uint256 word, uint112 amount, uint32 round, uint256 step, uint32 nonce)
        external
        pure
    {
        (step, nonce) = (step % _two(80), nonce % 2 ** 28);
        AccountSlot account = AccountSlot.wrap(word);
        uint256 rest = word - word % _two(112);
        assert(AccountSlot.unwrap(account.withVault(amount)) == rest + amount);
        uint256 bare = word - _field(word, 112, 115) * _two(112);
        assert(AccountSlot.unwrap(account.withoutBid()) == bare);
        uint256 bid = bare + uint256(round) * _two(112) + uint256(step) * _two(144);
        assert(AccountSlot.unwrap(account.withBid(round, Step80.wrap(step))) == bid);
        for (uint256 i = 0; i < 4; ++i) {
            assert(AccountSlot.unwrap(AccountSlot.wrap(bid).withFurther(i)) == bid + i * _two(224));
        }
        uint256 quiet = word - _field(word, 226, 1) * _two(226);
        assert(AccountSlot.unwrap(account.withRetires(false)) == quiet);
        assert(AccountSlot.unwrap(account.withRetires(true)) == quiet + _two(226));
        uint256 unused = word % _two(228);
        assert(AccountSlot.unwrap(account.withNonce(nonce)) == unused + uint256(nonce) * _two(228));
        if (nonce != _two(28) - 1) {
            uint256 used = unused + (uint256(nonce) + 1) * _two(228);
            assert(AccountSlot.unwrap(account.withNonce(nonce).withNonceUsed()) == used);
        }
    }

    function test_a_first_bid_costs_its_value(uint112 vault, uint112 value, uint32 round, uint256 step, uint32 nonce)
        external
        pure
    {
        (step, nonce) = (step % _two(80), nonce % 2 ** 28);
        if (value > vault) (vault, value) = (value, vault);
        uint256 word = vault + uint256(nonce) * _two(228);
        uint256 bid = AccountSlot.unwrap(AccountSlot.wrap(word).withFirstBid(round, Step80.wrap(step), value));
        assert(bid == word - value + uint256(round) * _two(112) + uint256(step) * _two(144));
    }

    function test_money_comes_in_up_to_the_field(uint256 word, uint112 amount) external {
        uint256 held = word % _two(112);
        uint256 room = _two(112) - 1 - held;
        if (amount > room) amount = uint112(room);
        assert(this.credit(word, amount) == word + amount);
        assert(this.credit(word, room) == word + room);
        assert(AccountSlot.unwrap(AccountSlot.wrap(word).withMore(amount)) == word + amount);
        try this.credit(word, room + 1) {
            assert(false);
        } catch (bytes memory reason) {
            bytes memory expected = abi.encodeWithSelector(ICreditAuction.VaultOverflow.selector, held, room + 1);
            assert(keccak256(reason) == keccak256(expected));
        }
    }

    function test_money_goes_out_as_far_as_there_is(uint256 word, uint112 amount) external {
        uint256 held = word % _two(112);
        if (amount > held) amount = uint112(held);
        assert(this.debit(word, amount) == word - amount);
        assert(this.debit(word, held) == word - held);
        try this.debit(word, held + 1) {
            assert(false);
        } catch (bytes memory reason) {
            bytes memory expected = abi.encodeWithSelector(ICreditAuction.InsufficientVault.selector, held, held + 1);
            assert(keccak256(reason) == keccak256(expected));
        }
    }

    function credit(uint256 word, uint256 amount) external pure returns (uint256) {
        return AccountSlot.unwrap(AccountSlot.wrap(word).credit(amount));
    }

    function debit(uint256 word, uint256 amount) external pure returns (uint256) {
        return AccountSlot.unwrap(AccountSlot.wrap(word).debit(amount));
    }

    // -------------------------------------------------------------------------------------------- a consignment

    function test_a_consignment(address seller, uint32 lots, uint256 word) external pure {
        assert(ConsignmentSlot.unwrap(PackedConsignment.made(seller, lots)) == uint160(seller) + lots * _two(160));
        ConsignmentSlot held = ConsignmentSlot.wrap(word);
        assert(held.seller() == address(uint160(word)));
        assert(held.lots() == _field(word, 160, 32));
        assert(held.exists() == (word > 0));
        assert(!PackedConsignment.NONE.exists() && ConsignmentSlot.wrap(1).exists());
    }
}
