// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";

/// @title Operators of an oracle and their bonds
/// @notice The owner admits whole operator sets with a delay. Of the admitted operators those are *in force* who hold a
/// whole bond, are not suspended and are not leaving. The oracle keeps the hash of the set in force, so functions
/// that change it take the current members. Whoever loses part of the bond leaves the set in the same transaction:
/// every operator in force stands for one whole bond.
/// @dev Deployed by the oracle through its factory. What is destroyed stays here for ever: no function pays it out.
interface IOperatorRegistry {
    /// @notice What a bond is. Immutable.
    /// @param currency ERC-20 without fee on transfer.
    /// @param size Base units that an operator must hold to be in force.
    /// @param slice Base units that each signer of a faulted batch loses; above 0, at most the size.
    /// @param unbonding Seconds from leaving until the bond is paid back; longer than twice the longest way to
    /// finality.
    /// @param suspension Seconds after which the guardian's suspension expires unless the owner confirms it.
    struct BondTerms {
        IERC20 currency;
        uint128 size;
        uint128 slice;
        uint40 unbonding;
        uint40 suspension;
    }

    /// @notice An operator as the registry knows it.
    /// @param bond Base units held.
    /// @param unbondedAt When a leaving operator may take the bond; 0 for one who stays.
    /// @param suspendedUntil Suspended before this time; the largest value where the owner confirmed it.
    /// @param generation Number of the last admission that named the operator; 0 for never.
    struct Operator {
        uint128 bond;
        uint40 unbondedAt;
        uint40 suspendedUntil;
        uint32 generation;
    }

    // ------------------------------------------------------------------------------------------------- events

    /// @notice A new operator set was announced; anyone may activate it from `activeFrom` on, for as long as the
    /// admission delay is.
    event OperatorSetScheduled(
        bytes32 indexed operatorSetHash, address[] operators, uint8 quorum, uint40 activeFrom
    );

    /// @notice The announced operator set was withdrawn.
    event OperatorSetCancelled(bytes32 indexed operatorSetHash);

    /// @notice Other operators are in force.
    /// @param operatorSetHash Hash of those in force and their quorum.
    /// @param operators Those in force, ascending.
    event OperatorSetChanged(bytes32 indexed operatorSetHash, address[] operators);

    /// @notice A bond grew to `bond` base units.
    event BondDeposited(address indexed operator, address indexed payer, uint128 amount, uint128 bond);

    /// @notice An operator leaves and may take the bond from `unbondedAt` on.
    event OperatorLeaving(address indexed operator, uint40 unbondedAt);

    /// @notice A bond was paid back after unbonding.
    event BondWithdrawn(address indexed operator, uint128 amount);

    /// @notice An operator lost part of the bond.
    event BondSlashed(address indexed operator, uint128 amount, uint128 bond);

    /// @notice What slashing took: part is the challenger's, the rest is destroyed.
    event SlashShared(address indexed challenger, uint256 reward, uint256 destroyed);

    /// @notice A challenger took the rewards.
    event RewardWithdrawn(address indexed challenger, uint256 amount);

    /// @notice The guardian suspended an operator until then.
    event OperatorSuspended(address indexed operator, uint40 until);

    /// @notice The owner made a suspension permanent.
    event SuspensionConfirmed(address indexed operator);

    /// @notice The owner ended a suspension.
    event SuspensionLifted(address indexed operator);

    // ------------------------------------------------------------------------------------------------- errors

    /// @notice A bond of nothing, or a slice of nothing or more than the bond.
    error InvalidBond(uint128 size, uint128 slice);

    /// @notice A bond could leave before the last fault can be proven.
    error UnbondingTooShort(uint40 given, uint40 minimum);

    /// @notice A suspension of no length.
    error ZeroSuspension();

    /// @notice The quorum is not a majority of the operators, or larger than their number.
    error InvalidQuorum(uint8 quorum, uint256 operators);

    /// @notice The signer bitmap has 64 places.
    error TooManyOperators(uint256 given, uint256 maximum);

    /// @notice Operators must be strictly ascending and not zero.
    error OperatorsNotAscending(address previous, address given);

    /// @notice Another operator set is announced; cancel it first.
    error OperatorSetAlreadyScheduled(bytes32 operatorSetHash, uint40 activeFrom);

    /// @notice No operator set is announced.
    error NoScheduledOperatorSet();

    /// @notice The announced operator set must wait.
    error OperatorSetNotYetActive(bytes32 operatorSetHash, uint40 activeFrom);

    /// @notice The announced operator set was not activated in time and is void.
    error OperatorSetExpired(bytes32 operatorSetHash, uint40 expiredAt);

    /// @notice Too few of the announced operators hold a bond: nothing could be posted.
    error TooFewReady(uint256 ready, uint256 quorum);

    /// @notice Only the owner of the oracle may do this.
    error NotOwner(address caller);

    /// @notice Only the guardian of the oracle may do this.
    error NotGuardian(address caller);

    /// @notice Only the oracle's challenges may slash.
    error NotChallenges(address caller);

    /// @notice Not admitted, without a whole bond, leaving or suspended.
    error NotReady(address operator);

    /// @notice The operator is in force already.
    error AlreadyInForce(address operator);

    /// @notice Nothing arrived, or not what was announced: a fee on transfer.
    error WrongDeposit(uint256 expected, uint256 arrived);

    /// @notice There is no bond or reward to take.
    error NothingToWithdraw(address account);

    /// @notice The operator has announced leaving before.
    error AlreadyLeaving(address operator, uint40 unbondedAt);

