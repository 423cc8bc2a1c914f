// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {OperatorLists} from "../libraries/OperatorLists.sol";
import {OperatorSets} from "../libraries/OperatorSets.sol";
import {OracleDelays} from "../libraries/OracleDelays.sol";

/// @title Operators of an oracle and their bonds
/// @notice See `IOperatorRegistry`.
contract OperatorRegistry is IOperatorRegistry {
    using OperatorLists for address[];
    using SafeERC20 for IERC20;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc IOperatorRegistry
    IEmissionOracle public immutable oracle;
    IERC20 private immutable _currency;
    uint128 private immutable _size;
    uint128 private immutable _slice;
    uint40 private immutable _unbonding;
    uint40 private immutable _suspension;
    uint40 private immutable _admissionDelay;

    // ------------------------------------------------------------------------------------------ storage

    struct Scheduled {
        bytes32 setHash;
        uint40 activeFrom;
    }

    Scheduled private _scheduled;
    mapping(address operator => Operator) private _operators;
    /// @inheritdoc IOperatorRegistry
    uint32 public generation;
    /// @inheritdoc IOperatorRegistry
    mapping(address challenger => uint256) public rewardOf;
    /// @inheritdoc IOperatorRegistry
    uint256 public destroyed;

    // -------------------------------------------------------------------------------------- constructor

    constructor(
        IEmissionOracle oracle_,
        BondTerms memory terms,
        address[] memory operators,
        uint8 quorum,
        uint40 admissionDelay,
        uint40 longestFinality
    ) {
        if (address(terms.currency).code.length == 0) {
            revert IEmissionOracle.NotAContract(address(terms.currency));
        }
        if (terms.size == 0 || terms.slice == 0 || terms.slice > terms.size) {
            revert InvalidBond(terms.size, terms.slice);
        }
        // a batch can be proven wrong in its window, and while the next is in its own
        if (terms.unbonding <= 2 * longestFinality) revert UnbondingTooShort(terms.unbonding, 2 * longestFinality);
        OracleDelays.requireBounded(terms.unbonding, OracleDelays.MAX_DELAY);
        if (terms.suspension == 0) revert ZeroSuspension();
        OracleDelays.requireBounded(terms.suspension, OracleDelays.MAX_DELAY);
        oracle = oracle_;
        _currency = terms.currency;
        _size = terms.size;
        _slice = terms.slice;
        _unbonding = terms.unbonding;
        _suspension = terms.suspension;
        _admissionDelay = admissionDelay;

        OperatorSets.requireValid(operators, quorum);
        emit OperatorSetScheduled(OperatorSets.hashOf(operators, quorum), operators, quorum, _now());
        _admit(operators);
    }

    // ------------------------------------------------------------------------------------ operator sets

    /// @inheritdoc IOperatorRegistry
    function scheduleOperatorSet(address[] calldata operators, uint8 newQuorum) external returns (bytes32 setHash) {
        _requireOwner();
        Scheduled memory scheduled = _scheduled;
        if (scheduled.activeFrom != 0 && _now() < _expiresAt(scheduled)) {
            revert OperatorSetAlreadyScheduled(scheduled.setHash, scheduled.activeFrom);
        }
        OperatorSets.requireValid(operators, newQuorum);
        setHash = OperatorSets.hashOf(operators, newQuorum);
        uint40 activeFrom = _now() + _admissionDelay;
        _scheduled = Scheduled(setHash, activeFrom);
        emit OperatorSetScheduled(setHash, operators, newQuorum, activeFrom);
    }

    /// @inheritdoc IOperatorRegistry
    function cancelOperatorSet() external {
        _requireOwner();
        bytes32 setHash = _scheduled.setHash;
        if (setHash == 0) revert NoScheduledOperatorSet();
        delete _scheduled;
        emit OperatorSetCancelled(setHash);
    }

    /// @inheritdoc IOperatorRegistry
    function activateOperatorSet(address[] calldata operators) external {
        Scheduled memory scheduled = _scheduled;
        // nobody brings a time to 0 but who deletes it
        // slither-disable-next-line incorrect-equality
        if (scheduled.activeFrom == 0) revert NoScheduledOperatorSet();
        if (_now() < scheduled.activeFrom) {
            revert OperatorSetNotYetActive(scheduled.setHash, scheduled.activeFrom);
        }
        if (_now() >= _expiresAt(scheduled)) revert OperatorSetExpired(scheduled.setHash, _expiresAt(scheduled));
        uint8 quorum = OperatorSets.quorumOf(scheduled.setHash);
        bytes32 given = OperatorSets.hashOfCalldata(operators, quorum);
        if (given != scheduled.setHash) revert IEmissionOracle.WrongOperators(given, scheduled.setHash);
        delete _scheduled;
        _admit(operators);
        address[] memory ready = _whoIsReady(operators);
        if (ready.length < quorum) revert TooFewReady(ready.length, quorum);
        _putInForce(ready, quorum);
    }

    /// @inheritdoc IOperatorRegistry
    function scheduledOperatorSet() external view returns (bytes32 setHash, uint40 activeFrom) {
        return (_scheduled.setHash, _scheduled.activeFrom);
    }

    /// @inheritdoc IOperatorRegistry
    function enter(address[] calldata joining, address[] calldata current) external {
        uint8 quorum = _requireInForce(current);
        address[] memory list = current;
        for (uint256 i = 0; i < joining.length; ++i) {
            if (!isReady(joining[i])) revert NotReady(joining[i]);
            // no more members than were admitted, which are at most 64
            list = list.with(joining[i]);
        }
        _putInForce(list, quorum);
    }

    /// @inheritdoc IOperatorRegistry
    function isReady(address operator) public view returns (bool) {
        Operator memory known = _operators[operator];
        // generations are counted here, and an operator who did not leave has no unbonding time
        // slither-disable-next-line incorrect-equality
        return known.generation == generation && known.bond >= _size && known.unbondedAt == 0
            && _now() >= known.suspendedUntil;
    }

    /// @dev It can be activated for as long as it was announced ahead, which nobody can miss or forget.
    function _expiresAt(Scheduled memory scheduled) private view returns (uint40) {
        return scheduled.activeFrom + _admissionDelay;
    }

    function _admit(address[] memory operators) private {
        uint32 admission = ++generation;
        for (uint256 i = 0; i < operators.length; ++i) {
            _operators[operators[i]].generation = admission;
        }
    }

    function _whoIsReady(address[] calldata operators) private view returns (address[] memory ready) {
        ready = new address[](operators.length);
        uint256 count = 0;
        for (uint256 i = 0; i < operators.length; ++i) {
            if (isReady(operators[i])) ready[count++] = operators[i];
        }
        ready.shorten(count);
    }

    /// @dev Reverts unless these are the operators in force; answers their quorum.
    function _requireInForce(address[] calldata current) private view returns (uint8 quorum) {
        bytes32 setHash = oracle.operatorSetHash();
        quorum = OperatorSets.quorumOf(setHash);
        bytes32 given = OperatorSets.hashOfCalldata(current, quorum);
        if (given != setHash) revert IEmissionOracle.WrongOperators(given, setHash);
    }

    function _putInForce(address[] memory operators, uint8 quorum) private {
        bytes32 setHash = OperatorSets.hashOf(operators, quorum);
        emit OperatorSetChanged(setHash, operators);
        oracle.setOperatorSet(setHash);
    }

    // -------------------------------------------------------------------------------------------- bonds

    /// @inheritdoc IOperatorRegistry
    function deposit(address[] calldata operators, uint128 amount) external {
        uint256 expected = operators.length * uint256(amount);
        for (uint256 i = 0; i < operators.length; ++i) {
            Operator storage known = _operators[operators[i]];
            if (known.unbondedAt != 0) revert Leaving(operators[i]);
            known.bond += amount;
            emit BondDeposited(operators[i], msg.sender, amount, known.bond);
        }
        uint256 before = _currency.balanceOf(address(this));
        _currency.safeTransferFrom(msg.sender, address(this), expected);
        uint256 arrived = _currency.balanceOf(address(this)) - before;
        if (arrived != expected || expected == 0) revert WrongDeposit(expected, arrived);
    }

    /// @inheritdoc IOperatorRegistry
    function leave(address[] calldata current) external {
        Operator storage known = _operators[msg.sender];
        if (known.bond == 0) revert NothingToWithdraw(msg.sender);
        if (known.unbondedAt != 0) revert AlreadyLeaving(msg.sender, known.unbondedAt);
        uint40 unbondedAt = _now() + _unbonding;
        known.unbondedAt = unbondedAt;
        emit OperatorLeaving(msg.sender, unbondedAt);
        _takeOut(msg.sender, current, false);
    }

    /// @inheritdoc IOperatorRegistry
    function withdrawBond() external returns (uint128 amount) {
        Operator storage known = _operators[msg.sender];
        uint40 unbondedAt = known.unbondedAt;
        if (unbondedAt == 0 || _now() < unbondedAt) revert StillBonded(msg.sender, unbondedAt);
        amount = known.bond;
        known.bond = 0;
        known.unbondedAt = 0;
        emit BondWithdrawn(msg.sender, amount);
        _currency.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IOperatorRegistry
    function withdrawReward() external returns (uint256 amount) {
        amount = rewardOf[msg.sender];
        if (amount == 0) revert NothingToWithdraw(msg.sender);
        rewardOf[msg.sender] = 0;
        emit RewardWithdrawn(msg.sender, amount);
        _currency.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IOperatorRegistry
    function operatorOf(address operator) external view returns (Operator memory) {
        return _operators[operator];
    }

    /// @inheritdoc IOperatorRegistry
    function bondTerms() external view returns (BondTerms memory) {
        return BondTerms(_currency, _size, _slice, _unbonding, _suspension);
    }

    /// @dev Takes an operator out of force; where it is not in force, nothing changes.
    function _takeOut(address operator, address[] calldata current, bool needsQuorum) private {
        uint8 quorum = _requireInForce(current);
        address[] memory left = OperatorLists.without(current, operator);
        if (left.length == current.length) return;
        if (needsQuorum && left.length < quorum) revert SuspensionLeavesNoQuorum(left.length, quorum);
        _putInForce(left, quorum);
    }

    // ----------------------------------------------------------------------------------------- slashing

    /// @inheritdoc IOperatorRegistry
    function slash(address[] calldata operators, uint64 signers, address challenger, address[] calldata current)
        external
    {
        if (msg.sender != address(oracle.challenges())) revert NotChallenges(msg.sender);
        uint256 taken = 0;
        for (uint256 i = 0; i < operators.length; ++i) {
            // the bitmap has a place for each of at most 64 operators
            if ((signers >> i) & 1 == 1) taken += _slash(operators[i]);
        }
        // half of one slice, or of what was there: whoever betrays the own batch loses more than this
        uint256 reward = (taken < _slice ? taken : _slice) / 2;
        rewardOf[challenger] += reward;
        destroyed += taken - reward;
        emit SlashShared(challenger, reward, taken - reward);
        _takeOutUnbonded(current);
    }

    function _slash(address operator) private returns (uint128 amount) {
        Operator storage known = _operators[operator];
        uint128 bond = known.bond;
        amount = bond < _slice ? bond : _slice;
        known.bond = bond - amount;
        emit BondSlashed(operator, amount, bond - amount);
    }

    /// @dev Nobody stays in force with less than a whole bond.
    function _takeOutUnbonded(address[] calldata current) private {
        uint8 quorum = _requireInForce(current);
        address[] memory kept = new address[](current.length);
        uint256 count = 0;
        for (uint256 i = 0; i < current.length; ++i) {
            if (_operators[current[i]].bond >= _size) kept[count++] = current[i];
        }
        if (count == current.length) return;
        kept.shorten(count);
        _putInForce(kept, quorum);
    }

    // --------------------------------------------------------------------------------------- suspension

    /// @inheritdoc IOperatorRegistry
    function suspend(address operator, address[] calldata current) external {
        if (msg.sender != oracle.guardian()) revert NotGuardian(msg.sender);
        Operator storage known = _operators[operator];
        uint40 last = known.suspendedUntil;
        if (last == type(uint40).max) revert SuspendedTooRecently(operator, last);
        if (last != 0 && _now() < last + _suspension) revert SuspendedTooRecently(operator, last + _suspension);
        uint40 until = _now() + _suspension;
        known.suspendedUntil = until;
        emit OperatorSuspended(operator, until);
        _takeOut(operator, current, true);
    }

    /// @inheritdoc IOperatorRegistry
    function confirmSuspension(address operator) external {
        _requireOwner();
        _requireSuspended(operator).suspendedUntil = type(uint40).max;
        emit SuspensionConfirmed(operator);
    }

    /// @inheritdoc IOperatorRegistry
    function liftSuspension(address operator) external {
        _requireOwner();
        _requireSuspended(operator).suspendedUntil = _now();
        emit SuspensionLifted(operator);
    }

    function _requireSuspended(address operator) private view returns (Operator storage known) {
        known = _operators[operator];
        if (_now() >= known.suspendedUntil) revert NotSuspended(operator);
    }

    function _requireOwner() private view {
        if (msg.sender != Ownable(address(oracle)).owner()) revert NotOwner(msg.sender);
    }

    function _now() private view returns (uint40) {
        // 40 bits of seconds last for 34,000 years
        return uint40(block.timestamp);
    }
}
