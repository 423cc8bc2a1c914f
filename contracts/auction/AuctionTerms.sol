// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {AuctionSettings} from "./AuctionSettings.sol";

/// @title An auction's settings, fixed at deployment
/// @dev The auction and its clerk both have them as code of their own.
abstract contract AuctionTerms {
    // ------------------------------------------------------------------------------------------------------ immutables

    // immutables are named like the constants that they are
    // slither-disable-start naming-convention
    IERC20 internal immutable CREDIT;
    IERC20 internal immutable CURRENCY;
    uint64 internal immutable LOT_GRAMS;
    uint64 internal immutable REFERENCE_BASELINE;
    uint64 internal immutable UNIT_VALUE;
    uint64 internal immutable FLOOR_PRICE;
    uint64 internal immutable CAP_PRICE;
    uint40 internal immutable TICK_SIZE;
    uint16 internal immutable TICKS;
    uint32 internal immutable MINIMUM_SUPPLY;
    uint32 internal immutable CONSIGNMENT_TIME;
    uint32 internal immutable BIDDING_TIME;
    uint32 internal immutable EXTENSION;
    uint8 internal immutable EXTENSIONS;
    uint16 internal immutable CLAMP_LOW_BPS;
    uint16 internal immutable CLAMP_HIGH_BPS;
    uint16 internal immutable MINIMUM_BID_BPS;
    uint16 internal immutable PURCHASE_LIMIT_BPS;
    IRetirementCertificate internal immutable CERTIFICATE;
    // slither-disable-end naming-convention

    // ----------------------------------------------------------------------------------------------------- constructor

    /// @param c The settings; InvalidSetting names the first that is out of its range.
    constructor(ICreditAuction.Config memory c) {
        AuctionSettings.check(c);
        CREDIT = c.credit;
        CURRENCY = c.currency;
        LOT_GRAMS = c.lotGrams;
        REFERENCE_BASELINE = c.referenceBaseline;
        UNIT_VALUE = c.unitValue;
        FLOOR_PRICE = c.floorPrice;
        CAP_PRICE = c.capPrice;
        TICK_SIZE = c.tickSize;
        TICKS = c.ticks;
        MINIMUM_SUPPLY = c.minimumSupply;
        CONSIGNMENT_TIME = c.consignmentTime;
        BIDDING_TIME = c.biddingTime;
        EXTENSION = c.extension;
        EXTENSIONS = c.extensions;
        CLAMP_LOW_BPS = c.clampLowBps;
        CLAMP_HIGH_BPS = c.clampHighBps;
        MINIMUM_BID_BPS = c.minimumBidBps;
        PURCHASE_LIMIT_BPS = c.purchaseLimitBps;
        CERTIFICATE = c.certificate;
    }
}
