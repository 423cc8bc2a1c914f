// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {LocalCurrency} from "./LocalCurrency.sol";

/// @title One bidder of a crowd
/// @notice Mints what it needs of the local currency, deposits it and bids, all when it is created.
contract CrowdBidder {
    constructor(ICreditAuction auction, uint32 round, ICreditAuction.Step[] memory steps) {
        LocalCurrency currency = LocalCurrency(address(auction.config().currency));
        uint256 escrow = 0;
        for (uint256 i = 0; i < steps.length; ++i) {
            escrow += uint256(auction.priceOf(round, steps[i].tick)) * steps[i].lots;
        }
        currency.mint(address(this), escrow);
        currency.approve(address(auction), escrow);
        auction.deposit(escrow);
        auction.bidCurve(round, steps);
    }
}
