// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";

/// @title Insurance of all vintages of one oracle against bad data
/// @notice Holds the share withheld from everybody's credits. Nobody can move it: it is only destroyed, against a
/// proven error, so that as many credits stay in circulation as were truly earned. What it cannot cover is published.
interface ICorrectionReserve {
    /// @notice An account had been issued more than its last figure.
    /// @param vintage Year of the credit.
    /// @param account Whose figure it is.
    /// @param figure Base units of the account's leaf in the last final batch, or what its opened numbers earn.
    /// @param issued Base units that the account was issued.
    /// @param burnt Base units of the reserve that were destroyed for it.
    /// @param uncovered Base units of this deficit that the reserve could not cover.
    event DeficitCorrected(
        uint16 indexed vintage,
        address indexed account,
        uint128 figure,
        uint128 issued,
        uint128 burnt,
        uint128 uncovered
    );

    /// @notice The vintage may still get another final batch.
    error VintageNotSettled(uint16 vintage, uint40 settledAt);

    /// @notice The last final batch was proven wrong, so its figures count for nothing; use `correctFault`.
    error FinalBatchFaulted(uint16 vintage);

    /// @notice The last final batch was not proven wrong; use `correct`.
    error FinalBatchStands(uint16 vintage);

    /// @notice The account was not issued more than its figure.
    error NoDeficit(address account, uint128 figure, uint128 issued);

    /// @notice The account's deficit was corrected before.
    error AlreadyCorrected(uint16 vintage, address account);

    /// @notice Destroys reserve credits for one account whose last figure is below what it was issued.
    /// @dev Anyone may call it, once per account and vintage, after the vintage is settled. Takes over the reserve's
    /// due share first. Reverts with `VintageNotSettled`, `FinalBatchFaulted`, `AlreadyCorrected`, `NoDeficit`,
    /// `ICarbonCredit.InvalidProof`, `ICarbonCredit.NoFinalBatch` or `IEmissionOracle.VintageNotOpen`.
    /// @param vintage Year of the credit.
    /// @param account Account of the leaf.
    /// @param figure Figure of the leaf in the last final batch.
    /// @param reportHash Report hash of the leaf.
    /// @param proof Siblings from the leaf to the root.
    /// @return burnt Base units destroyed.
    /// @return uncovered Base units left without cover.
    function correct(uint16 vintage, address account, uint128 figure, bytes32 reportHash, bytes32[] calldata proof)
        external
        returns (uint128 burnt, uint128 uncovered);

    /// @notice Destroys reserve credits for one account whose leaf in a last final batch that was proven wrong gave
    /// it more than the numbers of its own report earn.
    /// @dev As `correct`, for a vintage that closed on a faulted batch: that issues nothing to the reserve either, so
    /// it covers what it holds. Reverts with `VintageNotSettled`, `FinalBatchStands`,
    /// `AlreadyCorrected`, `NoDeficit`, `ICarbonCredit.InvalidProof`,
    /// `IBatchChallenges.WrongOpening` or `IBatchChallenges.NotEnoughGas`.
    /// @param vintage Year of the credit.
    /// @param open The account's leaf with its numbers opened.
    /// @return burnt Base units destroyed.
    /// @return uncovered Base units left without cover.
    function correctFault(uint16 vintage, IBatchChallenges.OpenNumbers calldata open)
        external
        returns (uint128 burnt, uint128 uncovered);

    /// @notice Deficits of a vintage that the reserve could not cover, in base units.
    function uncoveredOf(uint16 vintage) external view returns (uint128);

    /// @notice Reserve credits of a vintage that were destroyed against proven errors, in base units.
    function burntOf(uint16 vintage) external view returns (uint128);

    /// @notice Whether the account's deficit was corrected.
    function isCorrected(uint16 vintage, address account) external view returns (bool);

    /// @notice The oracle whose vintages it insures.
    function oracle() external view returns (IEmissionOracle);
}
