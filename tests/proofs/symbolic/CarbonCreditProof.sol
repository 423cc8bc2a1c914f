// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonCredit} from "../../../contracts/credit/CarbonCredit.sol";
import {CreditTree} from "../../../contracts/libraries/CreditTree.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {StandInOracle} from "../StandInOracle.sol";
import {vm} from "../Vm.sol";
import {svm} from "./Svm.sol";

/// @notice One step of a credit from any state that the steps before can have left: the storage of all accounts,
/// allowances and totals is symbolic, and what is assumed of it is what each step is proven to keep. So the properties
/// hold after any number of steps.
contract CarbonCreditProof {
    uint256 private constant BASIS_POINTS = 10_000;
    uint16 private constant SHARE = 300;
    address private constant RESERVE = address(0xE5E57E);

    StandInOracle private _oracle;
    CarbonCredit private _credit;
    uint256 private _share;

    struct Seen {
        uint256 balance;
        uint256 issued;
    }

    function setUp() external {
        _oracle = new StandInOracle();
        _make(SHARE);
    }

    // ------------------------------------------------------------------------------------------------- transfers

    /// @dev A transfer moves exactly its value, also to oneself; nobody else's slot, what was issued, and the supply
    /// stay as they were.
    function check_transfer(address from, address to, uint256 value, address other) external {
        vm.assume(other != from && other != to);
        _assumeSound(from, to);
        (Seen memory sender, Seen memory receiver, Seen memory beside) = (_see(from), _see(to), _see(other));
        uint256 supply = _credit.totalSupply();
        uint256 total = _credit.totalIssued();
        vm.prank(from);
        assert(_credit.transfer(to, value));
        assert(value <= sender.balance);
        _assertMoved(from, to, value, sender, receiver);
        _assertKept(other, beside);
        assert(_credit.totalSupply() == supply && _credit.totalIssued() == total);
    }

    /// @dev The same by an allowance, which falls by exactly the value, unless it is without limit.
    function check_transferFrom(address spender, address from, address to, uint256 value) external {
        _assumeSound(from, to);
        uint256 allowed = _credit.allowance(from, spender);
        (Seen memory sender, Seen memory receiver) = (_see(from), _see(to));
        vm.prank(spender);
        assert(_credit.transferFrom(from, to, value));
        assert(value <= allowed && value <= sender.balance);
        assert(_credit.allowance(from, spender) == (allowed == type(uint256).max ? allowed : allowed - value));
        _assertMoved(from, to, value, sender, receiver);
    }

    /// @dev Whoever holds it can move it: no state makes a sound transfer revert.
    function check_transfer_cannotBeStopped(address from, address to, uint256 value) external {
        vm.assume(to != address(0) && value <= _credit.balanceOf(from));
        vm.prank(from);
        (bool done,) = address(_credit).call(abi.encodeCall(_credit.transfer, (to, value)));
        assert(done);
    }

    // -------------------------------------------------------------------------------------------------- burning

    /// @dev Burning takes balance and supply down alike, and makes no room: nothing that was issued falls.
    function check_burn(address from, uint256 amount, address other) external {
        vm.assume(other != from);
        vm.assume(_credit.balanceOf(from) <= _credit.totalSupply());
        (Seen memory sender, Seen memory beside) = (_see(from), _see(other));
        (uint256 supply, uint256 total) = (_credit.totalSupply(), _credit.totalIssued());
        vm.prank(from);
        _credit.burn(amount);
        assert(amount <= sender.balance);
        assert(_credit.balanceOf(from) == sender.balance - amount && _credit.issuedTo(from) == sender.issued);
        assert(_credit.totalSupply() == supply - amount && _credit.totalIssued() == total);
        _assertKept(other, beside);
    }

    // ------------------------------------------------------------------------------------------ issuance and cap

    /// @dev A claim pays no more than the figure is above what was issued; account, supply and total grow by the same,
    /// and nobody else's do. For a reserve share of 0: with another the solver does not finish, nor does it with the cap on
    /// people; ../invariant/CarbonCredit.t.sol plays both.
    function check_issue(address account, uint128 figure, bytes32 reportHash, address other, uint64 authorised)
        external
    {
        vm.assume(other != account);
        _make(0);
        _finalBatch(account, figure, reportHash, authorised);
        (Seen memory holder, Seen memory beside) = (_see(account), _see(other));
        vm.assume(holder.issued <= _people() && holder.balance <= _credit.totalSupply());
        (uint256 supply, uint256 people) = (_credit.totalSupply(), _people());
        uint256 amount = _credit.issue(account, figure, reportHash, new bytes32[](0));
        assert(amount != 0 && amount <= figure - holder.issued);
        assert(_credit.issuedTo(account) == holder.issued + amount);
        assert(_credit.balanceOf(account) == holder.balance + amount);
        assert(_credit.totalSupply() == supply + amount && _people() == people + amount);
        _assertKept(other, beside);
    }

    /// @dev The reserve is issued up to its part, and people and reserve together no more than the authorised total.
    function check_issueReserve(address other, uint64 authorised) external {
        vm.assume(other != RESERVE);
        _finalBatch(address(1), 1, 0, authorised);
        (Seen memory reserve, Seen memory beside) = (_see(RESERVE), _see(other));
        vm.assume(reserve.balance <= reserve.issued);
        (uint256 supply, uint256 people) = (_credit.totalSupply(), _people());
        uint256 amount = _credit.issueReserve();
        assert(_credit.issuedTo(RESERVE) == reserve.issued + amount);
        assert(_credit.issuedTo(RESERVE) == _reservePart(authorised));
        assert(_credit.balanceOf(RESERVE) == reserve.balance + amount);
        assert(_credit.totalSupply() == supply + amount && _people() == people);
        assert(_credit.totalIssued() <= authorised);
        _assertKept(other, beside);
    }

    // -------------------------------------------------------------------------------------------------- helpers

    function _make(uint16 share) private {
        _share = share;
        _credit = new CarbonCredit(IEmissionOracle(address(_oracle)), 2026, keccak256("methodology"), share, RESERVE);
        svm.enableSymbolicStorage(address(_credit));
    }

    /// @dev What issuance keeps: a supply of at most what was issued, and that within the total of a batch before,
    /// which is not above this one's.
    function _finalBatch(address account, uint128 figure, bytes32 reportHash, uint64 authorised) private {
        _oracle.setFinal(CreditTree.leafOf(account, figure, reportHash), authorised, type(uint40).max);
        // whatever was fresh is not now: the oracle is asked
        vm.warp(type(uint64).max);
        vm.assume(_credit.issuedTo(RESERVE) <= _reservePart(authorised));
        vm.assume(_people() + _reservePart(authorised) <= authorised);
        vm.assume(_credit.totalSupply() <= _credit.totalIssued());
    }

    function _people() private view returns (uint256) {
        return _credit.totalIssued() - _credit.issuedTo(RESERVE);
    }

    function _reservePart(uint256 authorised) private view returns (uint256) {
        return (authorised * _share) / BASIS_POINTS;
    }

    /// @dev What the supply is the sum of: two holders hold no more than it, and 64 bits hold it.
    function _assumeSound(address one, address other) private view {
        (uint256 first, uint256 second) = (_credit.balanceOf(one), _credit.balanceOf(other));
        uint256 supply = _credit.totalSupply();
        vm.assume(first <= supply && second <= supply);
        vm.assume(one == other || first + second <= supply);
    }

    function _see(address account) private view returns (Seen memory) {
        return Seen(_credit.balanceOf(account), _credit.issuedTo(account));
    }

    function _assertKept(address account, Seen memory before) private view {
        assert(_credit.balanceOf(account) == before.balance && _credit.issuedTo(account) == before.issued);
    }

    function _assertMoved(address from, address to, uint256 value, Seen memory sender, Seen memory receiver)
        private
        view
    {
        if (from == to) return _assertKept(from, sender);
        assert(_credit.balanceOf(from) == sender.balance - value && _credit.issuedTo(from) == sender.issued);
        assert(_credit.balanceOf(to) == receiver.balance + value && _credit.issuedTo(to) == receiver.issued);
    }
}
