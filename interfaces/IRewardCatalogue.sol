// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "./ICarbonCredit.sol";
import {IRetirementCertificate} from "./IRetirementCertificate.sol";
import {ISignedOrders} from "./ISignedOrders.sol";

/// @title Rewards for personal carbon credits
/// @notice Partners that the programme's owner admitted (see `IAdmissions`) list rewards; whoever redeems one puts its
/// price into escrow and holds a voucher. The escrow is released when the reward was handed over, and goes back to the
/// holder when it was not. Nobody has any power over an escrow but the voucher's holder, the listing's partner, and
/// the clock.
///
/// **Listing.** Its terms never change; a partner can only delist it, which ends redeeming and touches no voucher. A
/// listing is a reward, or a discount: a percentage of one purchase at the partner's.
///
/// **Voucher.** `listing << 32 | n`, where n counts the listing's vouchers from 1. It cannot be transferred and is
/// used once. Until its deadline it is honoured by
/// - the holder's receipt (`acknowledge`, or signed and brought by anybody, such as the partner), or
/// - the holder's code, which the partner reveals (`honour`). Who redeems keeps a secret code and gives only its lock,
///   `lockOf`; the code is shown to the partner where the reward is handed over. So a partner is paid only where it was
///   shown a code or given a receipt; and once it knows the code it needs nobody's help. A code that became public is
///   worthless: its voucher is used, only the partner can reveal, and the lock names listing and holder.
///
/// Or the partner declines it. After the deadline anybody may send the escrow back to the holder.
///
/// **Release.** The listing says whether the price is paid to the partner, or retired in the holder's or the partner's
/// name with the listing's title as the statement. Who cannot take a certificate stops nothing: then the credits are
/// retired without one.
///
/// **Signed redemptions and receipts** (see `ISignedOrders`, domain "Abate RewardCatalogue"):
///
///     RedemptionOrder(address holder,uint32 listing,uint48 price,bytes32 lock,uint256 nonce,uint256 deadline)
///     Receipt(uint64 voucher,uint256 deadline)
///
/// Titles and URIs follow the rules of a certificate's statement (see `IRetirementCertificate`).
interface IRewardCatalogue {
    /// @notice What becomes of the price when the reward was handed over.
    enum Settlement {
        PaysPartner,
        RetiresForHolder,
        RetiresForPartner
    }

    /// @notice Where a voucher is in its life.
    enum State {
        None,
        Open,
        Honoured,
        Returned
    }

    /// @notice What a partner offers.
    /// @param credit The price is in this credit, which the oracle created.
    /// @param price Base units for one voucher.
    /// @param stock How many vouchers there are.
    /// @param expiry Last second at which one can be redeemed, unix time.
    /// @param honourTime How many seconds a voucher is good for from its redemption on: an hour to 180 days.
    /// @param settlement What becomes of the price.
    /// @param discountBps 0 for a reward; for a discount what it takes off one purchase, in basis points.
    /// @param title What it is, in at most 80 bytes.
    /// @param termsURI Where the terms can be read.
    /// @param termsHash Hash of the terms' document.
    struct Terms {
        ICarbonCredit credit;
        uint48 price;
        uint32 stock;
        uint40 expiry;
        uint24 honourTime;
        Settlement settlement;
        uint16 discountBps;
        string title;
        string termsURI;
        bytes32 termsHash;
    }

    /// @notice A listing as it stands.
    /// @param partner Who offers it.
    /// @param redeemed How many vouchers there are so far.
    /// @param delisted Whether the partner ended it.
    /// @param terms What is offered.
    struct Listing {
        address partner;
        uint32 redeemed;
        bool delisted;
        Terms terms;
    }

    /// @notice A voucher as it stands.
    /// @param holder Who redeemed.
    /// @param listing What for.
    /// @param deadline Last second at which it can be honoured, unix time.
    /// @param state Where it is in its life.
    /// @param amount Base units in escrow while it is open.
    /// @param lock Lock of the holder's code; 0 where only a receipt releases.
    struct Voucher {
        address holder;
        uint32 listing;
        uint40 deadline;
        State state;
        uint48 amount;
        bytes32 lock;
    }

