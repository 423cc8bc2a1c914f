// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {LocalCurrency} from "./LocalCurrency.sol";

/// @title One bidder of a crowd
/// @notice Mints what it needs of the local currency, deposits it and bids, all when it is created.
contract CrowdBidder {
    constructor(ICreditAuction auction, uint32 round, uint16 tick, uint32 lots) {
        LocalCurrency currency = LocalCurrency(address(auction.config().currency));
        uint256 escrow = uint256(auction.priceOf(round, tick)) * lots;
        currency.mint(address(this), escrow);
        currency.approve(address(auction), escrow);
        auction.deposit(escrow);
        auction.bid(round, tick, lots);
    }
}
