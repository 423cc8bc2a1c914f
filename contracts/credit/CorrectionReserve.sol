// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ICorrectionReserve} from "../../interfaces/ICorrectionReserve.sol";
import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {CreditTree} from "../libraries/CreditTree.sol";
import {PolicyCall} from "../libraries/PolicyCall.sol";
import {ReportHash} from "../libraries/ReportHash.sol";

/// @title Insurance of all vintages of one oracle against bad data
/// @notice See `ICorrectionReserve`.
contract CorrectionReserve is ICorrectionReserve {
    using ReportHash for IBatchChallenges.Numbers;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc ICorrectionReserve
    IEmissionOracle public immutable oracle;

    // ------------------------------------------------------------------------------------------ storage

    struct Account {
        uint128 burnt;
        uint128 uncovered;
    }

    mapping(uint16 vintage => Account) private _sums;
    /// @inheritdoc ICorrectionReserve
    mapping(uint16 vintage => mapping(address account => bool)) public isCorrected;

    // -------------------------------------------------------------------------------------- constructor

    constructor(IEmissionOracle oracle_) {
        oracle = oracle_;
    }

    // --------------------------------------------------------------------------------------- correction

    /// @inheritdoc ICorrectionReserve
    function correct(uint16 vintage, address account, uint128 figure, bytes32 reportHash, bytes32[] calldata proof)
        external
        returns (uint128 burnt, uint128 uncovered)
    {
        ICarbonCredit credit = _settledCredit(vintage);
        if (oracle.isFinalBatchFaulted(vintage)) revert FinalBatchFaulted(vintage);
        _requireFinal(vintage, CreditTree.rootOf(proof, CreditTree.leafOf(account, figure, reportHash)));
        // see there: the credit calls nobody
        // slither-disable-next-line reentrancy-events
        _takeShare(credit);
        return _correct(vintage, credit, account, figure);
    }

    /// @inheritdoc ICorrectionReserve
    function correctFault(uint16 vintage, IBatchChallenges.OpenNumbers calldata open)
        external
        returns (uint128 burnt, uint128 uncovered)
    {
        ICarbonCredit credit = _settledCredit(vintage);
        if (!oracle.isFinalBatchFaulted(vintage)) revert FinalBatchStands(vintage);
        IBatchChallenges.Leaf calldata leaf = open.leaf;
        _requireFinal(
            vintage, CreditTree.rootOf(open.proof, CreditTree.leafOf(leaf.account, leaf.credits, leaf.reportHash))
        );
        bytes32 report = ReportHash.ofReport(open.numbers.ofNumbers(), open.sourcesHash, open.evidenceHash);
        if (report != leaf.reportHash) revert IBatchChallenges.WrongOpening(report, leaf.reportHash);
        return _correct(vintage, credit, leaf.account, _earned(vintage, open.numbers));
    }

    function _correct(uint16 vintage, ICarbonCredit credit, address account, uint128 figure)
        private
        returns (uint128 burnt, uint128 uncovered)
    {
        if (isCorrected[vintage][account]) revert AlreadyCorrected(vintage, account);
        uint128 issued = credit.issuedTo(account);
        if (figure >= issued) revert NoDeficit(account, figure, issued);

        isCorrected[vintage][account] = true;
        // balances have 128 bits
        uint128 available = uint128(credit.balanceOf(address(this)));
        uint128 deficit = issued - figure;
        burnt = deficit < available ? deficit : available;
        uncovered = deficit - burnt;
        _sums[vintage].burnt += burnt;
        _sums[vintage].uncovered += uncovered;
        emit DeficitCorrected(vintage, account, figure, issued, burnt, uncovered);
        credit.burn(burnt);
    }

    function _earned(uint16 vintage, IBatchChallenges.Numbers calldata numbers) private view returns (uint128) {
        // since when it is in force decided about posting
        // slither-disable-next-line unused-return
        (ICreditPolicy policy, uint16 share,) = oracle.methodology(oracle.methodologyOf(vintage));
        // a part of a 128-bit number
        return uint128(PolicyCall.creditsOf(policy, share, numbers.baseline, numbers.emissions, numbers.periods));
    }

    /// @inheritdoc ICorrectionReserve
    function uncoveredOf(uint16 vintage) external view returns (uint128) {
        return _sums[vintage].uncovered;
    }

    /// @inheritdoc ICorrectionReserve
    function burntOf(uint16 vintage) external view returns (uint128) {
        return _sums[vintage].burnt;
    }

    function _settledCredit(uint16 vintage) private view returns (ICarbonCredit credit) {
        credit = oracle.creditOf(vintage);
        if (address(credit) == address(0)) revert IEmissionOracle.VintageNotOpen(vintage);
        uint40 settledAt = oracle.settledAt(vintage);
        if (block.timestamp < settledAt) revert VintageNotSettled(vintage, settledAt);
    }

    function _requireFinal(uint16 vintage, bytes32 computed) private view {
        bytes32 root = oracle.finalBatch(vintage).root;
        if (root == 0) revert ICarbonCredit.NoFinalBatch(vintage);
        if (computed != root) revert ICarbonCredit.InvalidProof(computed, root);
    }

    /// @dev Takes over what is due to the reserve: nobody can make it look poorer than it is. Nothing is due from a
    /// batch that was proven wrong. The credit is the oracle's own and calls nobody else, so it cannot re-enter.
    function _takeShare(ICarbonCredit credit) private {
        // what it brought is in the balance, which is read next
        // slither-disable-next-line unused-return
        if (credit.issuedTo(address(this)) < credit.reserveCap()) credit.issueReserve();
    }
}
