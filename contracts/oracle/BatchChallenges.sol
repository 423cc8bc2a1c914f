// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {BatchHash} from "../libraries/BatchHash.sol";
import {CreditTree} from "../libraries/CreditTree.sol";
import {MedianProof} from "../libraries/MedianProof.sol";
import {ObservationRoots} from "../libraries/ObservationRoots.sol";
import {Openings} from "../libraries/Openings.sol";
import {OperatorSets} from "../libraries/OperatorSets.sol";
import {PolicyCall} from "../libraries/PolicyCall.sol";
import {ReportHash} from "../libraries/ReportHash.sol";

/// @title Proofs that a batch is wrong
/// @notice See `IBatchChallenges`.
contract BatchChallenges is IBatchChallenges {
    using BatchHash for IEmissionOracle.Batch;
    using ReportHash for Numbers;
    using ReportHash for Sources;

    /// @notice Seconds between commitment and proof.
    uint40 public constant COMMITMENT_AGE = 1 minutes;
    /// @notice Nullifiers of one report.
    uint256 public constant MAX_SOURCES = 8;
    /// @dev Tells a mark from a time in the same slot.
    uint256 private constant MARKED = 1 << 255;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc IBatchChallenges
    IEmissionOracle public immutable oracle;
    /// @inheritdoc IBatchChallenges
    IOperatorRegistry public immutable registry;

    // ------------------------------------------------------------------------------------------ storage

    /// @dev First the time of the commitment; then, in the same slot, the mark: the hash of record and challenger. That
    /// spares a proof a new slot. Collected: 1, so that nobody commits again.
    mapping(bytes32 commitment => uint256) private _commitments;
    /// @dev Operators who were slashed for two roots, by operator and moment.
    mapping(address operator => mapping(uint256 moment => bool)) private _twoRoots;

    // -------------------------------------------------------------------------------------- constructor

    constructor(IEmissionOracle oracle_, IOperatorRegistry registry_) {
        oracle = oracle_;
        registry = registry_;
    }

    // --------------------------------------------------------------------------------------- committing

    /// @inheritdoc IBatchChallenges
    function commit(bytes32 commitment) external {
        if (_commitments[commitment] != 0) revert AlreadyCommitted(commitment);
        _commitments[commitment] = block.timestamp;
        emit ChallengeCommitted(commitment);
    }

    /// @inheritdoc IBatchChallenges
    function committedAt(bytes32 commitment) external view returns (uint40) {
        uint256 word = _commitments[commitment];
        // a time, which has 40 bits
        // one bit of a word that this contract alone writes
        // slither-disable-next-line incorrect-equality
        return word & MARKED == 0 && word > 1 ? uint40(word) : 0;
    }

    /// @inheritdoc IBatchChallenges
    function isCollectable(bytes32 commitment) external view returns (bool) {
        return _commitments[commitment] & MARKED != 0;
    }

    /// @dev The commitment to exactly this call by this caller, which must be old enough.
    function _revealed() private view returns (bytes32 commitment) {
        commitment = keccak256(bytes.concat(msg.data, bytes20(msg.sender)));
        uint256 word = _commitments[commitment];
        if (word < 2 || word & MARKED != 0) revert NotCommitted(commitment);
        // times have 40 bits
        uint40 possibleFrom = uint40(word) + COMMITMENT_AGE;
        if (block.timestamp < possibleFrom) revert CommitmentTooYoung(commitment, possibleFrom);
    }

    function _markOf(bytes32 record, address challenger) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(record, challenger))) | MARKED;
    }

    /// @dev Marks the batch and remembers the challenger. The proof is checked afterwards: where it fails, all of this
    /// is undone. Answers what it is held against.
    function _mark(uint16 vintage, uint32 sequence, bytes32 methodologyId, Fault fault)
        private
        returns (bytes32 root, bytes32 record)
    {
        bytes32 commitment = _revealed();
        // the oracle is this contract's own and calls nobody but its own credit
        // slither-disable-next-line reentrancy-no-eth,reentrancy-events
        (root, record) = oracle.markFaulted(vintage, methodologyId, sequence);
        _commitments[commitment] = _markOf(record, msg.sender);
        emit BatchFaulted(vintage, sequence, msg.sender, fault, commitment, record);
    }

    function _markTarget(Target calldata target, Fault fault) private returns (bytes32 root) {
        (root,) = _mark(target.vintage, target.sequence, target.methodologyId, fault);
    }

    function _markPosting(Posting calldata posting, SignedRoot[] calldata roots, Fault fault)
        private
        returns (bytes32 root)
    {
        IEmissionOracle.Batch calldata batch = posting.batch;
        bytes32 record;
        (root, record) = _mark(batch.vintage, batch.sequence, batch.methodologyId, fault);
        Openings.requireSame(_recordOf(posting), record);
        Openings.requireSame(ObservationRoots.hashOf(roots), batch.observationsHash);
    }

    function _recordOf(Posting calldata posting) private pure returns (bytes32) {
        return BatchHash.recordOf(posting.batch.hash(), posting.signers, posting.postedAt);
    }

    // ------------------------------------------------------------------------------------------ openings

    function _requireNumbers(bytes32 root, OpenNumbers calldata open) private pure {
        // the leaf's hash is of no use here
        // slither-disable-next-line unused-return
        Openings.requireIn(root, open.leaf, open.proof);
        Openings.requireSame(
            ReportHash.ofReport(open.numbers.ofNumbers(), open.sourcesHash, open.evidenceHash), open.leaf.reportHash
        );
    }

    function _requireSources(bytes32 root, OpenSources calldata open) private pure {
        // the leaf's hash is of no use here
        // slither-disable-next-line unused-return
        Openings.requireIn(root, open.leaf, open.proof);
        Openings.requireSame(
            ReportHash.ofReport(open.numbersHash, open.sources.ofSources(), open.evidenceHash), open.leaf.reportHash
        );
    }

    // ------------------------------------------------------------------------------------ faulty accounts

    /// @inheritdoc IBatchChallenges
    function proveDuplicateAccount(
        Target calldata target,
        Leaf calldata first,
        bytes32[] calldata firstProof,
        Leaf calldata second,
        bytes32[] calldata secondProof,
        bytes32
    ) external {
        bytes32 root = _markTarget(target, Fault.DuplicateAccount);
        if (first.account != second.account) revert DifferentAccounts(first.account, second.account);
        bytes32 leaf = Openings.requireIn(root, first, firstProof);
        if (leaf == Openings.requireIn(root, second, secondProof)) revert SameLeaf(leaf);
    }

    // ------------------------------------------------------------------------------------- faulty sources

    /// @inheritdoc IBatchChallenges
    function proveMalformedSources(Target calldata target, OpenSources calldata open, bytes32) external {
        _requireSources(_markTarget(target, Fault.MalformedSources), open);
        bytes32[] calldata nullifiers = open.sources.nullifiers;
        if (nullifiers.length > MAX_SOURCES) return;
        for (uint256 i = 1; i < nullifiers.length; ++i) {
            if (nullifiers[i - 1] >= nullifiers[i]) return;
        }
        revert NoFault();
    }

    /// @inheritdoc IBatchChallenges
    function proveSourceUsedTwice(
        Target calldata target,
        OpenSources calldata first,
        uint256 firstPlace,
        OpenSources calldata second,
        uint256 secondPlace,
        bytes32
    ) external {
        bytes32 root = _markTarget(target, Fault.SourceUsedTwice);
        if (first.leaf.account == second.leaf.account) revert NoFault();
        _requireSources(root, first);
        _requireSources(root, second);
        bytes32 one = _nullifierAt(first, firstPlace);
        bytes32 other = _nullifierAt(second, secondPlace);
        if (one != other) revert DifferentSources(one, other);
    }

    function _nullifierAt(OpenSources calldata open, uint256 place) private pure returns (bytes32) {
        uint256 count = open.sources.nullifiers.length;
        if (place >= count) revert PlaceOutOfRange(place, count);
        return open.sources.nullifiers[place];
    }

    // ------------------------------------------------------------------------------------- faulty numbers

    /// @inheritdoc IBatchChallenges
    function proveWrongCredits(Target calldata target, OpenNumbers calldata open, bytes32) external {
        _requireNumbers(_markTarget(target, Fault.WrongCredits), open);
        // since when it is in force decided about posting, not about proofs
        // slither-disable-next-line unused-return
        (ICreditPolicy policy, uint16 share,) = oracle.methodology(target.methodologyId);
        Numbers calldata numbers = open.numbers;
        uint256 right = PolicyCall.creditsOf(policy, share, numbers.baseline, numbers.emissions, numbers.periods);
        if (open.leaf.credits == right && numbers.credits == right) revert NoFault();
    }

    /// @inheritdoc IBatchChallenges
    function proveWrongMedian(Target calldata target, OpenNumbers calldata open, bytes32) external {
        _requireNumbers(_markTarget(target, Fault.WrongMedian), open);
        if (!MedianProof.isWrong(open.numbers)) revert NoFault();
    }

    // -------------------------------------------------------------------------------- faulty observations

    /// @inheritdoc IBatchChallenges
    function proveWrongObservation(
        Posting calldata posting,
        SignedRoot[] calldata roots,
        uint256 place,
        Observation calldata observation,
        bytes32[] calldata observationProof,
        OpenNumbers calldata open,
        bytes32
    ) external {
        _requireNumbers(_markPosting(posting, roots, Fault.WrongObservation), open);
        if (place >= roots.length) revert PlaceOutOfRange(place, roots.length);
        if (observation.account != open.leaf.account) {
            revert DifferentAccounts(observation.account, open.leaf.account);
        }
        _requireObserved(roots[place].root, observation, observationProof);
        uint256[] calldata shown = open.numbers.observations;
        uint256 word = MedianProof.wordOf(observation.baseline, observation.emissions, observation.periods);
        // a report with another number of observations than the batch has operators shows a wrong one as well
        if (shown.length == roots.length && shown[place] == word) revert NoFault();
    }

    function _requireObserved(bytes32 root, Observation calldata observation, bytes32[] calldata proof) private pure {
        bytes32 leaf = CreditTree.leafOf(observation.account, 0, ReportHash.ofObservation(observation));
        Openings.requireSame(CreditTree.rootOf(proof, leaf), root);
    }

    /// @inheritdoc IBatchChallenges
    function proveUnsignedRoot(Posting calldata posting, SignedRoot[] calldata roots, uint256 place, bytes32) external {
        _markPosting(posting, roots, Fault.UnsignedRoot);
        if (place >= roots.length) revert PlaceOutOfRange(place, roots.length);
        SignedRoot calldata signed = roots[place];
        bytes32 digest = ObservationRoots.digest(
            address(oracle), ObservationRoots.structHashFor(posting.batch, signed)
        );
        address signer = ObservationRoots.signerOf(digest, signed.r, signed.vs);
        if (signer == signed.operator && signer != address(0)) revert NoFault();
    }

    // ------------------------------------------------------------------------------------------- two roots

    /// @inheritdoc IBatchChallenges
    function proveTwoRoots(
        address operator,
        ObservationRoot calldata first,
        bytes32[2] calldata firstSignature,
        ObservationRoot calldata second,
        bytes32[2] calldata secondSignature,
        address[] calldata current,
        bytes32
    ) external {
        bytes32 commitment = _revealed();
        if (first.vintage != second.vintage || first.sequence != second.sequence) revert DifferentMoments();
        uint256 moment = (uint256(first.sequence) << 16) | first.vintage;
        if (_twoRoots[operator][moment]) revert AlreadyProven(operator, first.vintage, first.sequence);
        if (_requireSignedBy(operator, first, firstSignature) == _requireSignedBy(operator, second, secondSignature)) {
            revert NoFault();
        }
        _twoRoots[operator][moment] = true;
        _commitments[commitment] = 1;
        emit TwoRootsProven(operator, first.vintage, first.sequence, msg.sender);
        address[] memory alone = new address[](1);
        alone[0] = operator;
        registry.slash(alone, 1, msg.sender, current);
    }

    function _requireSignedBy(address operator, ObservationRoot calldata root, bytes32[2] calldata signature)
        private
        view
        returns (bytes32 digest)
    {
        digest = digestOf(root);
        address signer = ObservationRoots.signerOf(digest, signature[0], signature[1]);
        if (signer != operator || signer == address(0)) revert NotSignedBy(operator, signer);
    }

    /// @inheritdoc IBatchChallenges
    function digestOf(ObservationRoot calldata root) public view returns (bytes32) {
        return ObservationRoots.digest(address(oracle), ObservationRoots.structHash(root));
    }

    // -------------------------------------------------------------------- faults of demands and disputes

    /// @inheritdoc IBatchChallenges
    function acceptFault(uint16 vintage, uint32 sequence, Fault fault, bytes32 commitment, address challenger)
        external
    {
        if (msg.sender != address(oracle.demands()) && msg.sender != address(oracle.disputes())) {
            revert NotDemandsOrDisputes(msg.sender);
        }
        // as in _mark; the root was only needed for a proof
        // slither-disable-next-line reentrancy-benign,reentrancy-events,unused-return
        (, bytes32 record) = oracle.markFaulted(vintage, oracle.methodologyOf(vintage), sequence);
        // whatever somebody committed to under this hash, no call has it
        _commitments[commitment] = _markOf(record, challenger);
        emit BatchFaulted(vintage, sequence, challenger, fault, commitment, record);
    }

    // ------------------------------------------------------------------------------------------ collecting

    /// @inheritdoc IBatchChallenges
    function collect(
        bytes32 commitment,
        address challenger,
        Posting calldata posting,
        address[] calldata operators,
        address[] calldata current
    ) external {
        if (_commitments[commitment] != _markOf(_recordOf(posting), challenger)) revert NothingToCollect(commitment);
        bytes32 expected = posting.batch.operatorSetHash;
        bytes32 given = OperatorSets.hashOfCalldata(operators, OperatorSets.quorumOf(expected));
        if (given != expected) revert WrongSigners(given, expected);
        _commitments[commitment] = 1;
        emit FaultCollected(commitment, posting.signers);
        registry.slash(operators, posting.signers, challenger, current);
    }
}
