// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CarbonCredit} from "../../../contracts/credit/CarbonCredit.sol";
import {ICarbonCredit} from "../../../interfaces/ICarbonCredit.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {vm} from "../Vm.sol";

/// @notice A credit under drawn batches, claims, relays, transfers and burnings, against a plain ledger. This contract
/// stands in for the oracle: it answers any root, total and time, also those that a real one would take years to reach.
contract CarbonCreditTest {
    uint16 private constant VINTAGE = 2013;
    bytes32 private constant METHODOLOGY = keccak256("methodology");
    uint256 private constant PEOPLE = 4;
    address private constant RESERVE = address(0x4e5e47e);

    CarbonCredit private _credit;
    uint256 private _share;

    // ------------------------------------------------------------------------------------------------ the oracle

    struct Batch {
        bytes32 root;
        uint128 total;
        uint40 until;
    }

    Batch private _batch;
    address[PEOPLE] private _who;
    uint48[PEOPLE] private _figures;

    function claimable(uint16 vintage, bytes32 methodologyId) external view returns (bytes32, uint128, uint40) {
        assert(vintage == VINTAGE && methodologyId == METHODOLOGY);
        return (_batch.root, _batch.total, _batch.until);
    }

    // ------------------------------------------------------------------------------------------------- the model

    Batch private _known;
    mapping(address => uint256) private _balance;
    mapping(address => uint256) private _issued;
    mapping(address => mapping(address => uint256)) private _allowed;
    uint256 private _issuedToPeople;
    uint256 private _burnt;
    address[] private _all;

    function _begin(uint256 seed) private {
        _share = seed % 7 == 0 ? 0 : seed % 7 == 1 ? 9_999 : seed % 3_000;
        _credit = new CarbonCredit(IEmissionOracle(address(this)), VINTAGE, METHODOLOGY, uint16(_share), RESERVE);
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _who[i] = address(uint160(0xace0 + i));
            _all.push(_who[i]);
        }
        _all.push(RESERVE);
        _all.push(address(0));
        vm.warp(1_000_000);
    }

    function _fresh() private view returns (Batch memory) {
        return block.timestamp < _known.until ? _known : _batch;
    }

    function _reservePart(uint256 total) private view returns (uint256) {
        return (total - total % 10_000) / 10_000 * _share + (total % 10_000) * _share / 10_000;
    }

    function _room(Batch memory batch) private view returns (uint256) {
        return batch.total - _reservePart(batch.total) - _issuedToPeople;
    }

    /// @dev Everything that the credit shows is as the model has it.
    function _check() private view {
        uint256 supply = 0;
        uint256 issued = 0;
        for (uint256 i = 0; i < _all.length; ++i) {
            assert(_credit.balanceOf(_all[i]) == _balance[_all[i]]);
            assert(_credit.issuedTo(_all[i]) == _issued[_all[i]]);
            supply += _balance[_all[i]];
            issued += _issued[_all[i]];
        }
        assert(_credit.totalSupply() == supply);
        assert(_credit.totalIssued() == issued);
        assert(_credit.totalBurnt() == _burnt && issued == supply + _burnt);
        assert(_issuedToPeople == issued - _issued[RESERVE]);
        assert(_credit.reserveCap() == _reservePart(_batch.total));
        assert(_credit.peopleCap() == _batch.total - _reservePart(_batch.total));
    }

    // ------------------------------------------------------------------------------------------------- the tests

    function test_it_is_what_it_was_made(uint256 seed) external {
        _begin(seed);
        assert(address(_credit.oracle()) == address(this) && _credit.vintage() == VINTAGE);
        assert(_credit.methodologyId() == METHODOLOGY && _credit.reserve() == RESERVE);
        assert(_credit.reserveShareBps() == _share);
    }

    function test_a_life(uint256 seed) external {
        _begin(seed);
        for (uint256 i = 0; i < 40; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            _step(drawn % 12, drawn >> 8);
            _check();
        }
    }

    function test_a_life_of_issuing(uint256 seed) external {
        _begin(seed);
        for (uint256 i = 0; i < 30; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            _step(drawn % 5, drawn >> 8);
            _check();
        }
    }

    /// @dev What follows the entries in the call's data is no entry.
    function test_nobody_is_issued_from_behind_the_entries() external {
        _begin(2);
        bytes memory entry = abi.encodePacked(_who[0], uint48(5), bytes32(0));
        bytes memory more = abi.encodePacked(_who[1], uint48(7), bytes32(0));
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(_who[0], uint256(5), bytes32(0)))));
        _batch = Batch(leaf, 1_000, 0);
        // the proof, which is empty, comes first; behind the 58 bytes of the entry stands another one
        bytes memory call_ = abi.encodePacked(
            ICarbonCredit.issueMany.selector, uint256(96), uint256(64), uint256(0), uint256(58), entry, more
        );
        (bool done, bytes memory answer) = address(_credit).call(call_);
        assert(done && abi.decode(answer, (uint256)) == 5);
        assert(_credit.issuedTo(_who[0]) == 5 && _credit.issuedTo(_who[1]) == 0);
    }

    /// @dev From the second on at which another batch may have become final, the oracle is asked anew.
    function test_what_it_knows_of_the_final_batch_ends_with_the_second() external {
        _begin(2);
        bytes32 first = _aloneFor(5);
        bytes32 second = _aloneFor(8);
        _batch = Batch(first, 5, uint40(block.timestamp + 10));
        bytes32[] memory none = new bytes32[](0);
        assert(_credit.issue(_who[0], 5, 0, none) == 5);
        _batch = Batch(second, 8, uint40(block.timestamp + 20));
        vm.warp(block.timestamp + 9);
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.InvalidProof.selector, second, first));
        _credit.issue(_who[0], 8, 0, none);
        vm.warp(block.timestamp + 1);
        assert(_credit.issue(_who[0], 8, 0, none) == 3);
    }

    function _aloneFor(uint256 figure) private view returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(_who[0], figure, bytes32(0)))));
    }

    function test_an_allowance_without_end_stays_while_the_largest_other_one_is_spent() external {
        _begin(2);
        _batch = Batch(_aloneFor(100), 1_000, 0);
        _credit.issue(_who[0], 100, 0, new bytes32[](0));
        vm.prank(_who[0]);
        _credit.approve(_who[1], type(uint256).max);
        vm.prank(_who[0]);
        _credit.approve(_who[2], type(uint256).max - 1);
        for (uint256 i = 1; i < 3; ++i) {
            vm.prank(_who[i]);
            assert(_credit.transferFrom(_who[0], _who[3], 40));
        }
        assert(_credit.allowance(_who[0], _who[1]) == type(uint256).max);
        assert(_credit.allowance(_who[0], _who[2]) == type(uint256).max - 41);
        assert(_credit.balanceOf(_who[0]) == 20 && _credit.balanceOf(_who[3]) == 80);
    }

    function test_who_may_spend_may_retire() external {
        _begin(2);
        _batch = Batch(_aloneFor(100), 1_000, 0);
        _credit.issue(_who[0], 100, 0, new bytes32[](0));
        uint256 before = _credit.totalSupply();
        vm.prank(_who[0]);
        _credit.approve(_who[1], 70);
        vm.prank(_who[1]);
        _credit.burnFrom(_who[0], 30);
        assert(_credit.balanceOf(_who[0]) == 70 && _credit.allowance(_who[0], _who[1]) == 40);
        assert(_credit.totalSupply() == before - 30 && _credit.totalBurnt() == 30);
    }

    function _step(uint256 kind, uint256 drawn) private {
        if (kind == 0) return _newBatch(drawn);
        if (kind == 1) return _issue(drawn);
        if (kind == 2) return _issueMany(drawn);
        if (kind == 3) return _issueReserve();
        if (kind == 4) return vm.warp(block.timestamp + drawn % 200);
        if (kind == 5) return _transfer(drawn);
        if (kind == 6) return _burn(drawn);
        if (kind == 7) return _approve(drawn);
        if (kind == 8) return _transferFrom(drawn);
        if (kind == 9) return _burnFrom(drawn);
        if (kind == 10) return _forget();
        _issue(drawn);
    }

    // ---------------------------------------------------------------------------------------------------- steps

    function _newBatch(uint256 drawn) private {
        uint256 least = _batch.total;
        uint256 sum = 0;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 one = uint256(keccak256(abi.encode(drawn, i)));
            // the zero address and the reserve may stand in a tree as well; figures may fall
            _who[i] = one % 11 == 0 ? address(0) : one % 11 == 1 ? RESERVE : address(uint160(0xace0 + (one >> 8) % PEOPLE));
            _figures[i] = uint48((one >> 64) % (one % 5 == 0 ? 2 ** 47 : 5_000) + (one % 2) * least / 4);
            sum += _figures[i];
        }
        bytes32[4] memory leaves = _leaves();
        bytes32 root = drawn % 9 == 0 && _batch.root == 0
            ? bytes32(0)
            : _node(_node(leaves[0], leaves[1]), _node(leaves[2], leaves[3]));
        // sometimes the leaves are more than what is authorised; a total never falls
        uint256 total = drawn % 3 == 0 ? sum / 2 : sum * 10_000 / (10_001 - _share);
        if (total < least || root == 0) total = least;
        _batch = Batch(root, uint128(total), uint40(block.timestamp + drawn % 100));
    }

    function _issue(uint256 drawn) private {
        uint256 place = drawn % PEOPLE;
        Batch memory batch = _fresh();
        address account = _who[place];
        uint128 figure = _figures[place];
        bytes32[] memory proof = _proofOf(place);
        if (drawn % 7 == 3) proof[1] = bytes32(drawn);
        bytes32 computed = _rootOver(_leafOf(place), proof);
        uint256 before = _issued[account];
        bytes memory expected;
        if (batch.root == 0) expected = abi.encodeWithSelector(ICarbonCredit.NoFinalBatch.selector, VINTAGE);
        else if (computed != batch.root) {
            expected = abi.encodeWithSelector(ICarbonCredit.InvalidProof.selector, computed, batch.root);
        } else if (account == address(0) || account == RESERVE) {
            expected = abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, account);
        } else if (figure <= before) {
            expected = abi.encodeWithSelector(ICarbonCredit.NothingDue.selector, account, figure, before);
        } else if (_room(batch) == 0) {
            expected = abi.encodeWithSelector(ICarbonCredit.CapReached.selector, _issuedToPeople);
        }
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.issue(account, figure, bytes32(place), proof);
            return;
        }
        uint256 paid = figure - before;
        if (paid > _room(batch)) paid = _room(batch);
        vm.expectEmit(address(_credit));
        emit IERC20.Transfer(address(0), account, paid);
        assert(_credit.issue(account, figure, bytes32(place), proof) == paid);
        _known = batch;
        _paid(account, paid);
    }

    function _issueMany(uint256 drawn) private {
        // one, two or all four leaves
        uint256 count = drawn % 5 == 0 ? 1 : drawn % 5 < 3 ? 2 : 4;
        uint256 first = (drawn >> 8) % PEOPLE / count * count;
        Batch memory batch = _fresh();
        bytes memory entries;
        for (uint256 i = first; i < first + count; ++i) {
            entries = bytes.concat(entries, abi.encodePacked(_who[i], _figures[i], bytes32(i)));
        }
        bytes32[] memory whole = _proofOf(first);
        bytes32[] memory proof = new bytes32[](count == 1 ? 2 : count == 2 ? 1 : 0);
        for (uint256 i = 0; i < proof.length; ++i) {
            proof[i] = whole[whole.length - proof.length + i];
        }
        if (drawn % 13 == 3) entries = bytes.concat(entries, hex"00");
        bytes32 computed = _current();
        bytes memory expected;
        if (batch.root == 0) expected = abi.encodeWithSelector(ICarbonCredit.NoFinalBatch.selector, VINTAGE);
        else if (drawn % 13 == 3) {
            expected = abi.encodeWithSelector(ICarbonCredit.MalformedEntries.selector, entries.length);
        } else if (computed != batch.root) {
            expected = abi.encodeWithSelector(ICarbonCredit.InvalidProof.selector, computed, batch.root);
        }
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.issueMany(entries, proof);
            return;
        }
        uint256 amount = 0;
        uint256 left = _room(batch);
        uint256[PEOPLE] memory paid;
        uint256 events = 1;
        for (uint256 i = first; i < first + count; ++i) {
            (address account, uint256 figure) = (_who[i], _figures[i]);
            if (account == address(0) || account == RESERVE || figure <= _issued[account]) continue;
            paid[i] = figure - _issued[account];
            if (paid[i] > left) paid[i] = left;
            left -= paid[i];
            amount += paid[i];
            _paid(account, paid[i]);
            if (paid[i] != 0) {
                ++events;
                vm.expectEmit(address(_credit));
                emit IERC20.Transfer(address(0), account, paid[i]);
            }
        }
        vm.expectEmit(address(_credit));
        emit ICarbonCredit.SubtreeIssued(batch.root, count, amount);
        vm.recordLogs();
        assert(_credit.issueMany(entries, proof) == amount);
        assert(vm.getRecordedLogs().length == events);
        _known = batch;
    }

    function _issueReserve() private {
        Batch memory batch = _fresh();
        uint256 cap = _reservePart(batch.total);
        uint256 before = _issued[RESERVE];
        if (batch.root == 0) {
            vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.NoFinalBatch.selector, VINTAGE));
            _credit.issueReserve();
        } else if (cap <= before) {
            vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.NothingDue.selector, RESERVE, cap, before));
            _credit.issueReserve();
        } else {
            vm.expectEmit(address(_credit));
            emit IERC20.Transfer(address(0), RESERVE, cap - before);
                assert(_credit.issueReserve() == cap - before);
            _known = batch;
            (_issued[RESERVE], _balance[RESERVE]) = (cap, _balance[RESERVE] + cap - before);
        }
    }

    function _forget() private {
        vm.prank(RESERVE);
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.NotOracle.selector, RESERVE));
        _credit.forgetFinalBatch();
        _credit.forgetFinalBatch();
        _known.until = 0;
    }

    function _transfer(uint256 drawn) private {
        (address from, address to, uint256 value) = _pick(drawn);
        bytes memory expected = _refused(from, to, value, true);
        vm.prank(from);
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.transfer(to, value);
            return;
        }
        vm.expectEmit(address(_credit));
        emit IERC20.Transfer(from, to, value);
        assert(_credit.transfer(to, value));
        _balance[from] -= value;
        _balance[to] += value;
    }

    function _approve(uint256 drawn) private {
        (address from, address spender, uint256 value) = _pick(drawn);
        if (drawn % 4 == 0) value = type(uint256).max;
        vm.prank(from);
        if (spender == address(0)) {
            vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSpender.selector, spender));
            _credit.approve(spender, value);
            return;
        }
        vm.expectEmit(address(_credit));
        emit IERC20.Approval(from, spender, value);
        assert(_credit.approve(spender, value));
        _allowed[from][spender] = value;
        assert(_credit.allowance(from, spender) == value);
    }

    function _transferFrom(uint256 drawn) private {
        (address from, address to, uint256 value) = _pick(drawn);
        address spender = _all[(drawn >> 200) % PEOPLE];
        bytes memory expected = _allowed[from][spender] < value
            ? abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, spender, _allowed[from][spender], value
            )
            : _refused(from, to, value, true);
        vm.prank(spender);
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.transferFrom(from, to, value);
            return;
        }
        assert(_credit.transferFrom(from, to, value));
        _spend(from, spender, value);
        _balance[from] -= value;
        _balance[to] += value;
    }

    function _burn(uint256 drawn) private {
        (address from,, uint256 value) = _pick(drawn);
        bytes memory expected = _refused(from, from, value, false);
        vm.prank(from);
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.burn(value);
            return;
        }
        vm.expectEmit(address(_credit));
        emit IERC20.Transfer(from, address(0), value);
        _credit.burn(value);
        _balance[from] -= value;
        _burnt += value;
    }

    function _burnFrom(uint256 drawn) private {
        (address from,, uint256 value) = _pick(drawn);
        address spender = _all[(drawn >> 200) % PEOPLE];
        bytes memory expected = _allowed[from][spender] < value
            ? abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, spender, _allowed[from][spender], value
            )
            : _refused(from, from, value, false);
        vm.prank(spender);
        if (expected.length != 0) {
            vm.expectRevert(expected);
            _credit.burnFrom(from, value);
            return;
        }
        _credit.burnFrom(from, value);
        _spend(from, spender, value);
        _balance[from] -= value;
        _burnt += value;
    }

    // --------------------------------------------------------------------------------------------------- helpers

    function _pick(uint256 drawn) private view returns (address from, address to, uint256 value) {
        from = _all[drawn % (PEOPLE + 1)];
        to = _all[(drawn >> 16) % _all.length];
        uint256 held = _balance[from];
        value = (drawn >> 32) % 3 == 0 ? held : (drawn >> 32) % 3 == 1 ? (drawn >> 64) % (held + 1) : held + 1;
    }

    function _refused(address from, address to, uint256 value, bool moves) private view returns (bytes memory) {
        if (moves && to == address(0)) return abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, to);
        if (value <= _balance[from]) return "";
        return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, from, _balance[from], value);
    }

    function _spend(address from, address spender, uint256 value) private {
        if (_allowed[from][spender] != type(uint256).max) _allowed[from][spender] -= value;
        assert(_credit.allowance(from, spender) == _allowed[from][spender]);
    }

    function _paid(address account, uint256 paid) private {
        _issued[account] += paid;
        _balance[account] += paid;
        _issuedToPeople += paid;
    }

    function _leafOf(uint256 place) private view returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(_who[place], uint256(_figures[place]), bytes32(place)))));
    }

    function _leaves() private view returns (bytes32[4] memory leaves) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            leaves[i] = _leafOf(i);
        }
    }

    function _current() private view returns (bytes32) {
        bytes32[4] memory leaves = _leaves();
        return _node(_node(leaves[0], leaves[1]), _node(leaves[2], leaves[3]));
    }

    function _proofOf(uint256 place) private view returns (bytes32[] memory proof) {
        bytes32[4] memory leaves = _leaves();
        proof = new bytes32[](2);
        proof[0] = leaves[place % 2 == 0 ? place + 1 : place - 1];
        proof[1] = place < 2 ? _node(leaves[2], leaves[3]) : _node(leaves[0], leaves[1]);
    }

    function _rootOver(bytes32 node, bytes32[] memory proof) private pure returns (bytes32) {
        for (uint256 i = 0; i < proof.length; ++i) {
            node = _node(node, proof[i]);
        }
        return node;
    }

    function _node(bytes32 one, bytes32 other) private pure returns (bytes32) {
        return one < other ? keccak256(abi.encode(one, other)) : keccak256(abi.encode(other, one));
    }
}
