// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditAuction} from "../../../contracts/auction/CreditAuction.sol";
import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {AuctionHandler} from "./AuctionHandler.sol";

/// @notice An auction under random rounds: nothing is lost and nothing is made.
contract CreditAuctionInvariants {
    uint256 private constant LOT_GRAMS = 1000;

    AuctionHandler private _handler;
    CreditAuction private _auction;

    function setUp() external {
        _handler = new AuctionHandler();
        _auction = _handler.auction();
    }

    /// @dev Forge reads this: only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Money in the contract is the vaults' and the bids', to the last unit; between rounds no revenue is left.
    function invariant_promise_6_money_is_exact() external view {
        assert(_handler.revenueHeld() == 0);
        assert(_handler.currency().balanceOf(address(_auction)) == _handler.moneyOfAll());
    }

    /// @dev Credits in the contract are the running round's lots; what was settled left nothing behind.
    function invariant_promise_6_credits_are_exact() external view {
        assert(_handler.credit().balanceOf(address(_auction)) == _handler.lotsHeld() * LOT_GRAMS);
        assert(_auction.roundOf(_auction.currentRound()).supply == _handler.lotsHeld());
    }

    /// @dev Winners together win what sellers together sell: the smaller of supply and demand.
    function invariant_promise_6_filled_is_sold() external view {
        assert(_handler.lastFilled() == _handler.lastExpected());
        assert(_handler.lastSold() == _handler.lastExpected());
    }

    /// @dev The clock that walks packed words by a bitmap stands where a plain loop over all ticks ends: on the highest
    /// tick at which demand exceeds supply.
    function invariant_the_clock_is_the_plain_loops() external view {
        uint32 round = _auction.currentRound();
        ICreditAuction.Round memory state = _auction.roundOf(round);
        uint256 tick = _handler.TICKS();
        uint256 sum = 0;
        for (; tick != 0; --tick) {
            sum += _handler.demandOn(round, tick);
            if (sum > state.supply) break;
        }
        assert(state.clockTick == tick);
    }
}
