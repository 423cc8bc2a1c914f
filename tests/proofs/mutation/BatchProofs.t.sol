// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {ChallengeStage} from "./ChallengeStage.sol";

/// @notice What is a fault of an account's leaf, sources and numbers, and what is none.
contract BatchProofsTest is ChallengeStage {
    bytes private constant NO_FAULT = abi.encodeWithSelector(IBatchChallenges.NoFault.selector);
    bytes32 private constant EVIDENCE = keccak256("evidence");
    bytes32 private constant OTHER_PART = keccak256("other part");

    // --------------------------------------------------------------------------------------------- the two leaves

    function _hash(IBatchChallenges.Leaf memory leaf) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(leaf))));
    }

    function _node(bytes32 one, bytes32 other) private pure returns (bytes32) {
        return one < other ? keccak256(abi.encode(one, other)) : keccak256(abi.encode(other, one));
    }

    /// @dev The batch holds these two leaves; each one's proof is the other.
    function _plant(IBatchChallenges.Leaf memory first, IBatchChallenges.Leaf memory second)
        private
        returns (bytes32[] memory firstProof, bytes32[] memory secondProof)
    {
        (firstProof, secondProof) = (new bytes32[](1), new bytes32[](1));
        (firstProof[0], secondProof[0]) = (_hash(second), _hash(first));
        _root = _node(firstProof[0], secondProof[0]);
    }

    function _wrongOpening(bytes32 computed, bytes32 expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IBatchChallenges.WrongOpening.selector, computed, expected);
    }

    function _reportOf(bytes32 numbers, bytes32 sources) private pure returns (bytes32) {
        bytes32 kind = keccak256("Report(bytes32 numbers,bytes32 sources,bytes32 evidence)");
        return keccak256(abi.encode(kind, numbers, sources, EVIDENCE));
    }

    // ------------------------------------------------------------------------------------------ duplicate account

    function _proveDuplicate(
        IBatchChallenges.Leaf memory first,
        bytes32[] memory firstProof,
        IBatchChallenges.Leaf memory second,
        bytes32[] memory secondProof
    ) private pure returns (bytes memory) {
        return abi.encodeCall(
            IBatchChallenges.proveDuplicateAccount, (_target(), first, firstProof, second, secondProof, "salt")
        );
    }

    function test_two_leaves_of_one_account_are_a_fault() external {
        IBatchChallenges.Leaf memory first = IBatchChallenges.Leaf(address(0xa), 5, "report");
        IBatchChallenges.Leaf memory second = IBatchChallenges.Leaf(address(0xb), 5, "report");
        (bytes32[] memory one, bytes32[] memory other) = _plant(first, second);
        _fails(
            _proveDuplicate(first, one, second, other),
            abi.encodeWithSelector(IBatchChallenges.DifferentAccounts.selector, address(0xa), address(0xb))
        );
        _fails(
            _proveDuplicate(first, one, first, one),
            abi.encodeWithSelector(IBatchChallenges.SameLeaf.selector, _hash(first))
        );
        second = IBatchChallenges.Leaf(address(0xa), 6, "report");
        _fails(_proveDuplicate(first, one, second, other), _wrongOpening(_node(_hash(second), other[0]), _root));
        _fails(_proveDuplicate(second, other, first, one), _wrongOpening(_node(_hash(second), other[0]), _root));
        (one, other) = _plant(first, second);
        _faults(_proveDuplicate(first, one, second, other), IBatchChallenges.Fault.DuplicateAccount);
    }

    // ---------------------------------------------------------------------------------------------------- sources

    function _openSources(bytes32[] memory nullifiers, address account)
        private
        pure
        returns (IBatchChallenges.OpenSources memory open)
    {
        (open.sources.salt, open.sources.nullifiers) = ("salt of sources", nullifiers);
        (open.numbersHash, open.evidenceHash) = (OTHER_PART, EVIDENCE);
        bytes32 kind = keccak256("Sources(bytes32 salt,bytes32[] nullifiers)");
        bytes32 list = keccak256(abi.encodePacked(nullifiers));
        bytes32 hash = keccak256(abi.encode(kind, open.sources.salt, list));
        open.leaf = IBatchChallenges.Leaf(account, 5, _reportOf(OTHER_PART, hash));
    }

    function _proveMalformed(bytes32[] memory nullifiers) private returns (bytes memory) {
        IBatchChallenges.OpenSources memory open = _openSources(nullifiers, address(0xa));
        (open.proof,) = _plant(open.leaf, IBatchChallenges.Leaf(address(0xb), 1, 0));
        return abi.encodeCall(IBatchChallenges.proveMalformedSources, (_target(), open, "salt"));
    }

    function _ascending(uint256 count) private pure returns (bytes32[] memory nullifiers) {
        nullifiers = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            nullifiers[i] = bytes32(10 + 10 * i);
        }
    }

    function test_up_to_eight_ascending_sources_are_well_formed() external {
        for (uint256 count = 0; count < 9; ++count) {
            _fails(_proveMalformed(_ascending(count)), NO_FAULT);
        }
        _faults(_proveMalformed(_ascending(9)), IBatchChallenges.Fault.MalformedSources);
    }

    function test_two_sources_that_do_not_ascend_are_a_fault() external {
        for (uint256 at = 1; at < 4; ++at) {
            for (uint256 less = 0; less < 2; ++less) {
                bytes32[] memory nullifiers = _ascending(4);
                nullifiers[at] = bytes32(uint256(nullifiers[at - 1]) - less);
                _faults(_proveMalformed(nullifiers), IBatchChallenges.Fault.MalformedSources);
            }
        }
    }

    function test_sources_that_were_not_reported_prove_nothing() external {
        IBatchChallenges.OpenSources memory open = _openSources(_ascending(9), address(0xa));
        (open.proof,) = _plant(open.leaf, IBatchChallenges.Leaf(address(0xb), 1, 0));
        bytes32 reported = open.leaf.reportHash;
        open.sources.nullifiers = _ascending(10);
        bytes32 shown = _openSources(_ascending(10), address(0xa)).leaf.reportHash;
        _fails(
            abi.encodeCall(IBatchChallenges.proveMalformedSources, (_target(), open, "salt")),
            _wrongOpening(shown, reported)
        );
        // a report that fits, of a leaf that the batch does not hold
        open = _openSources(_ascending(10), address(0xa));
        (open.proof,) = (new bytes32[](0), 0);
        _fails(
            abi.encodeCall(IBatchChallenges.proveMalformedSources, (_target(), open, "salt")),
            _wrongOpening(_hash(open.leaf), _root)
        );
    }

    function _proveTwice(
        IBatchChallenges.OpenSources memory first,
        uint256 firstPlace,
        IBatchChallenges.OpenSources memory second,
        uint256 secondPlace
    ) private pure returns (bytes memory) {
        return abi.encodeCall(
            IBatchChallenges.proveSourceUsedTwice, (_target(), first, firstPlace, second, secondPlace, "salt")
        );
    }

    function test_a_source_of_two_accounts_is_a_fault() external {
        bytes32[] memory theirs = new bytes32[](1);
        theirs[0] = bytes32(uint256(20));
        IBatchChallenges.OpenSources memory first = _openSources(_ascending(3), address(0xa));
        IBatchChallenges.OpenSources memory second = _openSources(theirs, address(0xb));
        (first.proof, second.proof) = _plant(first.leaf, second.leaf);

        _fails(_proveTwice(first, 1, first, 1), NO_FAULT);
        _fails(
            _proveTwice(first, 0, second, 0),
            abi.encodeWithSelector(IBatchChallenges.DifferentSources.selector, bytes32(uint256(10)), theirs[0])
        );
        _fails(_proveTwice(first, 3, second, 0), abi.encodeWithSelector(IBatchChallenges.PlaceOutOfRange.selector, 3, 3));
        _fails(_proveTwice(first, 1, second, 1), abi.encodeWithSelector(IBatchChallenges.PlaceOutOfRange.selector, 1, 1));
        bytes32[] memory proof = first.proof;
        first.proof = new bytes32[](0);
        _fails(_proveTwice(first, 1, second, 0), _wrongOpening(_hash(first.leaf), _root));
        _fails(_proveTwice(second, 0, first, 1), _wrongOpening(_hash(first.leaf), _root));
        first.proof = proof;
        _faults(_proveTwice(first, 1, second, 0), IBatchChallenges.Fault.SourceUsedTwice);
        _faults(_proveTwice(second, 0, first, 1), IBatchChallenges.Fault.SourceUsedTwice);
    }

    // ---------------------------------------------------------------------------------------------------- numbers

    /// @dev Of 1,000 g saved, three times, a tenth for the reserve: 2,700 credits.
    function _openNumbers(uint256 inLeaf, uint128 inReport) private returns (IBatchChallenges.OpenNumbers memory open) {
        uint256[] memory observations = new uint256[](1);
        observations[0] = 5_000 * 2 ** 128 + 4_000 * 2 ** 64 + 3;
        return _openNumbers(IBatchChallenges.Numbers("salt", 5_000, 4_000, 3, inReport, observations), inLeaf);
    }

    function _openNumbers(IBatchChallenges.Numbers memory numbers, uint256 inLeaf)
        private
        returns (IBatchChallenges.OpenNumbers memory open)
    {
        (open.numbers, open.sourcesHash, open.evidenceHash) = (numbers, OTHER_PART, EVIDENCE);
        bytes32 kind = keccak256(
            "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
        );
        bytes32 hash = keccak256(
            abi.encode(
                kind,
                numbers.salt,
                numbers.baseline,
                numbers.emissions,
                numbers.periods,
                numbers.credits,
                keccak256(abi.encodePacked(numbers.observations))
            )
        );
        open.leaf = IBatchChallenges.Leaf(address(0xa), inLeaf, _reportOf(hash, OTHER_PART));
        (open.proof,) = _plant(open.leaf, IBatchChallenges.Leaf(address(0xb), 1, 0));
    }

    function _proveCredits(IBatchChallenges.OpenNumbers memory open) private pure returns (bytes memory) {
        return abi.encodeCall(IBatchChallenges.proveWrongCredits, (_target(), open, "salt"));
    }

    function test_credits_are_right_in_leaf_and_report_or_a_fault() external {
        _fails(_proveCredits(_openNumbers(2_700, 2_700)), NO_FAULT);
        uint128[2] memory wrong = [uint128(2_699), 2_701];
        for (uint256 i = 0; i < 2; ++i) {
            _faults(_proveCredits(_openNumbers(wrong[i], 2_700)), IBatchChallenges.Fault.WrongCredits);
            _faults(_proveCredits(_openNumbers(2_700, wrong[i])), IBatchChallenges.Fault.WrongCredits);
            _faults(_proveCredits(_openNumbers(wrong[i], wrong[i])), IBatchChallenges.Fault.WrongCredits);
        }
    }

    function test_numbers_that_were_not_reported_prove_nothing() external {
        bytes32 shown = _openNumbers(2_700, 2_600).leaf.reportHash;
        IBatchChallenges.OpenNumbers memory open = _openNumbers(2_700, 2_700);
        open.numbers.credits = 2_600;
        _fails(_proveCredits(open), _wrongOpening(shown, open.leaf.reportHash));
        open = _openNumbers(2_700, 2_600);
        open.proof = new bytes32[](0);
        _fails(_proveCredits(open), _wrongOpening(_hash(open.leaf), _root));
    }

    function test_a_figure_that_is_no_median_is_a_fault() external {
        IBatchChallenges.OpenNumbers memory open = _openNumbers(2_700, 2_700);
        _fails(abi.encodeCall(IBatchChallenges.proveWrongMedian, (_target(), open, "salt")), NO_FAULT);
        open.numbers.baseline = 5_001;
        open = _openNumbers(open.numbers, 2_703);
        _faults(
            abi.encodeCall(IBatchChallenges.proveWrongMedian, (_target(), open, "salt")),
            IBatchChallenges.Fault.WrongMedian
        );
        open.numbers.baseline = 5_002;
        bytes32 reported = open.leaf.reportHash;
        IBatchChallenges.OpenNumbers memory other = _openNumbers(open.numbers, 2_703);
        bytes32 shown = other.leaf.reportHash;
        open = _openNumbers(_with(open.numbers, 5_001), 2_703);
        open.numbers.baseline = 5_002;
        _fails(
            abi.encodeCall(IBatchChallenges.proveWrongMedian, (_target(), open, "salt")), _wrongOpening(shown, reported)
        );
    }

    function _with(IBatchChallenges.Numbers memory numbers, uint64 baseline)
        private
        pure
        returns (IBatchChallenges.Numbers memory)
    {
        numbers.baseline = baseline;
        return numbers;
    }
}
