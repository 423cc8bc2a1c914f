// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {ICarbonCredit} from "./ICarbonCredit.sol";
import {ICertificateRenderer} from "./ICertificateRenderer.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";
import {IERC5192} from "./IERC5192.sol";
import {ISignedOrders} from "./ISignedOrders.sol";

/// @title Certificate of retired personal carbon credits
/// @notice Retiring destroys credits for good and mints a certificate that says how much was retired, of which vintage,
/// in whose name, when, and under which methodology and final batch. A certificate is an ERC-721 token that is locked
/// for ever (ERC-5192); its metadata and drawing are made on chain. Nobody owns this contract.
///
/// **Number.** A certificate's id is `vintage * 10,000,000,000 + n`, where n counts the vintage's certificates from 1:
/// 20130000000042 is number 42 of 2013.
///
/// **Batch.** Credits of one vintage are fungible, so no credit has a single batch of origin. The certificate names the
/// batch that was final when it was made.
///
/// **Statement.** At most 280 bytes of valid UTF-8 that shows what it says: no control characters, no characters that
/// turn the reading direction, break lines or stay invisible (see `ForbiddenCharacter`).
///
/// **Consent.** Credits are retired by their holder alone: who calls, or who signed the order that is brought (see
/// `ISignedOrders`, domain "Abate RetirementCertificate"). An allowance alone lets nobody else retire anything. Typed
/// data:
///
///     RetirementOrder(address holder,address credit,uint128 amount,address beneficiary,string statement,
///                     uint256 nonce,uint256 deadline)
///
/// Units: 1 base unit of a credit is 1 g CO2e; amounts are base units.
interface IRetirementCertificate is IERC721Metadata, IERC5192 {
    /// @notice What a certificate says.
    /// @param credit The vintage's credit.
    /// @param vintage Year of the retired credits.
    /// @param number Counts the vintage's certificates from 1.
    /// @param beneficiary In whose name they were retired: the certificate's owner.
    /// @param amount Base units that were destroyed.
    /// @param retiredOn The day it happened (UTC), as unix seconds of its start.
    /// @param methodologyId Methodology of the vintage.
    /// @param batchSequence The vintage's final batch at that time.
    /// @param statement What the holder wished to say.
    struct Retirement {
        ICarbonCredit credit;
        uint16 vintage;
        uint64 number;
        address beneficiary;
        uint128 amount;
        uint40 retiredOn;
        bytes32 methodologyId;
        uint32 batchSequence;
        string statement;
    }

    /// @notice What a holder signs to have credits retired by whoever brings it.
    /// @param holder Whose credits, and who signs.
    /// @param credit A credit that the oracle created.
    /// @param amount Base units to destroy.
    /// @param beneficiary In whose name.
    /// @param statement What the holder wishes to say; may be empty.
    /// @param nonce The holder's present nonce: it stands for exactly this retirement, once.
    /// @param deadline Last second at which it may be carried out, unix time.
    struct RetirementOrder {
        address holder;
        ICarbonCredit credit;
        uint128 amount;
        address beneficiary;
        string statement;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Credits were destroyed and a certificate made.
    /// @param id The certificate.
    /// @param holder Whose credits they were.
    /// @param beneficiary In whose name they were retired.
    /// @param credit Which credits.
    /// @param amount Base units.
    /// @param batchSequence The vintage's final batch at that time.
    /// @param statement What the holder wished to say.
    event Retired(
        uint256 indexed id,
        address indexed holder,
        address indexed beneficiary,
        ICarbonCredit credit,
        uint128 amount,
        uint32 batchSequence,
        string statement
    );

    /// @notice The oracle did not create this credit.
    error UnknownCredit(address given);

    /// @notice A certificate is about something.
    error NothingToRetire();

    /// @notice A certificate holds at most 281 million tonnes.
    error AmountTooLarge(uint128 given, uint128 maximum);

    /// @notice The statement is too long.
    error StatementTooLong(uint256 length, uint256 maximum);

