// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";

/// @title Personal carbon credit of one vintage
/// @notice An ERC-20 with 3 decimals: 1.000 credit stands for 1 kg CO2e not emitted, one base unit for 1 g. It issues
/// itself from the vintage's final batch and has no owner: nobody can mint, burn, freeze or move another's credits.
/// Errors of transfers and allowances are those of ERC-6093.
/// @dev A leaf of the batch is `keccak256(bytes.concat(keccak256(abi.encode(account, credits, reportHash))))`, the
/// tree is that of OpenZeppelin's StandardMerkleTree with the encoding `["address", "uint256", "bytes32"]`.
/// Every issuance emits `Transfer` from the zero address: the sum of those to an account is what it was issued.
interface ICarbonCredit is IERC20Metadata, IERC20Permit, IERC5267 {
    /// @notice One subtree was relayed.
    /// @param root Root of the final batch that holds it.
    /// @param entries Leaves of the subtree, skipped ones included.
    /// @param amount Base units that were issued together.
    event SubtreeIssued(bytes32 indexed root, uint256 entries, uint256 amount);

    /// @notice The vintage has no final batch yet.
    error NoFinalBatch(uint16 vintage);

    /// @notice The proof leads to another root than the final batch's.
    error InvalidProof(bytes32 computed, bytes32 root);

    /// @notice The figure is not above what the account was issued already.
    error NothingDue(address account, uint128 figure, uint128 issued);

    /// @notice Everything that the final batch authorises for people was issued.
    error CapReached(uint128 cap);

    /// @notice The bytes are not a power-of-two number of entries of 58 bytes.
    error MalformedEntries(uint256 length);

    /// @notice Only the oracle may do this.
    error NotOracle(address caller);

    /// @notice The permit's time is over.
    error ERC2612ExpiredSignature(uint256 deadline);

    /// @notice The permit was signed by another key, or for another nonce, amount, spender, token or chain.
    error ERC2612InvalidSigner(address signer, address owner);

    /// @notice Issues to one account what its leaf in the final batch is above what it was issued.
    /// @dev Anyone may call it for anyone. Close to the cap it issues what remains.
    /// Reverts with `NoFinalBatch`, `InvalidProof`, `NothingDue`, `CapReached`, or `ERC20InvalidReceiver` for the zero
    /// address and the reserve.
    /// @param account Account of the leaf.
    /// @param credits Figure of the leaf: base units, vintage to date, reserve's share taken off.
    /// @param reportHash Hash of the person's report.
    /// @param proof Siblings from the leaf to the root.
    /// @return amount Base units issued.
    function issue(address account, uint128 credits, bytes32 reportHash, bytes32[] calldata proof)
        external
        returns (uint128 amount);

    /// @notice Issues to all accounts of one aligned, perfect subtree of the final batch.
    /// @dev The leaves are hashed twice and inner nodes once over 64 bytes, so an inner node can stand for no leaf; the
    /// number of entries fixes the subtree's height. Entries with nothing due, without account, of the reserve, or
    /// beyond the cap are skipped: nobody can make a relay fail by claiming first. A repeated entry is issued once.
    /// Reverts with `NoFinalBatch`, `MalformedEntries` or `InvalidProof`.
    /// @param entries A power-of-two number of entries of 58 bytes, in the tree's order (neighbours share a parent):
    /// account (20) | credits (6, big-endian) | reportHash (32).
    /// @param proof Siblings from the subtree's root to the batch's root.
    /// @return amount Base units issued together.
    function issueMany(bytes calldata entries, bytes32[] calldata proof) external returns (uint128 amount);

    /// @notice Issues to the reserve its share of the final batch's `authorisedTotal`, less what it was issued.
    /// @dev Reverts with `NoFinalBatch` or `NothingDue`.
    /// @return amount Base units issued.
    function issueReserve() external returns (uint128 amount);

    /// @notice Makes the next issuance ask the oracle again: the final batch was proven wrong. Oracle only.
    /// @dev Reverts with `NotOracle`. It touches no balance and nothing that was issued.
    function forgetFinalBatch() external;

    /// @notice Destroys the caller's credits for good.
    function burn(uint256 amount) external;

    /// @notice Destroys credits of `account` for good, within the caller's allowance.
    function burnFrom(address account, uint256 amount) external;

    /// @notice What an account was ever issued, in base units; transfers and retirements leave it as it is.
    function issuedTo(address account) external view returns (uint128);

    /// @notice What people and the reserve were ever issued.
    function totalIssued() external view returns (uint128);

    /// @notice What was ever destroyed: `totalIssued - totalSupply`.
    function totalBurnt() external view returns (uint128);

    /// @notice The most that people may have been issued: the final batch's `authorisedTotal` less the reserve's part.
    function peopleCap() external view returns (uint128);

    /// @notice The most that the reserve may have been issued: `floor(authorisedTotal * reserveShareBps / 10000)`.
    function reserveCap() external view returns (uint128);

    /// @notice The oracle whose final batches this credit issues.
    function oracle() external view returns (IEmissionOracle);

    /// @notice The year of the credit.
    function vintage() external view returns (uint16);

    /// @notice The methodology of the vintage.
    function methodologyId() external view returns (bytes32);

    /// @notice The share of `authorisedTotal` that goes to the reserve, in basis points.
    function reserveShareBps() external view returns (uint16);

    /// @notice The holder of the withheld share.
    function reserve() external view returns (address);
}
