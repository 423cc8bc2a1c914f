// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ICertificateRenderer} from "../../interfaces/ICertificateRenderer.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IERC5192} from "../../interfaces/IERC5192.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {OracleCredit} from "../libraries/OracleCredit.sol";
import {SignedOrders} from "../orders/SignedOrders.sol";
import {CertificateId} from "./CertificateId.sol";
import {CertificateRenderer} from "./CertificateRenderer.sol";
import {Statement} from "./Statement.sol";

/// @title Certificate of retired personal carbon credits
/// @dev OpenZeppelin's ERC-721 with owners and balances in storage of its own, so that a certificate is one slot and
/// one more for a statement of up to 31 bytes. Its transfer and approval storage stays unused: every entry is closed.
contract RetirementCertificate is ERC721, SignedOrders, IRetirementCertificate {
    using SafeCast for uint256;

    /// @dev One slot. Days count from 1970-01-01 and last until 2149; amounts are base units.
    struct Certificate {
        address beneficiary;
        uint48 amount;
        uint16 day;
        uint32 batchSequence;
    }

    /// @dev One slot: base units and certificates of an account, or of a vintage.
    struct Tally {
        uint128 amount;
        uint32 count;
    }

    // ---------------------------------------------------------------------------------------------- immutables

    bytes32 private constant ORDER_TYPE = keccak256(
        "RetirementOrder(address holder,address credit,uint128 amount,address beneficiary,string statement,"
        "uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc IRetirementCertificate
    IEmissionOracle public immutable oracle;

    /// @inheritdoc IRetirementCertificate
    ICertificateRenderer public immutable renderer;

    // ------------------------------------------------------------------------------------------------- storage

    mapping(uint256 id => Certificate) private _certificates;
    mapping(uint256 id => string) private _statements;
    mapping(address beneficiary => Tally) private _beneficiaries;
    mapping(uint16 vintage => Tally) private _vintages;

    // --------------------------------------------------------------------------------------------- constructor

    constructor(IEmissionOracle oracle_)
        ERC721("Abate Retirement Certificate", "RETIRED")
        EIP712("Abate RetirementCertificate", "1")
    {
        oracle = oracle_;
        renderer = new CertificateRenderer();
    }

    // ----------------------------------------------------------------------------------------------- retirement

    /// @inheritdoc IRetirementCertificate
    function retire(ICarbonCredit credit, uint128 amount, address beneficiary, string calldata statement)
        external
        returns (uint256 id)
    {
        return _retire(credit, amount, msg.sender, beneficiary, statement);
    }

    /// @inheritdoc IRetirementCertificate
    function retireWithPermit(
        ICarbonCredit credit,
        uint128 amount,
        address beneficiary,
        string calldata statement,
        CreditPermit calldata permit
    ) external returns (uint256 id) {
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, credit);
        _permit(credit, msg.sender, amount, permit);
        return _retire(credit, amount, msg.sender, beneficiary, statement);
    }

    /// @inheritdoc IRetirementCertificate
    function retireByOrder(RetirementOrder calldata order, bytes calldata signature) external returns (uint256 id) {
        _use(order, signature);
        return _retire(order.credit, order.amount, order.holder, order.beneficiary, order.statement);
    }

    /// @inheritdoc IRetirementCertificate
    function retireByOrderWithPermit(
        RetirementOrder calldata order,
        bytes calldata signature,
        CreditPermit calldata permit
    ) external returns (uint256 id) {
        _use(order, signature);
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, order.credit);
        _permit(order.credit, order.holder, order.amount, permit);
        return _retire(order.credit, order.amount, order.holder, order.beneficiary, order.statement);
    }

    function _use(RetirementOrder calldata order, bytes calldata signature) private {
        bytes32 structHash = keccak256(
            abi.encode(
                ORDER_TYPE,
                order.holder,
                order.credit,
                order.amount,
                order.beneficiary,
                keccak256(bytes(order.statement)),
                order.nonce,
                order.deadline
            )
        );
        _useOrder(order.holder, order.nonce, order.deadline, structHash, signature);
    }

    /// @dev Whoever calls this answers for the holder's consent.
    function _retire(
        ICarbonCredit credit,
        uint128 amount,
        address holder,
        address beneficiary,
        string calldata statement
    ) private returns (uint256 id) {
        if (amount == 0) revert NothingToRetire();
        if (amount > type(uint48).max) revert AmountTooLarge(amount, type(uint48).max);
        if (beneficiary == address(0)) revert ERC721InvalidReceiver(address(0));
        Statement.requirePresentable(statement);
        uint16 vintage = OracleCredit.vintageOf(oracle, credit);

        // the check above keeps the amount within 48 bits
        Certificate memory certificate =
            Certificate(beneficiary, uint48(amount), _today(), oracle.finalBatch(vintage).sequence);
        id = CertificateId.compose(vintage, _counted(_vintages[vintage], amount));
        _counted(_beneficiaries[beneficiary], amount);
        _certificates[id] = certificate;
        if (bytes(statement).length > 0) _statements[id] = statement;
        emit Transfer(address(0), beneficiary, id);
        emit Locked(id);
        emit Retired(id, holder, beneficiary, credit, amount, certificate.batchSequence, statement);

        credit.burnFrom(holder, amount);
        ERC721Utils.checkOnERC721Received(msg.sender, address(0), beneficiary, id, "");
    }

    /// @dev Adds one certificate over `amount` and returns how many there are now.
    function _counted(Tally storage tally, uint128 amount) private returns (uint32 count) {
        Tally memory sum = tally;
        count = sum.count + 1;
        (sum.amount, sum.count) = (sum.amount + amount, count);
        (tally.amount, tally.count) = (sum.amount, sum.count);
    }

    function _today() private view returns (uint16) {
        return (block.timestamp / 1 days).toUint16();
    }

    // --------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IRetirementCertificate
    function retirementOf(uint256 id) public view returns (Retirement memory) {
        _requireOwned(id);
        Certificate memory certificate = _certificates[id];
        uint16 vintage = CertificateId.vintageOf(id);
        return Retirement({
            credit: oracle.creditOf(vintage),
            vintage: vintage,
            number: CertificateId.numberOf(id),
            beneficiary: certificate.beneficiary,
            amount: certificate.amount,
            // widened first: 16 bits of days are up to 33 bits of seconds
            retiredOn: uint40(certificate.day) * 1 days,
            methodologyId: oracle.methodologyOf(vintage),
            batchSequence: certificate.batchSequence,
            statement: _statements[id]
        });
    }

    /// @inheritdoc IRetirementCertificate
    function retiredFor(address beneficiary) external view returns (uint128) {
        return _beneficiaries[beneficiary].amount;
    }

    /// @inheritdoc IRetirementCertificate
    function totalRetired(uint16 vintage) external view returns (uint128) {
        return _vintages[vintage].amount;
    }

    /// @inheritdoc IRetirementCertificate
    function certificatesOf(uint16 vintage) external view returns (uint64) {
        return _vintages[vintage].count;
    }

    // ------------------------------------------------------------------------------------------------ metadata

    /// @notice Metadata and drawing of a certificate as a data URI.
    function tokenURI(uint256 id) public view override(ERC721, IERC721Metadata) returns (string memory) {
        return renderer.tokenURI(address(this), id, retirementOf(id));
    }

    /// @inheritdoc IRetirementCertificate
    function contractURI() external view returns (string memory) {
        return renderer.contractURI(name(), symbol());
    }

    // ------------------------------------------------------------------------------------------ locked ERC-721

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @notice How many certificates are in an account's name.
    function balanceOf(address owner) public view override(ERC721, IERC721) returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(address(0));
        return _beneficiaries[owner].count;
    }

    /// @notice Always reverts with `CertificateLocked`.
    function approve(address, uint256 tokenId) public pure override(ERC721, IERC721) {
        revert CertificateLocked(tokenId);
    }

    /// @notice Always reverts with `CertificatesLocked`.
    function setApprovalForAll(address, bool) public pure override(ERC721, IERC721) {
        revert CertificatesLocked();
    }

    /// @notice Always reverts with `CertificateLocked`, as do both forms of `safeTransferFrom`.
    function transferFrom(address, address, uint256 tokenId) public pure override(ERC721, IERC721) {
        revert CertificateLocked(tokenId);
    }

    /// @notice ERC-165: ERC-721 with metadata, and ERC-5192.
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Owners stand in the certificates' own slots.
    function _ownerOf(uint256 tokenId) internal view override returns (address) {
        return _certificates[tokenId].beneficiary;
    }
}
