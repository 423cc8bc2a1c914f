// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {CrowdBidder} from "./CrowdBidder.sol";

/// @title Many bidders in one transaction
/// @notice Local chains have too few accounts to fill a book; this makes bidders as contracts.
contract BidderCrowd {
    uint256 private constant MAX_STEPS = 4;

    /// @notice A bidder was made for one of the bids.
    event Bid(ICreditAuction.Step bid);

    /// @notice `lots` on each of `count` ticks from `first` up, from new bidders of four steps each.
    function bidOnTicks(ICreditAuction auction, uint32 round, uint16 first, uint16 count, uint32 lots) external {
        uint256 left = count;
        uint16 tick = first;
        while (left > 0) {
            ICreditAuction.Step[] memory steps = new ICreditAuction.Step[](left < MAX_STEPS ? left : MAX_STEPS);
            for (uint256 i = 0; i < steps.length; ++i) steps[i] = ICreditAuction.Step(tick++, lots);
            new CrowdBidder(auction, round, steps);
            left -= steps.length;
        }
    }

    /// @notice One new bidder for each bid, in their order; a bid that the clock has reached by then is not made.
    function bidInTurn(ICreditAuction auction, uint32 round, ICreditAuction.Step[] calldata bids) external {
        for (uint256 i = 0; i < bids.length; ++i) {
            if (bids[i].tick <= auction.roundOf(round).clockTick) continue;
            ICreditAuction.Step[] memory steps = new ICreditAuction.Step[](1);
            steps[0] = bids[i];
            new CrowdBidder(auction, round, steps);
            emit Bid(bids[i]);
        }
    }
}
