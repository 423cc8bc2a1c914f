// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningPrice} from "../auction/OpeningPrice.sol";
import {AccountSlot, PackedAccount} from "../auction/PackedAccount.sol";
import {PackedRound, RoundSlot} from "../auction/PackedRound.sol";
import {PackedStep, Step80} from "../auction/PackedStep.sol";
import {ProRata} from "../auction/ProRata.sol";
import {TickLadder} from "../auction/TickLadder.sol";

/// @title The auction's libraries, to be called one by one
contract AuctionMath {
    using TickLadder for TickLadder.Ladder;

    TickLadder.Ladder private _ladder;

    /// @notice See OpeningPrice.
    function formula(uint256 demand, uint256 supply, uint256 baseline, uint256 unitValue, uint256 low, uint256 high)
        external
        pure
        returns (uint256)
    {
        return OpeningPrice.formula(demand, supply, baseline, unitValue, low, high);
    }

    /// @notice See OpeningPrice.
    function bounded(uint256 price, uint256 last, uint256 lowBps, uint256 highBps, uint256 low, uint256 high)
        external
        pure
        returns (uint256)
    {
        return OpeningPrice.bounded(price, last, lowBps, highBps, low, high);
    }

    /// @notice See ProRata.
    function share(uint32 before, uint32 lots, uint32 available, uint32 total) external pure returns (uint256) {
        return ProRata.share(before, lots, available, total);
    }

    /// @notice See TickLadder.
    function add(uint256 round, uint256 tick, uint256 lots) external returns (uint256 before) {
        return _ladder.add(round, tick, lots);
    }

    /// @notice See TickLadder.
    function clear() external {
        _ladder.clear();
    }

    /// @notice See TickLadder.
    function demandAt(uint256 round, uint256 tick) external view returns (uint256) {
        return _ladder.demandAt(round, tick);
    }

    /// @notice See TickLadder.
    function advance(uint256 clock, uint256 demandAbove, uint256 supply, uint256 maxWords)
        external
        view
        returns (uint256, uint256)
    {
        return _ladder.advance(clock, demandAbove, supply, maxWords);
    }

    /// @notice All fields of a round's slot that had these operations done to it.
    function packedRound(uint64 price, uint40 end, uint8 extensions, uint32 supply, uint32 lots, uint16 clock)
        external
        pure
        returns (uint256[7] memory fields)
    {
        RoundSlot round = PackedRound.opened(price, end, extensions);
        round = round.addSupply(supply).addDemand(lots);
        round = round.withClock(clock, round.demandAbove());
        fields[0] = round.openingPrice();
        fields[1] = round.end();
        fields[2] = round.extensionsLeft();
        fields[3] = round.supply();
        fields[4] = round.demand();
        fields[5] = round.demandAbove();
        fields[6] = round.clockTick();
    }

    /// @notice All fields of an account's slot that had these operations done to it, the vault's last.
    function packedAccount(uint256 vault, uint32 round, uint16 tick, uint32 lots, uint32 before)
        external
        pure
        returns (uint256[5] memory fields)
    {
        AccountSlot account = AccountSlot.wrap(0).withBid(round, PackedStep.made(tick, lots, before));
        account = account.credit(vault);
        fields[0] = account.vault();
        fields[1] = account.round();
        fields[2] = account.step().tick();
        fields[3] = account.step().lots();
        fields[4] = account.step().before();
    }

    /// @notice All fields of an account's slot with all bits of a bid set but these, and after the bid is gone.
    function packedFlags(uint256 further, bool retires, uint32 nonce)
        external
        pure
        returns (uint256[3] memory fields, uint256[3] memory after_, uint256 before)
    {
        Step80 widest = PackedStep.made(type(uint16).max, type(uint32).max, type(uint32).max);
        AccountSlot account = AccountSlot.wrap(0).withNonce(nonce).withBid(type(uint32).max, widest);
        account = account.withFurther(further).withRetires(retires).withVault(PackedAccount.VAULT_MASK);
        before = account.step().before();
        (fields[0], fields[1], fields[2]) = (account.further(), account.retires() ? 1 : 0, account.nonce());
        account = account.withoutBid();
        (after_[0], after_[1], after_[2]) = (account.round(), account.nonce(), account.vault());
    }

    /// @notice The steps of a second slot, each at the widest but the one at `index`, which is this one.
    function packedSteps(uint256 index, uint16 tick, uint32 lots, uint32 before)
        external
        pure
        returns (uint256[9] memory fields)
    {
        uint256 further;
        for (uint256 i = 0; i < 3; ++i) {
            Step80 step = i == index
                ? PackedStep.made(tick, lots, before)
                : PackedStep.made(type(uint16).max, type(uint32).max, type(uint32).max);
            further = PackedStep.put(further, i, step);
        }
        for (uint256 i = 0; i < 3; ++i) {
            Step80 step = PackedStep.stepIn(further, i);
            (fields[3 * i], fields[3 * i + 1], fields[3 * i + 2]) = (step.tick(), step.lots(), step.before());
        }
    }
}
