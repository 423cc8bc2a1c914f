// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchDisputes} from "../../interfaces/IBatchDisputes.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {StakeLedger} from "./StakeLedger.sol";

/// @title Disputes about a batch's raw data
/// @notice See `IBatchDisputes`.
contract BatchDisputes is IBatchDisputes, StakeLedger {
    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc IBatchDisputes
    IEmissionOracle public immutable oracle;
    /// @inheritdoc IBatchDisputes
    IBatchChallenges public immutable challenges;
    address private immutable _arbiter;
    uint128 private immutable _stake;
    uint40 private immutable _defenceTime;
    uint40 private immutable _rulingTime;

    // ------------------------------------------------------------------------------------------ storage

    mapping(bytes32 id => Standing) private _standings;
    /// @inheritdoc IBatchDisputes
    mapping(uint16 vintage => uint40) public ruledThrough;

    // -------------------------------------------------------------------------------------- constructor

    constructor(IEmissionOracle oracle_, IBatchChallenges challenges_, DisputeTerms memory terms)
        StakeLedger(challenges_.registry().bondTerms().currency)
    {
        if (
            terms.arbiter == address(0) || terms.stake == 0 || terms.defenceTime == 0
                || terms.defenceTime >= terms.rulingTime
        ) revert InvalidDisputeTerms(terms.arbiter, terms.stake, terms.defenceTime, terms.rulingTime);
        uint128 slice = challenges_.registry().bondTerms().slice;
        if (terms.stake > slice) revert StakeAboveSlice(terms.stake, slice);
        oracle = oracle_;
        challenges = challenges_;
        _arbiter = terms.arbiter;
        _stake = terms.stake;
        _defenceTime = terms.defenceTime;
        _rulingTime = terms.rulingTime;
    }

    // ---------------------------------------------------------------------------------------- disputing

    /// @inheritdoc IBatchDisputes
    function dispute(uint16 vintage, uint32 sequence, address account, bytes32 evidenceHash)
        external
        nonReentrant
        returns (bytes32 id)
    {
        IEmissionOracle.Window memory window = oracle.windowOf(vintage, sequence);
        if (block.timestamp >= window.end) revert DisputeTooLate(window.end);
        _requireUnspent(vintage, window.through);
        Dispute memory disputed = Dispute(vintage, sequence, window.through, account, msg.sender, evidenceHash);
        id = _idOf(disputed);
        if (_standings[id].state != State.None) revert AlreadyDisputed(id);
        uint40 rulingBy = window.end + _rulingTime;
        _standings[id] = Standing(address(0), rulingBy, State.Open);
        emit Disputed(id, account, msg.sender, disputed, window.end + _defenceTime, rulingBy);
        oracle.postpone(vintage, sequence, rulingBy);
        _pull(_stake);
    }

    /// @inheritdoc IBatchDisputes
    function defend(Dispute calldata disputed) external nonReentrant {
        (bytes32 id, Standing memory standing) = _open(disputed);
        if (standing.defender != address(0)) revert AlreadyDefended(id, standing.defender);
        uint40 defendBy = _defendBy(standing);
        if (block.timestamp >= defendBy) revert DefenceTooLate(id, defendBy);
        _standings[id].defender = msg.sender;
        emit Defended(id, msg.sender);
        _pull(_stake);
    }

    // ------------------------------------------------------------------------------------------- ending

    /// @inheritdoc IBatchDisputes
    function rule(Dispute calldata disputed, bool isWrong) external {
        if (msg.sender != _arbiter) revert NotArbiter(msg.sender);
        (bytes32 id, Standing memory standing) = _open(disputed);
        if (block.timestamp >= standing.rulingBy) revert RulingTooLate(id, standing.rulingBy);
        // nobody can watch for the ruling and then defend without a risk
        uint40 defendBy = _defendBy(standing);
        if (standing.defender == address(0) && block.timestamp < defendBy) revert DefenceTimeRunning(id, defendBy);
        _standings[id].state = isWrong ? State.RuledWrong : State.RuledRight;
        if (isWrong) {
            _ruleWrong(id, disputed, standing.defender);
        } else {
            _ruleRight(id, standing.defender);
        }
    }

    /// @inheritdoc IBatchDisputes
    function release(Dispute calldata disputed) external {
        (bytes32 id, Standing memory standing) = _open(disputed);
        if (block.timestamp < standing.rulingBy) revert RulingTimeRunning(id, standing.rulingBy);
        _standings[id].state = State.Released;
        _owe(disputed.disputer, _stake);
        if (standing.defender != address(0)) _owe(standing.defender, _stake);
        emit DisputeReleased(id);
    }

    function _ruleWrong(bytes32 id, Dispute calldata disputed, address defender) private {
        _requireUnspent(disputed.vintage, disputed.through);
        ruledThrough[disputed.vintage] = disputed.through;
        _owe(disputed.disputer, _stake);
        uint256 staked = defender == address(0) ? 0 : _stake;
        uint256 toWinner = _share(staked, disputed.disputer);
        emit Ruled(id, true, toWinner, staked - toWinner);
        // reverts, and undoes all of this, where the batch fell for another reason
        challenges.acceptFault(
            disputed.vintage, disputed.sequence, IBatchChallenges.Fault.RuledWrong, id, disputed.disputer
        );
    }

    function _ruleRight(bytes32 id, address defender) private {
        uint256 toWinner = 0;
        if (defender == address(0)) {
            destroyed += _stake;
        } else {
            _owe(defender, _stake);
            toWinner = _share(_stake, defender);
        }
        emit Ruled(id, false, toWinner, _stake - toWinner);
    }

    function _open(Dispute calldata disputed) private view returns (bytes32 id, Standing memory standing) {
        id = _idOf(disputed);
        standing = _standings[id];
        if (standing.state != State.Open) revert NotOpen(id);
    }

    function _defendBy(Standing memory standing) private view returns (uint40) {
        return standing.rulingBy - _rulingTime + _defenceTime;
    }

    function _requireUnspent(uint16 vintage, uint40 through) private view {
        if (through <= ruledThrough[vintage]) revert RulingSpent(vintage, through);
    }

    // ------------------------------------------------------------------------------------------ reading

    /// @inheritdoc IBatchDisputes
    function idOf(Dispute calldata disputed) external pure returns (bytes32) {
        return _idOf(disputed);
    }

    /// @inheritdoc IBatchDisputes
    function standingOf(bytes32 id) external view returns (Standing memory) {
        return _standings[id];
    }

    /// @inheritdoc IBatchDisputes
    function disputeTerms() external view returns (DisputeTerms memory) {
        return DisputeTerms(_arbiter, _stake, _defenceTime, _rulingTime);
    }

    function _idOf(Dispute memory disputed) private pure returns (bytes32) {
        return keccak256(abi.encode(disputed));
    }
}
