// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {IDonationRegistry} from "../../interfaces/IDonationRegistry.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {Statement} from "../certificate/Statement.sol";
import {OracleCredit} from "../libraries/OracleCredit.sol";
import {SignedOrders} from "../orders/SignedOrders.sol";
import {Admissions} from "./Admissions.sol";

/// @title Donations of personal carbon credits to registered causes
/// @notice See `IDonationRegistry`.
contract DonationRegistry is IDonationRegistry, Admissions, SignedOrders {
    using SafeERC20 for ICarbonCredit;

    // ---------------------------------------------------------------------------------------------- immutables

    bytes32 private constant ORDER_TYPE = keccak256(
        "DonationOrder(address donor,address cause,address credit,uint128 amount,bool retire,string statement,"
        "uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc IDonationRegistry
    IRetirementCertificate public immutable certificates;

    // ------------------------------------------------------------------------------------------------- storage

    mapping(address account => Cause) private _causes;

    // --------------------------------------------------------------------------------------------- constructor

    /// @param certificates_ Where donations are retired; its oracle is this contract's.
    /// @param causes Accounts that are admitted from the start.
    constructor(IRetirementCertificate certificates_, address[] memory causes)
        Admissions(certificates_.oracle(), causes)
        EIP712("Abate DonationRegistry", "1")
    {
        certificates = certificates_;
    }

    // -------------------------------------------------------------------------------------------------- causes

    /// @inheritdoc IDonationRegistry
    function register(bool retires, string calldata name, string calldata uri) external {
        _requireAdmitted(msg.sender);
        if (_isRegistered(_causes[msg.sender])) revert CauseAlreadyRegistered(msg.sender);
        if (bytes(name).length == 0) revert NamelessCause();
        Statement.requirePresentable(name);
        Statement.requirePresentable(uri);
        _causes[msg.sender] = Cause(retires, false, name, uri);
        emit CauseRegistered(msg.sender, retires, name, uri);
    }

    /// @inheritdoc IDonationRegistry
    function close() external {
        _open(msg.sender).closed = true;
        emit CauseClosed(msg.sender);
    }

    /// @inheritdoc IDonationRegistry
    function causeOf(address account) external view returns (Cause memory cause) {
        cause = _causes[account];
        if (bytes(cause.name).length == 0) revert UnknownCause(account);
    }

    function _open(address account) private view returns (Cause storage cause) {
        cause = _causes[account];
        if (!_isRegistered(cause)) revert UnknownCause(account);
        if (cause.closed) revert ClosedCause(account);
    }

    function _isRegistered(Cause storage cause) private view returns (bool) {
        return bytes(cause.name).length != 0;
    }

    // ----------------------------------------------------------------------------------------------- donations

    /// @inheritdoc IDonationRegistry
    function donate(address cause, ICarbonCredit credit, uint128 amount, bool retire, string calldata statement)
        external
        returns (uint256)
    {
        return _donate(msg.sender, cause, credit, amount, retire, statement);
    }

    /// @inheritdoc IDonationRegistry
    function donateWithPermit(
        address cause,
        ICarbonCredit credit,
        uint128 amount,
        bool retire,
        string calldata statement,
        CreditPermit calldata permit
    ) external returns (uint256) {
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, credit);
        // the oracle's own credit, whose permit calls nobody
        // slither-disable-next-line reentrancy-events
        _permit(credit, msg.sender, amount, permit);
        return _donate(msg.sender, cause, credit, amount, retire, statement);
    }

    /// @inheritdoc IDonationRegistry
    function donateByOrder(DonationOrder calldata order, bytes calldata signature) external returns (uint256) {
        _use(order, signature);
        return _donate(order.donor, order.cause, order.credit, order.amount, order.retire, order.statement);
    }

    /// @inheritdoc IDonationRegistry
    function donateByOrderWithPermit(
        DonationOrder calldata order,
        bytes calldata signature,
        CreditPermit calldata permit
    ) external returns (uint256) {
        _use(order, signature);
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, order.credit);
        // the oracle's own credit, whose permit calls nobody
        // slither-disable-next-line reentrancy-events
        _permit(order.credit, order.donor, order.amount, permit);
        return _donate(order.donor, order.cause, order.credit, order.amount, order.retire, order.statement);
    }

    function _use(DonationOrder calldata order, bytes calldata signature) private {
        bytes32 structHash = keccak256(
            abi.encode(
                ORDER_TYPE,
                order.donor,
                order.cause,
                order.credit,
                order.amount,
                order.retire,
                keccak256(bytes(order.statement)),
                order.nonce,
                order.deadline
            )
        );
        _useOrder(order.donor, order.nonce, order.deadline, structHash, signature);
    }

    /// @dev Whoever calls this answers for the donor's consent. Nothing is stored, so a cause that calls back from
    /// inside its certificate finds nothing half-done.
    function _donate(
        address donor,
        address account,
        ICarbonCredit credit,
        uint128 amount,
        bool retire,
        string calldata statement
    ) private returns (uint256 certificate) {
        bool retires = _open(account).retires;
        _requireAdmitted(account);
        if (retire != retires) revert OtherChoice(account, retires);
        if (amount == 0) revert NothingToDonate();
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, credit);
        if (retires) {
            credit.safeTransferFrom(donor, address(this), amount);
            credit.forceApprove(address(certificates), amount);
            // nothing is stored here, and the event needs the certificate's number
            // slither-disable-next-line reentrancy-events
            certificate = certificates.retire(credit, amount, account, statement);
        } else {
            Statement.requirePresentable(statement);
            credit.safeTransferFrom(donor, account, amount);
        }
        emit Donated(account, donor, credit, amount, certificate, statement);
    }
}
