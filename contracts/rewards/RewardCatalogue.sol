// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {IRewardCatalogue} from "../../interfaces/IRewardCatalogue.sol";
import {Statement} from "../certificate/Statement.sol";
import {OracleCredit} from "../libraries/OracleCredit.sol";
import {SignedOrders} from "../orders/SignedOrders.sol";
import {Admissions} from "./Admissions.sol";

/// @title Rewards for personal carbon credits
/// @notice See `IRewardCatalogue`.
contract RewardCatalogue is IRewardCatalogue, Admissions, SignedOrders {
    using SafeERC20 for ICarbonCredit;

    /// @dev Two slots that redeeming reads, of which it writes the first; the rest is for readers.
    struct StoredListing {
        address partner;
        uint48 price;
        uint32 redeemed;
        Settlement settlement;
        bool delisted;
        ICarbonCredit credit;
        uint32 stock;
        uint40 expiry;
        uint24 honourTime;
        uint16 discountBps;
        bytes32 termsHash;
        string title;
        string termsURI;
    }

    /// @dev A slot, and one more where there is a lock.
    struct StoredVoucher {
        address holder;
        uint40 deadline;
        State state;
        bytes32 lock;
    }

    // ---------------------------------------------------------------------------------------------- immutables

    bytes32 private constant REDEMPTION_TYPE = keccak256(
        "RedemptionOrder(address holder,uint32 listing,uint48 price,bytes32 lock,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant RECEIPT_TYPE = keccak256("Receipt(uint64 voucher,uint256 deadline)");

    uint24 private constant SHORTEST_HONOUR_TIME = 1 hours;
    uint24 private constant LONGEST_HONOUR_TIME = 180 days;
    uint16 private constant EVERYTHING = 10_000; // basis points
    uint256 private constant LONGEST_TITLE = 80;
    uint256 private constant LISTING_SHIFT = 32;

    /// @dev What a certificate with the longest title needs, and a contract that receives it, several times over.
    uint256 private constant CERTIFICATE_GAS = 500_000;
    /// @dev Enough that a call with `CERTIFICATE_GAS` gets all of it (EIP-150) and the credits can be burnt after it.
    uint256 private constant RELEASE_GAS = CERTIFICATE_GAS + CERTIFICATE_GAS / 63 + 100_000;

    /// @inheritdoc IRewardCatalogue
    IRetirementCertificate public immutable certificates;

    // ------------------------------------------------------------------------------------------------- storage

    /// @inheritdoc IRewardCatalogue
    uint32 public listings;

    mapping(uint32 id => StoredListing) private _listings;
    mapping(uint64 id => StoredVoucher) private _vouchers;

    // --------------------------------------------------------------------------------------------- constructor

    /// @param certificates_ Where escrows are retired; its oracle is this contract's.
    /// @param partners Accounts that are admitted from the start.
    constructor(IRetirementCertificate certificates_, address[] memory partners)
        Admissions(certificates_.oracle(), partners)
        EIP712("Abate RewardCatalogue", "1")
    {
        certificates = certificates_;
    }

    // ------------------------------------------------------------------------------------------------ listings

    /// @inheritdoc IRewardCatalogue
    function offer(Terms calldata terms) external returns (uint32 id) {
        _requireAdmitted(msg.sender);
        _requireSound(terms);
        id = ++listings;
        _listings[id] = StoredListing({
            partner: msg.sender,
            price: terms.price,
            redeemed: 0,
            settlement: terms.settlement,
            delisted: false,
            credit: terms.credit,
            stock: terms.stock,
            expiry: terms.expiry,
            honourTime: terms.honourTime,
            discountBps: terms.discountBps,
            termsHash: terms.termsHash,
            title: terms.title,
            termsURI: terms.termsURI
        });
        emit RewardListed(id, msg.sender, terms.credit, terms);
    }

    /// @inheritdoc IRewardCatalogue
    function delist(uint32 listing) external {
        StoredListing storage stored = _listing(listing);
        if (msg.sender != stored.partner) revert NotPartner(msg.sender, stored.partner);
        if (stored.delisted) revert ListingEnded(listing);
        stored.delisted = true;
        emit RewardDelisted(listing);
    }

    /// @inheritdoc IRewardCatalogue
    function listingOf(uint32 listing) external view returns (Listing memory) {
        StoredListing storage stored = _listing(listing);
        return Listing({
            partner: stored.partner,
            redeemed: stored.redeemed,
            delisted: stored.delisted,
            terms: Terms({
                credit: stored.credit,
                price: stored.price,
                stock: stored.stock,
                expiry: stored.expiry,
                honourTime: stored.honourTime,
                settlement: stored.settlement,
                discountBps: stored.discountBps,
                title: stored.title,
                termsURI: stored.termsURI,
                termsHash: stored.termsHash
            })
        });
    }

    function _requireSound(Terms calldata terms) private view {
        // only asked to refuse a stranger's credit
        // slither-disable-next-line unused-return
        OracleCredit.vintageOf(oracle, terms.credit);
        if (terms.price == 0) revert NoPrice();
        if (terms.stock == 0) revert NoStock();
        if (terms.expiry < block.timestamp) revert ExpiryPassed(terms.expiry);
        if (terms.honourTime < SHORTEST_HONOUR_TIME || terms.honourTime > LONGEST_HONOUR_TIME) {
            revert HonourTimeOutOfRange(terms.honourTime, SHORTEST_HONOUR_TIME, LONGEST_HONOUR_TIME);
        }
        if (terms.discountBps > EVERYTHING) revert DiscountTooLarge(terms.discountBps, EVERYTHING);
        uint256 length = bytes(terms.title).length;
        if (length == 0 || length > LONGEST_TITLE) revert TitleLengthOutOfRange(length, LONGEST_TITLE);
        Statement.requirePresentable(terms.title);
        Statement.requirePresentable(terms.termsURI);
    }

    function _listing(uint32 id) private view returns (StoredListing storage stored) {
        stored = _listings[id];
        if (stored.partner == address(0)) revert UnknownListing(id);
    }

    // ----------------------------------------------------------------------------------------------- redeeming

    /// @inheritdoc IRewardCatalogue
    function redeem(uint32 listing, uint48 price, bytes32 lock) external returns (uint64) {
        return _redeem(msg.sender, listing, price, lock);
    }

    /// @inheritdoc IRewardCatalogue
    function redeemWithPermit(uint32 listing, uint48 price, bytes32 lock, CreditPermit calldata permit)
        external
        returns (uint64)
    {
        // a listing's credit is the oracle's own, and its permit calls nobody
        // slither-disable-next-line reentrancy-no-eth,reentrancy-benign,reentrancy-events
        _permit(_listing(listing).credit, msg.sender, price, permit);
        return _redeem(msg.sender, listing, price, lock);
    }

    /// @inheritdoc IRewardCatalogue
    function redeemByOrder(RedemptionOrder calldata order, bytes calldata signature) external returns (uint64) {
        _use(order, signature);
        return _redeem(order.holder, order.listing, order.price, order.lock);
    }

    /// @inheritdoc IRewardCatalogue
    function redeemByOrderWithPermit(
        RedemptionOrder calldata order,
        bytes calldata signature,
        CreditPermit calldata permit
    ) external returns (uint64) {
        _use(order, signature);
        // a listing's credit is the oracle's own, and its permit calls nobody
        // slither-disable-next-line reentrancy-no-eth,reentrancy-benign,reentrancy-events
        _permit(_listing(order.listing).credit, order.holder, order.price, permit);
        return _redeem(order.holder, order.listing, order.price, order.lock);
    }

    function _use(RedemptionOrder calldata order, bytes calldata signature) private {
        bytes32 structHash = keccak256(
            abi.encode(
                REDEMPTION_TYPE, order.holder, order.listing, order.price, order.lock, order.nonce, order.deadline
            )
        );
        _useOrder(order.holder, order.nonce, order.deadline, structHash, signature);
    }

    /// @dev Whoever calls this answers for the holder's consent. The credit is one of the oracle's: it moves exactly
    /// what it is told to, and calls nobody.
    function _redeem(address holder, uint32 listing, uint48 price, bytes32 lock) private returns (uint64 id) {
        StoredListing storage stored = _listing(listing);
        _requireAdmitted(stored.partner);
        if (stored.delisted) revert ListingEnded(listing);
        if (block.timestamp > stored.expiry) revert ListingExpired(listing, stored.expiry);
        uint32 redeemed = stored.redeemed;
        if (redeemed == stored.stock) revert SoldOut(listing, redeemed);
        if (price != stored.price) revert PriceDiffers(price, stored.price);

        // no overflow: below the stock
        unchecked {
            ++redeemed;
        }
        stored.redeemed = redeemed;
        id = (uint64(listing) << LISTING_SHIFT) | redeemed;
        // no cut: times have 40 bits until the year 36812
        uint40 deadline = uint40(block.timestamp + stored.honourTime);
        StoredVoucher storage voucher = _vouchers[id];
        (voucher.holder, voucher.deadline, voucher.state) = (holder, deadline, State.Open);
        if (lock != 0) voucher.lock = lock;
        emit Redeemed(id, listing, holder, price, deadline, lock);
        stored.credit.safeTransferFrom(holder, address(this), price);
    }

    // ------------------------------------------------------------------------------------------------- release

    /// @inheritdoc IRewardCatalogue
    function acknowledge(uint64 id) external {
        StoredVoucher storage voucher = _voucher(id);
        if (msg.sender != voucher.holder) revert NotHolder(msg.sender, voucher.holder);
        _release(id, voucher, false);
    }

    /// @inheritdoc IRewardCatalogue
    function acknowledgeByOrder(uint64 id, uint256 deadline, bytes calldata signature) external {
        StoredVoucher storage voucher = _voucher(id);
        // needs no nonce: a voucher is used once
        bytes32 structHash = keccak256(abi.encode(RECEIPT_TYPE, id, deadline));
        _requireSigned(voucher.holder, deadline, structHash, signature);
        _release(id, voucher, false);
    }

    /// @inheritdoc IRewardCatalogue
    function honour(uint64 id, string calldata code) external {
        StoredVoucher storage voucher = _voucher(id);
        uint32 listing = _listingIdOf(id);
        _requirePartner(listing);
        if (lockOf(voucher.holder, listing, code) != voucher.lock) revert WrongCode(id);
        _release(id, voucher, true);
    }

    /// @inheritdoc IRewardCatalogue
    function lockOf(address holder, uint32 listing, string calldata code) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), holder, listing, code));
    }

    /// @inheritdoc IRewardCatalogue
    function voucherOf(uint64 id) external view returns (Voucher memory) {
        StoredVoucher storage voucher = _voucher(id);
        uint32 listing = _listingIdOf(id);
        return Voucher({
            holder: voucher.holder,
            listing: listing,
            deadline: voucher.deadline,
            state: voucher.state,
            amount: _listings[listing].price,
            lock: voucher.lock
        });
    }

    function _release(uint64 id, StoredVoucher storage voucher, bool byCode) private {
        _requireOpen(id, voucher);
        if (block.timestamp > voucher.deadline) revert DeadlinePassed(id, voucher.deadline);
        voucher.state = State.Honoured;
        uint32 listingId = _listingIdOf(id);
        StoredListing storage listing = _listings[listingId];
        (address holder, Settlement settlement) = (voucher.holder, listing.settlement);
        emit VoucherHonoured(id, listingId, holder, listing.price, settlement, byCode);
        if (settlement == Settlement.PaysPartner) {
            listing.credit.safeTransfer(listing.partner, listing.price);
        } else {
            _retire(id, listing, settlement == Settlement.RetiresForHolder ? holder : listing.partner);
        }
    }

    /// @dev A beneficiary that takes no certificate, or runs out of the gas it is given, gets none; whoever calls
    /// cannot bring that about by giving little gas.
    function _retire(uint64 id, StoredListing storage listing, address beneficiary) private {
        if (gasleft() < RELEASE_GAS) revert TooLittleGas(gasleft(), RELEASE_GAS);
        (ICarbonCredit credit, uint48 amount) = (listing.credit, listing.price);
        credit.forceApprove(address(certificates), amount);
        // the voucher was closed before, and its events are about itself; the certificate's number is in its own event
        // slither-disable-next-line reentrancy-events,unused-return
        try certificates.retire{gas: CERTIFICATE_GAS}(credit, amount, beneficiary, listing.title) {
            return;
        } catch {
            credit.forceApprove(address(certificates), 0);
            credit.burn(amount);
            emit RetiredWithoutCertificate(id, beneficiary, amount);
        }
    }

    function _voucher(uint64 id) private view returns (StoredVoucher storage voucher) {
        voucher = _vouchers[id];
        if (voucher.state == State.None) revert UnknownVoucher(id);
    }

    function _requireOpen(uint64 id, StoredVoucher storage voucher) private view {
        if (voucher.state != State.Open) revert VoucherUsed(id, voucher.state == State.Honoured);
    }

    function _requirePartner(uint32 listing) private view {
        address partner = _listings[listing].partner;
        if (msg.sender != partner) revert NotPartner(msg.sender, partner);
    }

    function _listingIdOf(uint64 id) private pure returns (uint32) {
        // the upper half
        return uint32(id >> LISTING_SHIFT);
    }

    // -------------------------------------------------------------------------------------------------- return

    /// @inheritdoc IRewardCatalogue
    function decline(uint64 id) external {
        StoredVoucher storage voucher = _voucher(id);
        _requirePartner(_listingIdOf(id));
        _return(id, voucher, true);
    }

    /// @inheritdoc IRewardCatalogue
    function giveBack(uint64 id) external {
        StoredVoucher storage voucher = _voucher(id);
        _requireOpen(id, voucher);
        if (block.timestamp <= voucher.deadline) revert DeadlineNotPassed(id, voucher.deadline);
        _return(id, voucher, false);
    }

    function _return(uint64 id, StoredVoucher storage voucher, bool declined) private {
        _requireOpen(id, voucher);
        voucher.state = State.Returned;
        uint32 listingId = _listingIdOf(id);
        StoredListing storage listing = _listings[listingId];
        emit EscrowReturned(id, listingId, voucher.holder, listing.price, declined);
        // a credit can be sent to anybody: no holder can make this fail, nor is anybody else's escrow in it
        listing.credit.safeTransfer(voucher.holder, listing.price);
    }
}
