// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {AuctionSettings} from "./AuctionSettings.sol";

/// @title An auction's settings, fixed at deployment
abstract contract AuctionTerms is ICreditAuction {
    // ------------------------------------------------------------------------------------------------------ immutables

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
    /// @dev Holds the settings once more, as code: read as a whole, they would fill this contract's own.
    address private immutable RECORD;

    // ----------------------------------------------------------------------------------------------------- constructor

    /// @param c The settings; InvalidSetting names the first that is out of its range.
    constructor(Config memory c) {
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
        RECORD = _record(abi.encode(c));
    }

    // ----------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ICreditAuction
    function config() external view returns (Config memory) {
        address record = RECORD;
        // the record is the answer's very bytes, after a first one that stops whoever calls it
        assembly ("memory-safe") {
            let size := sub(extcodesize(record), 1)
            let free := mload(0x40)
            extcodecopy(record, free, 1, size)
            return(free, size)
        }
    }

    /// @dev A contract whose code is a STOP and then `data`.
    function _record(bytes memory data) private returns (address record) {
        // 61 size, 80, 60 0a, 3d, 39, 3d, f3: returns all code after these ten bytes
        bytes memory creation =
            abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df3", hex"00", data);
        assembly ("memory-safe") {
            record := create(0, add(creation, 32), mload(creation))
        }
        assert(record != address(0));
    }
}
