// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {CrowdBidder} from "./CrowdBidder.sol";

/// @title Many bidders in one transaction
/// @notice Local chains have too few accounts to fill a dense book; this makes bidders as contracts.
contract BidderCrowd {
    /// @notice One new bidder for `lots` on each of `count` ticks from `first` up.
    function bidOnTicks(ICreditAuction auction, uint32 round, uint16 first, uint16 count, uint32 lots) external {
        for (uint16 i = 0; i < count; ++i) {
            new CrowdBidder(auction, round, first + i, lots);
        }
    }
}