    /// @notice What a holder signs to have a reward redeemed by whoever brings it.
    /// @param holder Whose credits, and who signs.
    /// @param listing Which listing.
    /// @param price What the holder means to pay.
    /// @param lock Lock of the holder's code; 0 for none.
    /// @param nonce The holder's present nonce.
    /// @param deadline Last second at which it may be carried out, unix time.
    struct RedemptionOrder {
        address holder;
        uint32 listing;
        uint48 price;
        bytes32 lock;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice A partner listed something.
    event RewardListed(uint32 indexed listing, address indexed partner, ICarbonCredit indexed credit, Terms terms);

    /// @notice A partner ended a listing; its vouchers stay as they are.
    event RewardDelisted(uint32 indexed listing);

    /// @notice Credits went into escrow for a reward.
    /// @param deadline Last second at which the voucher can be honoured, unix time.
    event Redeemed(
        uint64 indexed voucher,
        uint32 indexed listing,
        address indexed holder,
        uint48 amount,
        uint40 deadline,
        bytes32 lock
    );

    /// @notice The reward was handed over, and the escrow was paid or retired.
    /// @param byCode Whether the partner revealed the code; otherwise the holder gave a receipt.
    event VoucherHonoured(
        uint64 indexed voucher,
        uint32 indexed listing,
        address indexed holder,
        uint48 amount,
        Settlement settlement,
        bool byCode
    );

    /// @notice The escrow was retired, and whom it was retired for could not take a certificate.
    event RetiredWithoutCertificate(uint64 indexed voucher, address indexed beneficiary, uint48 amount);

    /// @notice The escrow went back to the holder.
    /// @param declined Whether the partner declined; otherwise the deadline had passed.
    event EscrowReturned(
        uint64 indexed voucher, uint32 indexed listing, address indexed holder, uint48 amount, bool declined
    );

    /// @notice A reward has a price.
    error NoPrice();

    /// @notice A listing has stock.
    error NoStock();

    /// @notice The listing would be over already.
    error ExpiryPassed(uint40 expiry);

    /// @notice Seconds to honour a voucher in are below `minimum` or above `maximum`.
    error HonourTimeOutOfRange(uint24 given, uint24 minimum, uint24 maximum);

    /// @notice A discount takes off at most everything.
    error DiscountTooLarge(uint16 given, uint16 maximum);

    /// @notice The title is empty or too long.
    error TitleLengthOutOfRange(uint256 length, uint256 maximum);

    /// @notice Nobody made this listing.
    error UnknownListing(uint32 listing);

    /// @notice The partner ended the listing.
    error ListingEnded(uint32 listing);

    /// @notice The listing's time is over.
    error ListingExpired(uint32 listing, uint40 expiry);

    /// @notice All vouchers of the listing are redeemed.
    error SoldOut(uint32 listing, uint32 stock);

    /// @notice The listing has another price than the one that was agreed to.
    error PriceDiffers(uint48 given, uint48 price);

    /// @notice Nobody redeemed this voucher.
    error UnknownVoucher(uint64 voucher);

    /// @notice The voucher was honoured, or its escrow went back: it is used once.
    error VoucherUsed(uint64 voucher, bool honoured);

    /// @notice The voucher can no longer be honoured.
    error DeadlinePassed(uint64 voucher, uint40 deadline);

    /// @notice The voucher can still be honoured.
    error DeadlineNotPassed(uint64 voucher, uint40 deadline);

    /// @notice Only the voucher's holder may do this.
    error NotHolder(address caller, address holder);

    /// @notice Only the listing's partner may do this.
    error NotPartner(address caller, address partner);

    /// @notice The code does not open the voucher's lock.
    error WrongCode(uint64 voucher);

    /// @notice With so little gas a certificate could fail that would be made otherwise.
    error TooLittleGas(uint256 given, uint256 minimum);

    /// @notice Lists a reward of the caller's.
    /// @dev Reverts with `NotAdmitted`, `UnknownCredit`, `NoPrice`, `NoStock`, `ExpiryPassed`, `HonourTimeOutOfRange`,
    /// `DiscountTooLarge`, `TitleLengthOutOfRange`, and as statements do.
    /// @return listing Its number, from 1.
    function offer(Terms calldata terms) external returns (uint32 listing);

