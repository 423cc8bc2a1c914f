// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OperatorRegistry} from "../../../contracts/oracle/OperatorRegistry.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../../interfaces/IOperatorRegistry.sol";
import {vm} from "../Vm.sol";

/// @notice Keeps a part of everything that is moved, as some currencies do.
contract TaxedCurrency is LocalCurrency {
    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && value != 0) super._update(to, address(0xdead), 1);
    }
}

/// @notice Bonds under drawn deposits, slashings, leavings and suspensions, against plain sums. This contract stands in
/// for the oracle, its owner, its guardian and its challenges.
contract OperatorRegistryTest {
    uint256 private constant COUNT = 5;
    uint40 private constant UNBONDING = 1_000;
    uint40 private constant SUSPENSION = 300;

    OperatorRegistry private _registry;
    LocalCurrency private _currency;
    uint128 private _size;
    uint128 private _slice;

    address[] private _who;
    address[] private _inForce;
    mapping(address => uint256) private _bond;
    mapping(address => uint256) private _unbondedAt;
    mapping(address => uint256) private _suspendedUntil;
    mapping(address => uint256) private _reward;
    uint256 private _destroyed;
    uint256 private _paidOut;
    uint256 private _paidIn;

    // ------------------------------------------------------------------------------------------------ the oracle

    bytes32 public operatorSetHash;

    function setOperatorSet(bytes32 setHash) external {
        assert(msg.sender == address(_registry));
        operatorSetHash = setHash;
    }

    function challenges() external view returns (IBatchChallenges) {
        return IBatchChallenges(address(this));
    }

    function guardian() external view returns (address) {
        return address(this);
    }

    function owner() external view returns (address) {
        return address(this);
    }

    // ------------------------------------------------------------------------------------------------- beginning

    function _begin(uint256 seed) private {
        vm.warp(10_000);
        _currency = new LocalCurrency();
        _size = uint128(1 + seed % 1_000);
        _slice = uint128(1 + (seed >> 16) % _size);
        for (uint256 i = 0; i < COUNT; ++i) {
            _who.push(address(uint160(0xace0 + i)));
        }
        _registry = new OperatorRegistry(
            IEmissionOracle(address(this)),
            IOperatorRegistry.BondTerms(_currency, _size, _slice, UNBONDING, SUSPENSION),
            _who,
            3,
            500,
            499
        );
        operatorSetHash = _hash(new address[](0));
        _currency.mint(address(this), 1e18);
        _currency.approve(address(_registry), type(uint256).max);
    }

    function _hash(address[] memory set) private pure returns (bytes32) {
        return bytes32(uint256(keccak256(abi.encode(set, uint8(3)))) / 256 * 256 + 3);
    }

    // ------------------------------------------------------------------------------------------------- the tests

    function test_bonds(uint256 seed) external {
        _begin(seed);
        for (uint256 i = 0; i < 40; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            _step(drawn % 16, drawn >> 8);
            _check();
        }
    }

    function test_one_who_was_never_admitted_is_never_ready() external {
        _begin(7);
        address[] memory one = new address[](1);
        one[0] = address(0xbad);
        _registry.deposit(one, _size);
        assert(!_registry.isReady(one[0]));
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NotReady.selector, one[0]));
        _registry.enter(one, new address[](0));
    }

    function test_a_deposit_that_arrives_short_is_refused() external {
        _begin(7);
        LocalCurrency taxed = new TaxedCurrency();
        OperatorRegistry registry = new OperatorRegistry(
            IEmissionOracle(address(this)),
            IOperatorRegistry.BondTerms(taxed, _size, _slice, UNBONDING, SUSPENSION),
            _who,
            3,
            500,
            499
        );
        taxed.mint(address(this), 1e18);
        taxed.approve(address(registry), type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.WrongDeposit.selector, 500, 499));
        registry.deposit(_who, 100);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.WrongDeposit.selector, 0, 0));
        registry.deposit(_who, 0);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.WrongDeposit.selector, 0, 0));
        registry.deposit(new address[](0), 100);
    }

    function test_nobody_else_slashes() external {
        _begin(7);
        vm.prank(address(0xbad));
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NotChallenges.selector, address(0xbad)));
        _registry.slash(_who, 1, address(0xbad), new address[](0));
    }

    /// @dev The bitmap has a place for each of 64 operators.
    function test_the_last_of_64_signers_is_slashed() external {
        _begin(7);
        address[] memory many = new address[](64);
        for (uint256 i = 0; i < 64; ++i) {
            many[i] = address(uint160(0xb000 + i));
        }
        _registry.deposit(many, 2 * _size);
        _registry.slash(many, uint64(2 ** 63 + 1), address(0xca), new address[](0));
        for (uint256 i = 0; i < 64; ++i) {
            uint256 lost = i == 0 || i == 63 ? _slice : 0;
            assert(_registry.operatorOf(many[i]).bond == 2 * uint256(_size) - lost);
        }
    }

    /// @dev A signer's bit for whom the list has no place takes from nobody, and stops nothing.
    function test_a_bit_beyond_the_last_operator_takes_nothing() external {
        _begin(7);
        _registry.deposit(_who, _size);
        _registry.slash(_who, uint64(2 ** COUNT + 1), address(0xca), new address[](0));
        assert(_registry.operatorOf(_who[0]).bond == _size - _slice);
        assert(_registry.operatorOf(_who[COUNT - 1]).bond == _size);
        assert(_registry.rewardOf(address(0xca)) + _registry.destroyed() == _slice);
    }

    function test_a_suspension_may_leave_exactly_a_quorum() external {
        _begin(7);
        _registry.deposit(_who, _size);
        address[] memory four = _but(_who, COUNT - 1);
        _registry.enter(four, new address[](0));
        address[] memory three = _but(four, 3);
        _registry.suspend(four[3], four);
        assert(operatorSetHash == _hash(three));
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.SuspensionLeavesNoQuorum.selector, 2, 3));
        _registry.suspend(three[0], three);
    }

    function _but(address[] memory list, uint256 place) private pure returns (address[] memory left) {
        left = new address[](list.length - 1);
        for (uint256 i = 0; i < left.length; ++i) {
            left[i] = list[i < place ? i : i + 1];
        }
    }

    // ----------------------------------------------------------------------------------------------------- steps

    function _step(uint256 kind, uint256 drawn) private {
        if (kind < 3) return _deposit(drawn);
        if (kind < 6) return _slash(drawn);
        if (kind < 9) return _enter(drawn);
        if (kind == 9) return _leave(drawn);
        if (kind == 10) return _withdrawBond(drawn);
        if (kind == 11) return _withdrawReward(drawn);
        if (kind == 12) return _suspend(drawn);
        if (kind == 13) return _confirmOrLift(drawn);
        vm.warp(block.timestamp + drawn % 500);
    }

    function _deposit(uint256 drawn) private {
        uint256 count = 1 + drawn % 3;
        address[] memory to = new address[](count);
        uint128 amount = uint128((drawn >> 8) % 3 == 0 ? _size : 1 + (drawn >> 8) % (uint256(_size) * 2));
        address leaving;
        for (uint256 i = 0; i < count; ++i) {
            to[i] = _who[(drawn >> (16 * i + 32)) % COUNT];
            if (leaving == address(0) && _unbondedAt[to[i]] != 0) leaving = to[i];
        }
        if (leaving != address(0)) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.Leaving.selector, leaving));
            _registry.deposit(to, amount);
            return;
        }
        for (uint256 i = 0; i < count; ++i) {
            _bond[to[i]] += amount;
            vm.expectEmit(address(_registry));
            emit IOperatorRegistry.BondDeposited(to[i], address(this), amount, uint128(_bond[to[i]]));
        }
        _paidIn += count * amount;
        _registry.deposit(to, amount);
    }

    function _slash(uint256 drawn) private {
        address challenger = address(uint160(0xca00 + drawn % 2));
        uint64 signers = uint64(drawn >> 8) % uint64(2 ** COUNT);
        uint256 taken = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            if ((signers / 2 ** i) % 2 == 0) continue;
            address who = _who[i];
            uint256 lost = _bond[who] > _slice ? _slice : _bond[who];
            _bond[who] -= lost;
            taken += lost;
            vm.expectEmit(address(_registry));
            emit IOperatorRegistry.BondSlashed(who, uint128(lost), uint128(_bond[who]));
        }
        uint256 reward = taken > _slice ? _slice / 2 : taken / 2;
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.SlashShared(challenger, reward, taken - reward);
        _reward[challenger] += reward;
        _destroyed += taken - reward;
        address[] memory before = _inForce;
        bool changes = false;
        delete _inForce;
        for (uint256 i = 0; i < before.length; ++i) {
            if (_bond[before[i]] >= _size) _inForce.push(before[i]);
            else changes = true;
        }
        if (changes) _changed();
        vm.recordLogs();
        _registry.slash(_who, signers, challenger, before);
        uint256 events = vm.getRecordedLogs().length;
        uint256 expected = 1 + (changes ? 1 : 0);
        for (uint256 i = 0; i < COUNT; ++i) {
            expected += (signers / 2 ** i) % 2;
        }
        assert(events == expected);
    }

    function _enter(uint256 drawn) private {
        address joining = _who[drawn % COUNT];
        address[] memory one = new address[](1);
        one[0] = joining;
        if ((drawn >> 8) % 8 == 0) {
            vm.expectRevert(
                abi.encodeWithSelector(IEmissionOracle.WrongOperators.selector, _hash(_who), operatorSetHash)
            );
            if (_inForce.length != COUNT) return _registry.enter(one, _who);
            _registry.leave(new address[](0));
            return;
        }
        address[] memory before = _inForce;
        if (!_ready(joining)) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NotReady.selector, joining));
            _registry.enter(one, before);
            return;
        }
        for (uint256 i = 0; i < before.length; ++i) {
            if (before[i] == joining) {
                vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.AlreadyInForce.selector, joining));
                _registry.enter(one, before);
                return;
            }
        }
        // every admitted operator in its place
        delete _inForce;
        for (uint256 i = 0; i < COUNT; ++i) {
            bool was = _who[i] == joining;
            for (uint256 j = 0; j < before.length; ++j) {
                if (before[j] == _who[i]) was = true;
            }
            if (was) _inForce.push(_who[i]);
        }
        _changed();
        _registry.enter(one, before);
    }

    function _leave(uint256 drawn) private {
        address who = _who[drawn % COUNT];
        bytes memory expected;
        if (_bond[who] == 0) expected = abi.encodeWithSelector(IOperatorRegistry.NothingToWithdraw.selector, who);
        else if (_unbondedAt[who] != 0) {
            expected = abi.encodeWithSelector(IOperatorRegistry.AlreadyLeaving.selector, who, _unbondedAt[who]);
        }
        address[] memory before = _inForce;
        if (expected.length != 0) {
            vm.expectRevert(expected);
            vm.prank(who);
            _registry.leave(before);
            return;
        }
        _unbondedAt[who] = block.timestamp + UNBONDING;
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.OperatorLeaving(who, uint40(_unbondedAt[who]));
        if (_takeOut(who)) _changed();
        vm.prank(who);
        _registry.leave(before);
    }

    function _withdrawBond(uint256 drawn) private {
        address who = _who[drawn % COUNT];
        if ((drawn >> 8) % 3 == 0 && _unbondedAt[who] > block.timestamp) {
            vm.warp(_unbondedAt[who] - (drawn >> 16) % 2);
        }
        if (_unbondedAt[who] == 0 || block.timestamp < _unbondedAt[who]) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.StillBonded.selector, who, _unbondedAt[who]));
            vm.prank(who);
            _registry.withdrawBond();
            return;
        }
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.BondWithdrawn(who, uint128(_bond[who]));
        vm.prank(who);
        assert(_registry.withdrawBond() == _bond[who]);
        _paidOut += _bond[who];
        (_bond[who], _unbondedAt[who]) = (0, 0);
    }

    function _withdrawReward(uint256 drawn) private {
        address who = address(uint160(0xca00 + drawn % 2));
        if (_reward[who] == 0) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NothingToWithdraw.selector, who));
            vm.prank(who);
            _registry.withdrawReward();
            return;
        }
        uint256 before = _currency.balanceOf(who);
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.RewardWithdrawn(who, _reward[who]);
        vm.prank(who);
        assert(_registry.withdrawReward() == _reward[who]);
        assert(_currency.balanceOf(who) == before + _reward[who]);
        _paidOut += _reward[who];
        _reward[who] = 0;
    }

    function _suspend(uint256 drawn) private {
        address who = _who[drawn % COUNT];
        uint256 last = _suspendedUntil[who];
        address[] memory before = _inForce;
        bool inForce = false;
        for (uint256 i = 0; i < before.length; ++i) {
            if (before[i] == who) inForce = true;
        }
        bytes memory expected;
        if (last == type(uint40).max) {
            expected = abi.encodeWithSelector(IOperatorRegistry.SuspendedTooRecently.selector, who, last);
        } else if (last != 0 && block.timestamp < last + SUSPENSION) {
            expected = abi.encodeWithSelector(IOperatorRegistry.SuspendedTooRecently.selector, who, last + SUSPENSION);
        } else if (inForce && before.length - 1 < 3) {
            expected = abi.encodeWithSelector(
                IOperatorRegistry.SuspensionLeavesNoQuorum.selector, before.length - 1, 3
            );
        }
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _registry.suspend(who, before);
            return;
        }
        _suspendedUntil[who] = block.timestamp + SUSPENSION;
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.OperatorSuspended(who, uint40(_suspendedUntil[who]));
        if (_takeOut(who)) _changed();
        _registry.suspend(who, before);
    }

    function _confirmOrLift(uint256 drawn) private {
        address who = _who[drawn % COUNT];
        bool confirms = (drawn >> 8) % 4 == 0;
        if (block.timestamp >= _suspendedUntil[who]) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NotSuspended.selector, who));
            if (confirms) _registry.confirmSuspension(who);
            else _registry.liftSuspension(who);
            return;
        }
        vm.expectEmit(address(_registry));
        if (confirms) {
            emit IOperatorRegistry.SuspensionConfirmed(who);
            _registry.confirmSuspension(who);
        } else {
            emit IOperatorRegistry.SuspensionLifted(who);
            _registry.liftSuspension(who);
        }
        _suspendedUntil[who] = confirms ? type(uint40).max : block.timestamp;
    }

    // --------------------------------------------------------------------------------------------------- helpers

    function _ready(address who) private view returns (bool) {
        return _bond[who] >= _size && _unbondedAt[who] == 0 && block.timestamp >= _suspendedUntil[who];
    }

    function _takeOut(address who) private returns (bool changes) {
        address[] memory before = _inForce;
        delete _inForce;
        for (uint256 i = 0; i < before.length; ++i) {
            if (before[i] == who) changes = true;
            else _inForce.push(before[i]);
        }
    }

    function _changed() private {
        address[] memory now_ = _inForce;
        vm.expectEmit(address(_registry));
        emit IOperatorRegistry.OperatorSetChanged(_hash(now_), now_);
    }

    function _check() private view {
        uint256 held = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            address who = _who[i];
            IOperatorRegistry.Operator memory shown = _registry.operatorOf(who);
            assert(shown.bond == _bond[who] && shown.unbondedAt == _unbondedAt[who]);
            assert(shown.suspendedUntil == _suspendedUntil[who] && shown.generation == 1);
            assert(_registry.isReady(who) == _ready(who));
            held += _bond[who];
        }
        for (uint256 i = 0; i < 2; ++i) {
            address who = address(uint160(0xca00 + i));
            assert(_registry.rewardOf(who) == _reward[who]);
            held += _reward[who];
        }
        assert(_registry.destroyed() == _destroyed);
        assert(_currency.balanceOf(address(_registry)) == held + _destroyed);
        assert(_paidIn == held + _destroyed + _paidOut);
        assert(operatorSetHash == _hash(_inForce));
    }
}
