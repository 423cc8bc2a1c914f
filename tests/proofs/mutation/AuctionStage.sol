// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditAuction} from "../../../contracts/auction/CreditAuction.sol";
import {GramToken} from "../../../contracts/test/GramToken.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {vm} from "../Vm.sol";

/// @notice An auction with its real currency and a credit that anybody mints, and the steps to a bid.
abstract contract AuctionStage {
    CreditAuction internal _auction;
    GramToken internal _credit;
    LocalCurrency internal _currency;
    ICreditAuction.Config internal _config;

    function setUp() external {
        vm.warp(1_000_000);
        (_credit, _currency) = (new GramToken(), new LocalCurrency());
        (_config.credit, _config.currency) = (_credit, _currency);
        (_config.lotGrams, _config.referenceBaseline, _config.unitValue) = (1_000, 200_000, 5);
        (_config.floorPrice, _config.capPrice, _config.tickSize, _config.ticks) = (100, 100_000, 7, 2_047);
        (_config.minimumSupply, _config.consignmentTime, _config.biddingTime) = (10, 1_000, 3_000);
        (_config.extension, _config.extensions) = (600, 2);
        (_config.clampLowBps, _config.clampHighBps) = (8_000, 12_500);
        (_config.minimumBidBps, _config.purchaseLimitBps) = (0, 10_000);
    }

    function _begin(uint256 supply) internal {
        _auction = new CreditAuction(_config);
        _next(supply);
    }

    function _next(uint256 supply) internal {
        uint32 round = _auction.openRound();
        _credit.mint(address(this), supply * 1_000);
        _credit.approve(address(_auction), supply * 1_000);
        if (supply != 0) _auction.consign(round, uint32(supply));
        vm.warp(_auction.roundOf(round).start);
    }

    function _fund(address bidder) internal {
        _fund(bidder, 1e18);
    }

    function _fund(address bidder, uint256 money) internal {
        _currency.mint(address(this), money);
        _currency.approve(address(_auction), money);
        _auction.depositFor(bidder, money);
    }

    /// @dev Fills a bidder's vault to the most that its field holds.
    function _fill(address bidder) internal {
        _fund(bidder, type(uint112).max - _auction.vaultOf(bidder));
    }

    function _bid(uint160 bidder, uint256 tick, uint256 lots) internal {
        _fund(address(bidder));
        uint32 round = _auction.currentRound();
        vm.prank(address(bidder));
        _auction.bid(round, uint16(tick), uint32(lots));
    }

    function _state() internal view returns (ICreditAuction.Round memory) {
        return _auction.roundOf(_auction.currentRound());
    }
}