    /// @notice Ends a listing of the caller's. Vouchers that were redeemed stay as good as they were.
    /// @dev Reverts with `UnknownListing`, `NotPartner` and `ListingEnded`.
    function delist(uint32 listing) external;

    /// @notice Puts the price of a reward into escrow, within the caller's allowance for this contract.
    /// @dev Reverts with `UnknownListing`, `NotAdmitted`, `ListingEnded`, `ListingExpired`, `SoldOut`, `PriceDiffers`,
    /// and as the credit does.
    /// @param listing Which listing.
    /// @param price What the caller means to pay.
    /// @param lock Lock of the caller's code (see `lockOf`), a new one for each voucher; 0 to release by receipt only.
    /// @return voucher The voucher.
    function redeem(uint32 listing, uint48 price, bytes32 lock) external returns (uint64 voucher);

    /// @notice As `redeem`, with the caller's permit instead of an approval beforehand.
    function redeemWithPermit(uint32 listing, uint48 price, bytes32 lock, ISignedOrders.CreditPermit calldata permit)
        external
        returns (uint64 voucher);

    /// @notice Carries out a holder's signed order, brought by anybody; needs the holder's allowance.
    /// @dev Reverts as `redeem` does, and with `OrderExpired`, `OrderNotSigned` and `InvalidAccountNonce`.
    function redeemByOrder(RedemptionOrder calldata order, bytes calldata signature) external returns (uint64 voucher);

    /// @notice As `redeemByOrder`, with the holder's permit too.
    function redeemByOrderWithPermit(
        RedemptionOrder calldata order,
        bytes calldata signature,
        ISignedOrders.CreditPermit calldata permit
    ) external returns (uint64 voucher);

    /// @notice The caller got what its voucher is for: releases the escrow.
    /// @dev Reverts with `UnknownVoucher`, `NotHolder`, `VoucherUsed`, `DeadlinePassed` and `TooLittleGas`.
    function acknowledge(uint64 voucher) external;

    /// @notice As `acknowledge`, with the holder's signed receipt, brought by anybody.
    /// @dev Reverts as `acknowledge` does, and with `OrderExpired` and `OrderNotSigned`.
    /// @param deadline Last second at which the receipt may be used, unix time.
    function acknowledgeByOrder(uint64 voucher, uint256 deadline, bytes calldata signature) external;

    /// @notice The partner reveals the code that the holder showed: releases the escrow.
    /// @dev Reverts with `UnknownVoucher`, `NotPartner`, `VoucherUsed`, `DeadlinePassed`, `WrongCode`, `TooLittleGas`.
    function honour(uint64 voucher, string calldata code) external;

    /// @notice The partner will not honour the voucher: sends the escrow back to the holder at once.
    /// @dev Reverts with `UnknownVoucher`, `NotPartner` and `VoucherUsed`.
    function decline(uint64 voucher) external;

    /// @notice Sends the escrow of a voucher that was not honoured back to its holder; anybody may.
    /// @dev Reverts with `UnknownVoucher`, `VoucherUsed` and `DeadlineNotPassed`.
    function giveBack(uint64 voucher) external;

    /// @notice Lock of a code: what a holder redeems with, and keeps the code.
    /// @param holder Who redeems.
    /// @param listing What for.
    /// @param code Secret, and too long to be guessed.
    function lockOf(address holder, uint32 listing, string calldata code) external view returns (bytes32);

    /// @notice A listing as it stands.
    /// @dev Reverts with `UnknownListing`.
    function listingOf(uint32 listing) external view returns (Listing memory);

    /// @notice A voucher as it stands.
    /// @dev Reverts with `UnknownVoucher`.
    function voucherOf(uint64 voucher) external view returns (Voucher memory);

    /// @notice How many listings there are; they are numbered from 1.
    function listings() external view returns (uint32);

    /// @notice Where escrows are retired.
    function certificates() external view returns (IRetirementCertificate);
}
