// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "./ICarbonCredit.sol";
import {IRetirementCertificate} from "./IRetirementCertificate.sol";
import {ISignedOrders} from "./ISignedOrders.sol";

/// @title Donations of personal carbon credits to registered causes
/// @notice A cause that the programme's owner admitted (see `IAdmissions`) registers itself once and for ever: under
/// which name, and whether donations are retired in its name or handed to it. Whoever donates names that choice, so no
/// donation can turn out to be the other. Credits pass through in one transaction and never stay here; the receipt of
/// a donation is its event.
///
/// **Signed donations** (see `ISignedOrders`, domain "Abate DonationRegistry"):
///
///     DonationOrder(address donor,address cause,address credit,uint128 amount,bool retire,string statement,
///                   uint256 nonce,uint256 deadline)
///
/// Names, URIs and statements follow the rules of a certificate's statement (see `IRetirementCertificate`).
interface IDonationRegistry {
    /// @notice What a cause said of itself.
    /// @param retires Whether donations are retired in its name; otherwise the credits are handed to it.
    /// @param closed Whether it takes no more.
    /// @param name What it is called.
    /// @param uri Where it tells about itself.
    struct Cause {
        bool retires;
        bool closed;
        string name;
        string uri;
    }

    /// @notice A donation, as it is called or signed.
    /// @param donor Whose credits, and who signs.
    /// @param cause Account of the cause.
    /// @param credit A credit that the oracle created.
    /// @param amount Base units.
    /// @param retire What the cause chose; another choice is refused.
    /// @param statement What the donor wishes to say, on the certificate where there is one; may be empty.
    /// @param nonce The donor's present nonce.
    /// @param deadline Last second at which it may be carried out, unix time.
    struct DonationOrder {
        address donor;
        address cause;
        ICarbonCredit credit;
        uint128 amount;
        bool retire;
        string statement;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice A cause registered itself.
    event CauseRegistered(address indexed cause, bool retires, string name, string uri);

    /// @notice A cause takes no more donations.
    event CauseClosed(address indexed cause);

    /// @notice Credits were donated; this is the receipt.
    /// @param cause The cause.
    /// @param donor Whose credits they were.
    /// @param credit Which credits.
    /// @param amount Base units.
    /// @param certificate The certificate in the cause's name; 0 where the credits were handed over.
    /// @param statement What the donor wished to say.
    event Donated(
        address indexed cause,
        address indexed donor,
        ICarbonCredit indexed credit,
        uint128 amount,
        uint256 certificate,
        string statement
    );

    /// @notice A cause registers once.
    error CauseAlreadyRegistered(address cause);

    /// @notice No cause registered under this account.
    error UnknownCause(address cause);

    /// @notice The cause closed itself.
    error ClosedCause(address cause);

    /// @notice A cause has a name.
    error NamelessCause();

    /// @notice The cause chose otherwise: `retires` says what it does with donations.
    error OtherChoice(address cause, bool retires);

    /// @notice A donation is of something.
    error NothingToDonate();

    /// @notice Registers the caller as a cause, for ever under these words and with this choice.
    /// @dev Reverts with `NotAdmitted`, `CauseAlreadyRegistered`, `NamelessCause`, and as statements do.
    function register(bool retires, string calldata name, string calldata uri) external;

    /// @notice Ends the caller's donations; there is no way back.
    /// @dev Reverts with `UnknownCause` and `ClosedCause`.
    function close() external;

    /// @notice Donates the caller's credits, within its allowance for this contract.
    /// @dev Reverts with `UnknownCause`, `ClosedCause`, `NotAdmitted`, `OtherChoice`, `UnknownCredit`,
    /// `NothingToDonate`, and as the credit and the certificate do.
    /// @return certificate The certificate in the cause's name; 0 where the credits were handed over.
    function donate(address cause, ICarbonCredit credit, uint128 amount, bool retire, string calldata statement)
        external
        returns (uint256 certificate);

    /// @notice As `donate`, with the caller's permit instead of an approval beforehand.
    function donateWithPermit(
        address cause,
        ICarbonCredit credit,
        uint128 amount,
        bool retire,
        string calldata statement,
        ISignedOrders.CreditPermit calldata permit
    ) external returns (uint256 certificate);

    /// @notice Carries out a donor's signed order, brought by anybody; needs the donor's allowance.
    /// @dev Reverts as `donate` does, and with `OrderExpired`, `OrderNotSigned` and `InvalidAccountNonce`.
    function donateByOrder(DonationOrder calldata order, bytes calldata signature)
        external
        returns (uint256 certificate);

    /// @notice As `donateByOrder`, with the donor's permit too.
    function donateByOrderWithPermit(
        DonationOrder calldata order,
        bytes calldata signature,
        ISignedOrders.CreditPermit calldata permit
    ) external returns (uint256 certificate);

    /// @notice What a cause said of itself.
    /// @dev Reverts with `UnknownCause`.
    function causeOf(address account) external view returns (Cause memory);

    /// @notice Where donations are retired.
    function certificates() external view returns (IRetirementCertificate);
}