    /// @notice A leaving operator cannot be topped up: withdraw, then join anew.
    error Leaving(address operator);

    /// @notice The bond must wait; 0 where leaving was not announced.
    error StillBonded(address operator, uint40 unbondedAt);

    /// @notice The guardian suspended this operator before; it must have been free for as long as a suspension lasts.
    error SuspendedTooRecently(address operator, uint40 possibleFrom);

    /// @notice Fewer than the quorum would be left.
    error SuspensionLeavesNoQuorum(uint256 left, uint256 quorum);

    /// @notice The operator is not suspended.
    error NotSuspended(address operator);

    // ---------------------------------------------------------------------------------------- operator sets

    /// @notice Announces the operators that may replace the current ones after the admission delay, and until it has
    /// passed again. Another announcement that has expired is replaced. Owner only.
    /// @dev Reverts with `NotOwner`, `OperatorSetAlreadyScheduled`, `InvalidQuorum`, `TooManyOperators`,
    /// `OperatorsNotAscending`.
    /// @param operators The whole new set, strictly ascending.
    /// @param newQuorum Signatures that a batch needs; more than half, at most all.
    /// @return setHash Hash of the set.
    function scheduleOperatorSet(address[] calldata operators, uint8 newQuorum) external returns (bytes32 setHash);

    /// @notice Withdraws the announced operator set. Owner only.
    function cancelOperatorSet() external;

    /// @notice Admits the announced operators once their delay is over; those who are ready are in force. Anyone.
    /// @dev Reverts with `NoScheduledOperatorSet`, `OperatorSetNotYetActive`, `OperatorSetExpired`, `TooFewReady` or
    /// `IEmissionOracle.WrongOperators`.
    /// @param operators The announced set.
    function activateOperatorSet(address[] calldata operators) external;

    /// @notice The announced set, also where it has expired; zero where there is none.
    function scheduledOperatorSet() external view returns (bytes32 setHash, uint40 activeFrom);

    /// @notice Puts admitted operators in force who are ready: bonded for the first time, topped up, or no longer
    /// suspended. Anyone.
    /// @dev Reverts with `NotReady`, `AlreadyInForce`, `TooManyOperators` or `IEmissionOracle.WrongOperators`.
    /// @param joining Who.
    /// @param current Those in force, ascending.
    function enter(address[] calldata joining, address[] calldata current) external;

    /// @notice Whether an operator is admitted, holds a whole bond, is not leaving and not suspended.
    function isReady(address operator) external view returns (bool);

    // ------------------------------------------------------------------------------------------------ bonds

    /// @notice Adds `amount` to each operator's bond, from the caller's allowance. Joining and topping up are the same.
    /// @dev Reverts with `WrongDeposit` or `Leaving`.
    function deposit(address[] calldata operators, uint128 amount) external;

    /// @notice The calling operator leaves: out of force at once, the bond is free after unbonding.
    /// @dev Reverts with `NothingToWithdraw`, `AlreadyLeaving` or `IEmissionOracle.WrongOperators`.
    /// @param current Those in force, ascending.
    function leave(address[] calldata current) external;

    /// @notice Pays the caller's bond back after unbonding.
    /// @dev Reverts with `StillBonded` or `NothingToWithdraw`.
    /// @return amount Base units paid.
    function withdrawBond() external returns (uint128 amount);

    /// @notice Pays the caller's rewards.
    /// @dev Reverts with `NothingToWithdraw`.
    /// @return amount Base units paid.
    function withdrawReward() external returns (uint256 amount);

    /// @notice Takes a slice, or what is left of the bond, from each signer. The challenger gets half of one slice, the
    /// rest is destroyed. Who falls below a whole bond is out of force. Only the oracle's challenges.
    /// @param operators The set that the signers belong to, ascending.
    /// @param signers Bit i stands for the operator at place i.
    /// @param challenger Who proved the fault.
    /// @param current Those in force, ascending.
    function slash(address[] calldata operators, uint64 signers, address challenger, address[] calldata current)
        external;

    /// @notice What is known of an operator.
    function operatorOf(address operator) external view returns (Operator memory);

    /// @notice Base units that a challenger may withdraw.
    function rewardOf(address challenger) external view returns (uint256);

    /// @notice Base units that were destroyed.
    function destroyed() external view returns (uint256);

    // ------------------------------------------------------------------------------------------- suspension

    /// @notice Suspends an operator for a time. Guardian only; a quorum must be left, and the operator must have been
    /// free since its last suspension for as long as one lasts.
    /// @dev Reverts with `NotGuardian`, `SuspendedTooRecently`, `SuspensionLeavesNoQuorum` or
    /// `IEmissionOracle.WrongOperators`.
    /// @param operator Who.
    /// @param current Those in force, ascending.
    function suspend(address operator, address[] calldata current) external;

    /// @notice Makes a running suspension permanent. Owner only.
    /// @dev Reverts with `NotOwner` or `NotSuspended`.
    function confirmSuspension(address operator) external;

    /// @notice Ends a suspension; the operator may enter again. Owner only.
    /// @dev Reverts with `NotOwner` or `NotSuspended`.
    function liftSuspension(address operator) external;

    // ---------------------------------------------------------------------------------------- configuration

    /// @notice The oracle whose operators these are.
    function oracle() external view returns (IEmissionOracle);

    /// @notice What a bond is.
    function bondTerms() external view returns (BondTerms memory);

    /// @notice Number of the last admission.
    function generation() external view returns (uint32);
}