    /// @notice The statement is not UTF-8 at this byte.
    error MalformedUtf8(uint256 position);

    /// @notice The statement holds a character that is not for display: a control character (U+0000-001F, U+007F-009F),
    /// one that turns the reading direction (U+061C, U+200E, U+200F, U+202A-202E, U+2066-2069), a line or paragraph
    /// separator (U+2028, U+2029), an invisible one (U+200B, U+2060-206F, U+FEFF, U+FFF9-FFFB, U+E0000-E007F) or one
    /// that XML forbids (U+FFFE, U+FFFF).
    error ForbiddenCharacter(uint256 codePoint, uint256 position);

    /// @notice A certificate stays with its beneficiary and takes no approval.
    error CertificateLocked(uint256 id);

    /// @notice An owner's certificates take no operator.
    error CertificatesLocked();

    /// @notice Destroys the caller's credits and makes a certificate of it in the beneficiary's name.
    /// @dev Needs the caller's allowance for this contract. Reverts with `UnknownCredit`, `NothingToRetire`,
    /// `AmountTooLarge`, `StatementTooLong`, `MalformedUtf8`, `ForbiddenCharacter`, with the credit's
    /// `ERC20InsufficientAllowance` and `ERC20InsufficientBalance`, and with `ERC721InvalidReceiver` where the
    /// beneficiary is zero or a contract that takes no ERC-721 tokens.
    /// @param credit A credit that the oracle created.
    /// @param amount Base units to destroy.
    /// @param beneficiary In whose name.
    /// @param statement What the holder wishes to say; may be empty.
    /// @return id The certificate.
    function retire(ICarbonCredit credit, uint128 amount, address beneficiary, string calldata statement)
        external
        returns (uint256 id);

    /// @notice As `retire`, with the caller's permit instead of an approval beforehand.
    /// @dev Reverts as `retire` does, and with the credit's `ERC2612ExpiredSignature` and `ERC2612InvalidSigner`.
    /// @param permit The caller's, for this contract and exactly `amount`.
    /// @return id The certificate.
    function retireWithPermit(
        ICarbonCredit credit,
        uint128 amount,
        address beneficiary,
        string calldata statement,
        ISignedOrders.CreditPermit calldata permit
    ) external returns (uint256 id);

    /// @notice Carries out a holder's signed order, brought by anybody; needs the holder's allowance.
    /// @dev Reverts as `retire` does, and with `OrderExpired`, `OrderNotSigned` and `InvalidAccountNonce`.
    /// @return id The certificate.
    function retireByOrder(RetirementOrder calldata order, bytes calldata signature) external returns (uint256 id);

    /// @notice As `retireByOrder`, with the holder's permit too: a holder without gas needs nothing but two signatures.
    /// @dev Reverts as `retireByOrder` and `retireWithPermit` do.
    /// @param permit The holder's, for this contract and exactly the order's amount.
    /// @return id The certificate.
    function retireByOrderWithPermit(
        RetirementOrder calldata order,
        bytes calldata signature,
        ISignedOrders.CreditPermit calldata permit
    ) external returns (uint256 id);

    /// @notice What a certificate says.
    /// @dev Reverts with `ERC721NonexistentToken`.
    function retirementOf(uint256 id) external view returns (Retirement memory);

    /// @notice Base units retired in an account's name, of all vintages.
    function retiredFor(address beneficiary) external view returns (uint128);

    /// @notice Base units of a vintage that were retired with a certificate.
    function totalRetired(uint16 vintage) external view returns (uint128);

    /// @notice How many certificates of a vintage there are; their ids end in 1 to this number.
    function certificatesOf(uint16 vintage) external view returns (uint64);

    /// @notice The oracle whose credits can be retired here.
    function oracle() external view returns (IEmissionOracle);

    /// @notice Writes and draws the metadata; created together with this contract.
    function renderer() external view returns (ICertificateRenderer);

    /// @notice Metadata of the collection as a data URI (ERC-7572).
    function contractURI() external view returns (string memory);
}
