// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchChallenges} from "../../../contracts/oracle/BatchChallenges.sol";
import {ReductionPolicy} from "../../../contracts/policies/ReductionPolicy.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {ICreditPolicy} from "../../../interfaces/ICreditPolicy.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../../interfaces/IOperatorRegistry.sol";
import {vm} from "../Vm.sol";

/// @notice Where proofs are played. This contract stands in for the oracle and the registry: it answers root, record and
/// methodology, and takes down which batch was marked and who was slashed for whom.
abstract contract ChallengeStage {
    uint16 internal constant VINTAGE = 2013;
    uint32 internal constant SEQUENCE = 7;
    bytes32 internal constant METHODOLOGY = keccak256("methodology");
    address internal constant WATCHER = address(0xca11);
    address internal constant DEMANDS = address(0xde);
    address internal constant DISPUTES = address(0xd1);
    uint256 internal constant BEGINNING = 1_000_000;

    BatchChallenges internal _challenges;
    ICreditPolicy internal _policy;
    uint16 internal _share;

    bytes32 internal _root;
    bytes32 internal _record = keccak256("record");
    uint256 internal _marks;
    uint256 internal _slashings;
    bytes32 internal _slashed;

    function setUp() external {
        vm.warp(BEGINNING);
        _challenges = new BatchChallenges(IEmissionOracle(address(this)), IOperatorRegistry(address(this)));
        (_policy, _share) = (new ReductionPolicy(3_000_000), 1_000);
    }

    // ------------------------------------------------------------------------------------------------ the oracle

    function markFaulted(uint16 vintage, bytes32 methodologyId, uint32 sequence) external returns (bytes32, bytes32) {
        assert(msg.sender == address(_challenges));
        assert(vintage == VINTAGE && methodologyId == METHODOLOGY && sequence == SEQUENCE);
        ++_marks;
        return (_root, _record);
    }

    function methodology(bytes32 id) external view returns (ICreditPolicy, uint16, uint40) {
        assert(id == METHODOLOGY);
        return (_policy, _share, 1);
    }

    function methodologyOf(uint16 vintage) external pure returns (bytes32) {
        assert(vintage == VINTAGE);
        return METHODOLOGY;
    }

    function demands() external pure returns (address) {
        return DEMANDS;
    }

    function disputes() external pure returns (address) {
        return DISPUTES;
    }

    // ---------------------------------------------------------------------------------------------- the registry

    function slash(address[] calldata operators, uint64 signers, address challenger, address[] calldata current)
        external
    {
        assert(msg.sender == address(_challenges));
        ++_slashings;
        _slashed = keccak256(abi.encode(operators, signers, challenger, current));
    }

    // ------------------------------------------------------------------------------------------------- the steps

    function _target() internal pure returns (IBatchChallenges.Target memory) {
        return IBatchChallenges.Target(VINTAGE, SEQUENCE, METHODOLOGY);
    }

    function _commitmentTo(bytes memory proof, address challenger) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(proof, challenger));
    }

    /// @dev The watcher commits, where that was not done, and waits for the commitment's age.
    function _ripen(bytes memory proof) internal returns (bytes32 commitment) {
        commitment = _commitmentTo(proof, WATCHER);
        if (_challenges.committedAt(commitment) == 0) _challenges.commit(commitment);
        vm.warp(block.timestamp + 60);
    }

    /// @dev The proof is refused with exactly this error, and leaves nothing behind.
    function _fails(bytes memory proof, bytes memory expected) internal {
        bytes32 commitment = _ripen(proof);
        uint256 before = _marks;
        vm.prank(WATCHER);
        (bool done, bytes memory answer) = address(_challenges).call(proof);
        assert(!done && keccak256(answer) == keccak256(expected));
        assert(_marks == before && !_challenges.isCollectable(commitment));
        assert(_challenges.committedAt(commitment) != 0);
    }

    /// @dev The proof marks the batch, once, and the mark is the watcher's.
    function _faults(bytes memory proof, IBatchChallenges.Fault fault) internal returns (bytes32 commitment) {
        commitment = _ripen(proof);
        uint256 before = _marks;
        vm.expectEmit(address(_challenges));
        emit IBatchChallenges.BatchFaulted(VINTAGE, SEQUENCE, WATCHER, fault, commitment, _record);
        vm.prank(WATCHER);
        (bool done,) = address(_challenges).call(proof);
        assert(done && _marks == before + 1 && _slashings == 0);
        assert(_challenges.isCollectable(commitment) && _challenges.committedAt(commitment) == 0);
        vm.prank(WATCHER);
        vm.expectRevert(abi.encodeWithSelector(IBatchChallenges.NotCommitted.selector, commitment));
        (done,) = address(_challenges).call(proof);
        assert(done);
    }

    // -------------------------------------------------------------------------------------------- signed batches

    function _batch(bytes32 setHash, bytes32 observationsHash) internal view returns (IEmissionOracle.Batch memory) {
        return IEmissionOracle.Batch(
            VINTAGE, SEQUENCE, 999, METHODOLOGY, "factors", _root, observationsHash, "evidence", 1e9, 12, setHash, 9_999
        );
    }

    /// @dev What the oracle keeps of a posting.
    function _recordOf(IBatchChallenges.Posting memory posting) internal pure returns (bytes32) {
        bytes32 batchHash = keccak256(
            abi.encode(
                keccak256(
                    "Batch(uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,bytes32 factorSetHash,"
                    "bytes32 root,bytes32 observationsHash,bytes32 evidenceHash,uint128 authorisedTotal,uint32 count,"
                    "bytes32 operatorSetHash,uint40 validUntil)"
                ),
                posting.batch
            )
        );
        return keccak256(abi.encode(batchHash, posting.signers, posting.postedAt));
    }

    /// @dev What an operator signs of a root.
    function _digest(IBatchChallenges.ObservationRoot memory root) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Abate EmissionOracle"),
                keccak256("1"),
                block.chainid,
                address(this)
            )
        );
        bytes32 hash = keccak256(
            abi.encode(
                keccak256(
                    "ObservationRoot(uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,"
                    "bytes32 factorSetHash,bytes32 root,bytes32 evidenceHash,uint32 count)"
                ),
                root
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, hash));
    }

    /// @dev In the compact form of EIP-2098.
    function _signed(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 vs) {
        (uint8 v, bytes32 r_, bytes32 s) = vm.sign(key, digest);
        return (r_, bytes32(uint256(s) + (v == 28 ? 2 ** 255 : 0)));
    }
}
