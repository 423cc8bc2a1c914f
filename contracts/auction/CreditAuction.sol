// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionSettings} from "./AuctionSettings.sol";
import {AuctionVault} from "./AuctionVault.sol";
import {Failure} from "./Failure.sol";
import {AccountSlot, PackedAccount} from "./PackedAccount.sol";
import {ConsignmentSlot, PackedConsignment} from "./PackedConsignment.sol";
import {RoundSlot} from "./PackedRound.sol";
import {PackedStep, Step80} from "./PackedStep.sol";
import {ProRata} from "./ProRata.sol";
import {SignedBids} from "./SignedBids.sol";

/// @title Auction of one vintage's credits for one currency
/// @notice See ICreditAuction. It has no owner, and nothing in it can be changed after deployment. Its parts: the
/// terms, the vault, the rounds, the book of bids, signed bids; consigning and settlement are here.
contract CreditAuction is SignedBids {
    using SafeERC20 for IERC20;

    /// @dev A consignment's slot; its round and place are its id.
    struct StoredConsignment {
        ConsignmentSlot packed;
    }

    // -------------------------------------------------------------------------------------------------- immutables

    uint256 private constant ID_ROUND_SHIFT = 32;

    // ----------------------------------------------------------------------------------------------------- storage

    mapping(uint64 id => StoredConsignment stored) private _consignments;

    // ------------------------------------------------------------------------------------------------- constructor

    /// @param c The settings; InvalidSetting names the first that is out of its range.
    // solhint-disable-next-line no-empty-blocks
    constructor(Config memory c) AuctionVault(c) {}

    // ------------------------------------------------------------------------------------------------ consignments

    /// @inheritdoc ICreditAuction
    function consign(uint32 round, uint32 lots) external nonReentrant returns (uint64 id) {
        RoundSlot state = _round(round);
        uint40 start = _startOf(state);
        if (block.timestamp >= start) Failure.with(ConsignmentClosed.selector, 2, round, start, 0, 0);
        uint256 room = AuctionSettings.MAX_SUPPLY - state.supply();
        if (lots == 0 || lots > room) Failure.with(LotsOutOfRange.selector, 3, lots, 1, room, 0);

        id = (uint64(round) << ID_ROUND_SHIFT) | state.supply();
        _consignments[id].packed = PackedConsignment.made(msg.sender, lots);
        _rounds[round].hot = state.addSupply(lots);
        emit Consigned(round, msg.sender, id, lots);
        _pull(CREDIT, uint256(lots) * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function consignmentOf(uint64 id) external view returns (Consignment memory consignment) {
        ConsignmentSlot held = _consignments[id].packed;
        if (!held.exists()) return consignment;
        // the casts split the id into its halves
        (uint32 round, uint32 before) = (uint32(id >> ID_ROUND_SHIFT), uint32(id));
        return Consignment({seller: held.seller(), round: round, before: before, lots: held.lots()});
    }

    // -------------------------------------------------------------------------------------------------- settlement

    /// @inheritdoc ICreditAuction
    function claim(address bidder) external returns (uint32 filled) {
        StoredAccount storage stored = _accounts[bidder];
        AccountSlot account = stored.main;
        uint32 round = account.round();
        if (round == 0) Failure.with(NoBid.selector, 1, uint160(bidder), 0, 0, 0);
        RoundSlot state = _rounds[round].hot;
        if (!_isFinal(state)) Failure.with(RoundNotFinal.selector, 1, round, 0, 0, 0);
        (uint256 lots, uint256 cost, uint256 refund) = _settlement(round, state, account, stored);
        // no cut: lots of one account are at most the supply
        filled = uint32(lots);
        stored.main = account.withoutBid().credit(refund);
        emit BidSettled(round, bidder, filled, uint128(cost), uint128(refund));
        if (filled != 0) _deliver(bidder, lots * LOT_GRAMS, account.retires());
    }

    /// @inheritdoc ICreditAuction
    function claimMany(address[] calldata bidders) external returns (uint256 settled) {
        uint32 round = 0;
        RoundSlot state = RoundSlot.wrap(0);
        bool isFinal = false;
        // no overflow: counts of what lies in calldata
        unchecked {
            for (uint256 i = 0; i < bidders.length; ++i) {
                address bidder = bidders[i];
                StoredAccount storage stored = _accounts[bidder];
                AccountSlot account = stored.main;
                if (account.round() != round) {
                    round = account.round();
                    state = _rounds[round].hot;
                    // no account has a bid in round 0, which never is final
                    isFinal = state.exists() && _isFinal(state);
                }
                if (isFinal && _claimed(bidder, stored, account, state)) ++settled;
                else emit ClaimSkipped(bidder);
            }
        }
    }

    /// @dev As `claim` in a final round, but answers false where that would revert, and leaves everything as it was.
    function _claimed(address bidder, StoredAccount storage stored, AccountSlot account, RoundSlot state)
        private
        returns (bool)
    {
        // what calls more than the credit is tried by a call that undoes only itself
        if (account.retires()) return _tried(ICreditAuction.claim.selector, uint160(bidder));
        (uint256 filled, uint256 cost, uint256 refund) = _settlement(account.round(), state, account, stored);
        if (refund > PackedAccount.VAULT_MASK - account.vault()) return false;
        stored.main = account.withoutBid().withMore(refund);
        if (filled != 0 && !_sent(bidder, filled * LOT_GRAMS)) {
            // the reverted transfer undid all else that it may have brought about
            stored.main = account;
            return false;
        }
        emit BidSettled(account.round(), bidder, uint32(filled), uint128(cost), uint128(refund));
        return true;
    }

    /// @dev Sends a winner the credits; false where the transfer reverted. Any other failure cannot be undone for one
    /// winner alone, so it reverts, as SafeERC20 does, which would leave its call in memory a hundred times.
    function _sent(address winner, uint256 grams) private returns (bool sent) {
        (IERC20 credit, bytes4 selector) = (CREDIT, IERC20.transfer.selector);
        bool believed;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 4), winner)
            mstore(add(free, 36), grams)
            sent := call(gas(), credit, 0, free, 68, 0, 32)
            // an answer must be true; without any, there must be a contract
            switch returndatasize()
            case 0 { believed := gt(extcodesize(credit), 0) }
            default { believed := and(gt(returndatasize(), 31), eq(mload(0), 1)) }
        }
        if (sent && !believed) revert SafeERC20.SafeERC20FailedOperation(address(credit));
    }

    /// @dev Lots that a bid wins in a final round, what they cost, and what comes back.
    function _settlement(uint32 round, RoundSlot state, AccountSlot account, StoredAccount storage stored)
        private
        view
        returns (uint256 filled, uint256 cost, uint256 refund)
    {
        // ticks 0 and 1 have one price
        uint256 clock = Math.max(state.clockTick(), 1);
        Step80 step = account.step();
        uint256 tick = step.tick();
        // no overflow: 64-bit prices x 32-bit lots, of at most four steps that ask for no more than the supply, so that
        // both fit into 128 bits; a step that is filled at all has a limit of at least the clearing price
        unchecked {
            if (tick > state.clockTick() && account.further() == 0) {
                // one step, filled whole: what comes back is the way down from its tick
                filled = step.lots();
                cost = (state.openingPrice() + (clock - 1) * TICK_SIZE) * filled;
                return (filled, cost, (tick - clock) * TICK_SIZE * filled);
            }
            (filled, refund) = _filledSteps(round, state, account, stored);
            cost = _value(state, clock, filled);
            refund -= cost;
        }
    }

    /// @inheritdoc ICreditAuction
    function pay(uint64 id) public returns (uint32 sold) {
        StoredConsignment storage stored = _consignments[id];
        ConsignmentSlot consignment = stored.packed;
        if (!consignment.exists()) Failure.with(UnknownConsignment.selector, 1, id, 0, 0, 0);
        // the casts split the id into its halves
        uint32 round = uint32(id >> ID_ROUND_SHIFT);
        RoundSlot state = _rounds[round].hot;
        if (!_isFinal(state)) Failure.with(RoundNotFinal.selector, 1, round, 0, 0, 0);
        uint256 lots = consignment.lots();
        // no cut: a share is at most the lots it is a share of
        sold = uint32(ProRata.share(uint32(id), lots, _sold(state), state.supply()));
        uint256 proceeds = _value(state, state.clockTick(), sold);

        stored.packed = PackedConsignment.NONE;
        address seller = consignment.seller();
        StoredAccount storage account = _accounts[seller];
        account.main = account.main.credit(proceeds);
        // the rest goes back; a share is at most the lots it is a share of
        unchecked {
            lots -= sold;
        }
        // no cut: a 64-bit price x 32-bit lots
        emit SellerPaid(round, seller, id, sold, uint128(proceeds), uint32(lots));
        if (lots != 0) CREDIT.safeTransfer(seller, lots * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function payMany(uint64[] calldata ids) external returns (uint256 settled) {
        for (uint256 i = 0; i < ids.length; ++i) {
            if (_tried(ICreditAuction.pay.selector, ids[i])) ++settled;
            else emit PaymentSkipped(ids[i]);
        }
    }

    /// @dev A call to itself, so that a step that fails undoes only itself.
    function _tried(bytes4 step, uint256 subject) private returns (bool done) {
        assembly ("memory-safe") {
            mstore(0, step)
            mstore(4, subject)
            done := call(gas(), address(), 0, 0, 36, 0, 0)
        }
    }

    /// @dev Lots that a step wins in a final round, and what it drew from the vault.
    function _filled(uint32 round, RoundSlot state, Step80 step) private view returns (uint256 filled, uint256 escrow) {
        (uint16 tick, uint32 lots) = (step.tick(), step.lots());
        escrow = _value(state, tick, lots);
        uint16 clock = state.clockTick();
        if (tick > clock) return (lots, escrow);
        if (tick < clock) return (0, escrow);
        filled = ProRata.share(step.before(), lots, _clockSupply(state), _clockDemand(round, state));
    }

    /// @dev Lots that all steps of a bid win, and what they drew from the vault.
    function _filledSteps(uint32 round, RoundSlot state, AccountSlot account, StoredAccount storage stored)
        private
        view
        returns (uint256 filled, uint256 escrow)
    {
        (filled, escrow) = _filled(round, state, account.step());
        uint256 count = account.further();
        if (count == 0) return (filled, escrow);
        uint256 further = stored.further;
        // no overflow: an account's standing lots are at most the supply, and money has 96 bits a step
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                (uint256 lots, uint256 value) = _filled(round, state, PackedStep.stepIn(further, i));
                filled += lots;
                escrow += value;
            }
        }
    }

    /// @dev Hands a winner the credits, or retires them in the winner's name.
    function _deliver(address bidder, uint256 grams, bool retire) private {
        if (!retire) return CREDIT.safeTransfer(bidder, grams);
        // where the allowance were refused, the certificate could not burn, and this reverts
        // slither-disable-next-line unused-return
        CREDIT.approve(address(CERTIFICATE), grams);
        // no cut: 32-bit lots x 64 bits of grams
        // the certificate's number is in its own event
        // slither-disable-next-line unused-return
        CERTIFICATE.retire(ICarbonCredit(address(CREDIT)), uint128(grams), bidder, "");
    }
}
