// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {vm} from "../Vm.sol";
import {ChallengeStage} from "./ChallengeStage.sol";

/// @notice What is a fault of what operators observed and signed, and who pays where one signed two roots.
contract ObservationProofsTest is ChallengeStage {
    bytes private constant NO_FAULT = abi.encodeWithSelector(IBatchChallenges.NoFault.selector);
    uint256 private constant KEY = 0xa11ce;

    // ----------------------------------------------------------------------------------------------- the posting

    IBatchChallenges.SignedRoot[] private _roots;
    IBatchChallenges.Observation private _observation;

    /// @dev Three operators: the second one's root is that of the observation alone.
    function _observe() private {
        delete _roots;
        _observation.salt = "salt of observation";
        (_observation.account, _observation.evidence) = (address(0xa), "evidence");
        (_observation.baseline, _observation.emissions, _observation.periods) = (5_000, 4_000, 3);
        if (_observation.nullifiers.length == 0) _observation.nullifiers.push("source");
        for (uint256 i = 0; i < 3; ++i) {
            _roots.push(IBatchChallenges.SignedRoot(vm.addr(KEY + i), keccak256(abi.encode(i)), "evidence", 12, 0, 0));
        }
        _roots[1].root = _leafOf(_observation.account, 0, _hashOf(_observation));
        for (uint256 i = 0; i < 3; ++i) {
            IBatchChallenges.ObservationRoot memory said = _said(SEQUENCE, _roots[i].root);
            (_roots[i].r, _roots[i].vs) = _signed(KEY + i, _digest(said));
        }
    }

    /// @dev As the batch of the stage has it.
    function _said(uint32 sequence, bytes32 root) private pure returns (IBatchChallenges.ObservationRoot memory) {
        return IBatchChallenges.ObservationRoot(VINTAGE, sequence, 999, METHODOLOGY, "factors", root, "evidence", 12);
    }

    function _hashOf(IBatchChallenges.Observation memory observation) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "Observation(bytes32 salt,address account,uint64 baseline,uint64 emissions,uint16 periods,"
                    "bytes32[] nullifiers,bytes32 evidence)"
                ),
                observation.salt,
                observation.account,
                observation.baseline,
                observation.emissions,
                observation.periods,
                keccak256(abi.encodePacked(observation.nullifiers)),
                observation.evidence
            )
        );
    }

    function _leafOf(address account, uint256 credits, bytes32 reportHash) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, credits, reportHash))));
    }

    function _posting() private returns (IBatchChallenges.Posting memory posting) {
        bytes memory words = abi.encode(_roots);
        bytes32 observationsHash;
        // the encoding without offset and length
        assembly ("memory-safe") {
            observationsHash := keccak256(add(words, 0x60), sub(mload(words), 0x40))
        }
        posting = IBatchChallenges.Posting(_batch("set", observationsHash), 5, 77);
        _record = _recordOf(posting);
    }

    function _wrongOpening(bytes32 computed, bytes32 expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IBatchChallenges.WrongOpening.selector, computed, expected);
    }

    // ----------------------------------------------------------------------------------------- wrong observations

    /// @dev A batch of the one report with these observations.
    function _report(uint256[] memory shown) private returns (IBatchChallenges.OpenNumbers memory open) {
        open.numbers.observations = shown;
        bytes32 kind = keccak256(
            "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
        );
        bytes32 numbers = keccak256(
            abi.encode(kind, bytes32(0), uint64(0), uint64(0), uint16(0), 0, keccak256(abi.encodePacked(shown)))
        );
        kind = keccak256("Report(bytes32 numbers,bytes32 sources,bytes32 evidence)");
        open.leaf.account = address(0xa);
        open.leaf.reportHash = keccak256(abi.encode(kind, numbers, bytes32(0), bytes32(0)));
        _root = _leafOf(address(0xa), 0, open.leaf.reportHash);
    }

    function _shown(uint256 count, uint256 second) private pure returns (uint256[] memory shown) {
        shown = new uint256[](count);
        shown[1] = second;
    }

    function _proof(IBatchChallenges.OpenNumbers memory open, uint256 place) private returns (bytes memory) {
        return _proof(_posting(), open, place);
    }

    function _proof(IBatchChallenges.Posting memory posting, IBatchChallenges.OpenNumbers memory open, uint256 place)
        private
        view
        returns (bytes memory)
    {
        return abi.encodeCall(
            IBatchChallenges.proveWrongObservation,
            (posting, _roots, place, _observation, new bytes32[](0), open, "salt")
        );
    }

    function test_a_report_shows_what_was_observed_at_its_place_or_is_faulty() external {
        _observe();
        uint256 word = 5_000 * 2 ** 128 + 4_000 * 2 ** 64 + 3;
        _fails(_proof(_report(_shown(3, word)), 1), NO_FAULT);
        _faults(_proof(_report(_shown(3, word - 1)), 1), IBatchChallenges.Fault.WrongObservation);
        _faults(_proof(_report(_shown(3, word + 1)), 1), IBatchChallenges.Fault.WrongObservation);
        _faults(_proof(_report(_shown(2, word)), 1), IBatchChallenges.Fault.WrongObservation);
        _faults(_proof(_report(_shown(4, word)), 1), IBatchChallenges.Fault.WrongObservation);
    }

    function test_only_the_operators_own_observation_of_that_account_counts() external {
        _observe();
        IBatchChallenges.OpenNumbers memory open = _report(_shown(3, 0));
        bytes32 leaf = _roots[1].root;
        _fails(_proof(open, 0), _wrongOpening(leaf, _roots[0].root));
        _fails(_proof(open, 3), abi.encodeWithSelector(IBatchChallenges.PlaceOutOfRange.selector, 3, 3));
        _observation.account = address(0xb);
        _fails(
            _proof(open, 1),
            abi.encodeWithSelector(IBatchChallenges.DifferentAccounts.selector, address(0xb), address(0xa))
        );
        _observation.account = address(0xa);
        open.numbers.periods = 1;
        (bool done, bytes memory answer) = _shownBy(_proof(open, 1));
        assert(!done && bytes4(answer) == IBatchChallenges.WrongOpening.selector);
    }

    function _shownBy(bytes memory proof) private returns (bool, bytes memory) {
        _ripen(proof);
        vm.prank(WATCHER);
        return address(_challenges).call(proof);
    }

    function test_another_posting_or_other_roots_prove_nothing() external {
        _observe();
        IBatchChallenges.OpenNumbers memory open = _report(_shown(3, 0));
        IBatchChallenges.Posting memory posting = _posting();
        bytes32 record = _record;
        posting.signers = 6;
        _fails(_proof(posting, open, 1), _wrongOpening(_recordOf(posting), record));
        posting.signers = 5;
        bytes32 hash = posting.batch.observationsHash;
        _roots[0].count = 13;
        _posting();
        _record = record;
        (bool done, bytes memory answer) = _shownBy(_proof(posting, open, 1));
        assert(!done && answer.length == 68 && bytes4(answer) == IBatchChallenges.WrongOpening.selector);
        assert(_lastWord(answer) == hash);
    }

    function _lastWord(bytes memory answer) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(answer, mload(answer)))
        }
    }

    // --------------------------------------------------------------------------------------------- unsigned roots

    function _unsigned(uint256 place) private returns (bytes memory) {
        return abi.encodeCall(IBatchChallenges.proveUnsignedRoot, (_posting(), _roots, place, "salt"));
    }

    function test_a_root_that_its_operator_did_not_sign_is_a_fault() external {
        _observe();
        for (uint256 i = 0; i < 3; ++i) {
            _fails(_unsigned(i), NO_FAULT);
        }
        _fails(_unsigned(3), abi.encodeWithSelector(IBatchChallenges.PlaceOutOfRange.selector, 3, 3));
        // somebody else's, and nobody's
        (bytes32 r, bytes32 vs) = (_roots[0].r, _roots[0].vs);
        (_roots[0].r, _roots[0].vs) = _signed(KEY + 1, _digest(_said(SEQUENCE, _roots[0].root)));
        _faults(_unsigned(0), IBatchChallenges.Fault.UnsignedRoot);
        (_roots[0].operator, _roots[0].r, _roots[0].vs) = (address(0), 0, 0);
        _faults(_unsigned(0), IBatchChallenges.Fault.UnsignedRoot);
        (_roots[0].operator, _roots[0].r, _roots[0].vs) = (vm.addr(KEY), r, vs);
        _roots[0].count = 13;
        _faults(_unsigned(0), IBatchChallenges.Fault.UnsignedRoot);
    }

    // -------------------------------------------------------------------------------------------------- two roots

    struct Two {
        address operator;
        IBatchChallenges.ObservationRoot first;
        IBatchChallenges.ObservationRoot second;
        bytes32[2] firstSignature;
        bytes32[2] secondSignature;
    }

    function _two(uint16 vintage, uint32 sequence) private view returns (Two memory two) {
        two.operator = vm.addr(KEY);
        (two.first, two.second) = (_said(sequence, "one"), _said(sequence, "other"));
        (two.first.vintage, two.second.vintage) = (vintage, vintage);
        _sign(two);
    }

    function _sign(Two memory two) private view {
        (two.firstSignature[0], two.firstSignature[1]) = _signed(KEY, _digest(two.first));
        (two.secondSignature[0], two.secondSignature[1]) = _signed(KEY, _digest(two.second));
    }

    function _call(Two memory two) private pure returns (bytes memory) {
        return abi.encodeCall(
            IBatchChallenges.proveTwoRoots,
            (
                two.operator,
                two.first,
                two.firstSignature,
                two.second,
                two.secondSignature,
                _current(),
                bytes32("salt")
            )
        );
    }

    function _current() private pure returns (address[] memory current) {
        current = new address[](2);
        (current[0], current[1]) = (address(1), address(2));
    }

    /// @dev The one operator is slashed at once, for the watcher, and nobody beside.
    function _slashes(Two memory two) private {
        bytes memory proof = _call(two);
        bytes32 commitment = _ripen(proof);
        uint256 before = _slashings;
        vm.expectEmit(address(_challenges));
        emit IBatchChallenges.TwoRootsProven(two.operator, two.first.vintage, two.first.sequence, WATCHER);
        vm.prank(WATCHER);
        (bool done,) = address(_challenges).call(proof);
        address[] memory alone = new address[](1);
        alone[0] = two.operator;
        assert(done && _slashings == before + 1 && _marks == 0);
        assert(_slashed == keccak256(abi.encode(alone, uint64(1), WATCHER, _current())));
        assert(_challenges.committedAt(commitment) == 0 && !_challenges.isCollectable(commitment));
        vm.prank(WATCHER);
        bytes memory answer;
        (done, answer) = address(_challenges).call(proof);
        assert(!done);
        assert(
            keccak256(answer) == keccak256(abi.encodeWithSelector(IBatchChallenges.NotCommitted.selector, commitment))
        );
        vm.expectRevert(abi.encodeWithSelector(IBatchChallenges.AlreadyCommitted.selector, commitment));
        _challenges.commit(commitment);
    }

    function test_two_roots_for_one_moment_cost_once_a_moment() external {
        Two memory two = _two(VINTAGE, SEQUENCE);
        _slashes(two);
        two.second.root = "third";
        _sign(two);
        _fails(
            _call(two),
            abi.encodeWithSelector(IBatchChallenges.AlreadyProven.selector, two.operator, VINTAGE, SEQUENCE)
        );
        // every vintage and sequence is a moment of its own
        _slashes(_two(VINTAGE + 1, SEQUENCE));
        _slashes(_two(VINTAGE, SEQUENCE + 1));
        _slashes(_two(1, 1));
        _slashes(_two(2 ** 15 + 1, 0));
        _slashes(_two(2 ** 16 - 1, 2 ** 32 - 1));
    }

    function test_one_root_or_roots_of_two_moments_are_no_fault() external {
        Two memory two = _two(VINTAGE, SEQUENCE);
        two.second = two.first;
        _sign(two);
        _fails(_call(two), NO_FAULT);
        two = _two(VINTAGE, SEQUENCE);
        two.second.vintage = VINTAGE + 1;
        _sign(two);
        _fails(_call(two), abi.encodeWithSelector(IBatchChallenges.DifferentMoments.selector));
        two = _two(VINTAGE, SEQUENCE);
        two.second.sequence = SEQUENCE + 1;
        _sign(two);
        _fails(_call(two), abi.encodeWithSelector(IBatchChallenges.DifferentMoments.selector));
    }

    function test_only_what_the_operator_signed_counts() external {
        Two memory two = _two(VINTAGE, SEQUENCE);
        (two.firstSignature[0], two.firstSignature[1]) = _signed(KEY + 1, _digest(two.first));
        bytes memory expected =
            abi.encodeWithSelector(IBatchChallenges.NotSignedBy.selector, vm.addr(KEY), vm.addr(KEY + 1));
        _fails(_call(two), expected);
        two = _two(VINTAGE, SEQUENCE);
        (two.secondSignature[0], two.secondSignature[1]) = _signed(KEY + 1, _digest(two.second));
        _fails(_call(two), expected);
        // nobody is nobody's signer
        (two.operator, two.firstSignature, two.secondSignature) = (address(0), [bytes32(0), 0], [bytes32(0), 0]);
        _fails(_call(two), abi.encodeWithSelector(IBatchChallenges.NotSignedBy.selector, address(0), address(0)));
    }
}
