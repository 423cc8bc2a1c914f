// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {vm} from "../Vm.sol";
import {ChallengeStage} from "./ChallengeStage.sol";

/// @notice From commitment to collection: when a proof may be shown, whose the mark is, and who is slashed for whom.
contract BatchChallengesTest is ChallengeStage {
    address[] private _operators;

    // ----------------------------------------------------------------------------------------------- commitments

    function test_it_is_what_it_was_made() external view {
        assert(address(_challenges.oracle()) == address(this) && address(_challenges.registry()) == address(this));
        assert(_challenges.COMMITMENT_AGE() == 60 && _challenges.MAX_SOURCES() == 8);
    }

    function test_a_commitment_is_made_once(bytes32 commitment, uint40 time) external {
        vm.warp(time < 2 ? 2 : time);
        assert(_challenges.committedAt(commitment) == 0 && !_challenges.isCollectable(commitment));
        vm.expectEmit(address(_challenges));
        emit IBatchChallenges.ChallengeCommitted(commitment);
        _challenges.commit(commitment);
        assert(_challenges.committedAt(commitment) == block.timestamp && !_challenges.isCollectable(commitment));
        vm.expectRevert(abi.encodeWithSelector(IBatchChallenges.AlreadyCommitted.selector, commitment));
        _challenges.commit(commitment);
    }

    /// @dev Two leaves of one account: a proof that is right.
    function _duplicate(bytes32 salt) private returns (bytes memory) {
        IBatchChallenges.Leaf memory first = IBatchChallenges.Leaf(address(0xa), 5, 0);
        IBatchChallenges.Leaf memory second = IBatchChallenges.Leaf(address(0xa), 6, 0);
        bytes32 one = keccak256(bytes.concat(keccak256(abi.encode(first))));
        bytes32 other = keccak256(bytes.concat(keccak256(abi.encode(second))));
        _root = one < other ? keccak256(abi.encode(one, other)) : keccak256(abi.encode(other, one));
        bytes32[] memory beside = new bytes32[](1);
        bytes32[] memory besides = new bytes32[](1);
        (beside[0], besides[0]) = (other, one);
        return abi.encodeCall(
            IBatchChallenges.proveDuplicateAccount, (_target(), first, beside, second, besides, salt)
        );
    }

    function _refuses(address challenger, bytes memory proof, bytes memory expected) private {
        vm.prank(challenger);
        (bool done, bytes memory answer) = address(_challenges).call(proof);
        assert(!done && keccak256(answer) == keccak256(expected) && _marks == 0);
    }

    function test_a_proof_waits_a_minute_and_is_its_committers_own(bytes32 salt) external {
        bytes memory proof = _duplicate(salt);
        bytes32 commitment = _commitmentTo(proof, WATCHER);
        _refuses(WATCHER, proof, abi.encodeWithSelector(IBatchChallenges.NotCommitted.selector, commitment));
        _challenges.commit(commitment);
        bytes memory young =
            abi.encodeWithSelector(IBatchChallenges.CommitmentTooYoung.selector, commitment, BEGINNING + 60);
        _refuses(WATCHER, proof, young);
        vm.warp(BEGINNING + 59);
        _refuses(WATCHER, proof, young);
        vm.warp(BEGINNING + 60);
        // whoever copies it has not committed to it
        bytes32 copied = _commitmentTo(proof, address(0xbad));
        _refuses(address(0xbad), proof, abi.encodeWithSelector(IBatchChallenges.NotCommitted.selector, copied));
        vm.prank(WATCHER);
        (bool done,) = address(_challenges).call(proof);
        assert(done && _marks == 1 && _challenges.isCollectable(commitment));
    }

    /// @dev A slot holds a time, a mark or 1. A chain's clock at 2 seconds is the least that is a time.
    function test_the_least_time_is_one() external {
        vm.warp(2);
        _faults(_duplicate("early"), IBatchChallenges.Fault.DuplicateAccount);
    }

    // ------------------------------------------------------------------------------- faults of demands and disputes

    function test_demands_and_disputes_mark_for_their_winner() external {
        address[2] memory callers = [DEMANDS, DISPUTES];
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 id = keccak256(abi.encode("id", i));
            vm.expectEmit(address(_challenges));
            emit IBatchChallenges.BatchFaulted(
                VINTAGE, SEQUENCE, WATCHER, IBatchChallenges.Fault.RuledWrong, id, _record
            );
            vm.prank(callers[i]);
            _challenges.acceptFault(VINTAGE, SEQUENCE, IBatchChallenges.Fault.RuledWrong, id, WATCHER);
            assert(_marks == i + 1 && _challenges.isCollectable(id));
        }
    }

    function test_nobody_else_marks(address caller) external {
        if (caller == DEMANDS || caller == DISPUTES) return;
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBatchChallenges.NotDemandsOrDisputes.selector, caller));
        _challenges.acceptFault(VINTAGE, SEQUENCE, IBatchChallenges.Fault.RuledWrong, "id", WATCHER);
    }

    // ------------------------------------------------------------------------------------------------ collecting

    function _setHash(uint8 quorum) private view returns (bytes32) {
        return bytes32(uint256(keccak256(abi.encode(_operators, quorum))) / 256 * 256 + quorum);
    }

    function _collects(
        bytes32 commitment,
        address challenger,
        IBatchChallenges.Posting memory posting,
        bytes memory expected
    ) private {
        address[] memory current = new address[](1);
        current[0] = address(0xc);
        bytes memory call_ =
            abi.encodeCall(IBatchChallenges.collect, (commitment, challenger, posting, _operators, current));
        if (expected.length == 0) {
            vm.expectEmit(address(_challenges));
            emit IBatchChallenges.FaultCollected(commitment, posting.signers);
        }
        (bool done, bytes memory answer) = address(_challenges).call(call_);
        assert(done == (expected.length == 0) && keccak256(answer) == keccak256(expected));
        if (done) assert(_slashed == keccak256(abi.encode(_operators, posting.signers, challenger, current)));
    }

    /// @dev Of the one batch, with the very signers and time that were recorded, for the one who proved it, once.
    function test_a_mark_is_collected_once_for_who_proved_it(bytes32 salt, uint64 signers, uint40 postedAt) external {
        for (uint160 i = 1; i < 4; ++i) {
            _operators.push(address(i));
        }
        bytes memory proof = _duplicate(salt);
        IBatchChallenges.Posting memory posting = IBatchChallenges.Posting(_batch(_setHash(2), 0), signers, postedAt);
        _record = _recordOf(posting);
        bytes32 commitment = _faults(proof, IBatchChallenges.Fault.DuplicateAccount);
        bytes memory nothing = abi.encodeWithSelector(IBatchChallenges.NothingToCollect.selector, commitment);

        _collects(commitment, address(0xbad), posting, nothing);
        bytes32 other = keccak256("nobody's");
        _collects(other, WATCHER, posting, abi.encodeWithSelector(IBatchChallenges.NothingToCollect.selector, other));
        posting.signers ^= 1;
        _collects(commitment, WATCHER, posting, nothing);
        posting.signers ^= 1;
        posting.postedAt ^= 1;
        _collects(commitment, WATCHER, posting, nothing);
        posting.postedAt ^= 1;
        _operators.push(address(4));
        bytes32 given = _setHash(2);
        _operators.pop();
        bytes32 expected = _setHash(2);
        _operators.push(address(4));
        _collects(
            commitment,
            WATCHER,
            posting,
            abi.encodeWithSelector(IBatchChallenges.WrongSigners.selector, given, expected)
        );
        _operators.pop();

        _collects(commitment, WATCHER, posting, "");
        assert(_slashings == 1 && !_challenges.isCollectable(commitment) && _challenges.committedAt(commitment) == 0);
        _collects(commitment, WATCHER, posting, nothing);
        vm.expectRevert(abi.encodeWithSelector(IBatchChallenges.AlreadyCommitted.selector, commitment));
        _challenges.commit(commitment);
        vm.warp(block.timestamp + 60);
        uint256 before = _marks;
        vm.prank(WATCHER);
        (bool done, bytes memory answer) = address(_challenges).call(proof);
        assert(!done && _marks == before);
        assert(
            keccak256(answer) == keccak256(abi.encodeWithSelector(IBatchChallenges.NotCommitted.selector, commitment))
        );
    }
}
