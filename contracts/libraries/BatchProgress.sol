// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @notice Where a vintage stands, in one word: all that claims and postings read. From the lowest bit:
/// newestTotal 64 | finalTotal 64 | newestThrough 32 | finalThrough 32 | newestFinalAt 32 | newestSequence 16 |
/// sinceFinal 11 | flags 5. Totals of 64 bits hold 18 million million tonnes, times of 32 bits last until 2106.
type Progress is uint256;

using BatchProgress for Progress global;

/// @title The word that says which of a vintage's two stored batches is which
/// @notice The newest batch is pending until its time has come, then it is final without a transaction. The next
/// batch takes the place of the older of the two. "Final" in a field's name means the batch that was final when the
/// newest was posted.
/// @dev Packed by hand: the compiler's own packing costs a posting some 4,000 gas. Every cast cuts out a field.
library BatchProgress {
    uint256 private constant FINAL_TOTAL = 64;
    uint256 private constant NEWEST_THROUGH = 128;
    uint256 private constant FINAL_THROUGH = 160;
    uint256 private constant NEWEST_FINAL_AT = 192;
    uint256 private constant NEWEST_SEQUENCE = 224;
    uint256 private constant SINCE_FINAL = 240;

    /// @dev The largest distance that `sinceFinal` tells. Beyond it the number shown for the final batch is too high;
    /// nothing else depends on it, so a long row of revoked batches stops no vintage.
    uint256 private constant MAX_SINCE = 2047;

    /// @dev The vintage takes batches.
    uint256 private constant OPEN = 1 << 251;
    /// @dev The newest batch lies in place 1, else in place 0.
    uint256 private constant UPPER = 1 << 252;
    uint256 private constant UPPER_BIT = 252;
    /// @dev The newest batch was revoked or fell: it never becomes final.
    uint256 private constant REVOKED = 1 << 253;
    /// @dev The newest batch was proven wrong.
    uint256 private constant NEWEST_FAULTED = 1 << 254;
    /// @dev The final batch was proven wrong.
    uint256 private constant FINAL_FAULTED = 1 << 255;
    /// @dev What stays when a revoked batch is overwritten: open, place, and the final batch.
    uint256 private constant REVOKED_KEEPS = OPEN | UPPER | FINAL_FAULTED
        | (uint256(type(uint32).max) << FINAL_THROUGH) | (uint256(type(uint64).max) << FINAL_TOTAL);

    // ----------------------------------------------------------------------------------------- changing

    /// @notice The state before the first batch: as if an empty batch, number 0, were final.
    /// @param yearStart First second of the vintage, 32 bits.
    /// @param time The present, 32 bits.
    function opened(uint256 yearStart, uint256 time) internal pure returns (Progress) {
        return Progress.wrap(
            OPEN | (time << NEWEST_FINAL_AT) | (yearStart << FINAL_THROUGH) | (yearStart << NEWEST_THROUGH)
        );
    }

    /// @notice The next batch's number, place and what is final before it, the batch's own fields left 0. The newest
    /// batch must not be pending.
    function advanced(Progress progress) internal pure returns (Progress) {
        uint256 word = Progress.unwrap(progress);
        uint256 sequence = newestSequence(progress);
        // the counter may not run into the next field; a quorum must sign each of these numbers, so only it gets here
        if (sequence == type(uint16).max) revert IEmissionOracle.SequencesExhausted(type(uint16).max);
        unchecked {
            // compared above
            sequence = (sequence + 1) << NEWEST_SEQUENCE;
        }
        if (word & REVOKED != 0) {
            // the revoked batch is overwritten in its place, the final one stays
            uint256 since = uint256(sinceFinal(progress)) + 1;
            if (since > MAX_SINCE) since = MAX_SINCE;
            return Progress.wrap((word & REVOKED_KEEPS) | (since << SINCE_FINAL) | sequence);
        }
        return Progress.wrap(
            (~word & UPPER) | OPEN | (1 << SINCE_FINAL) | sequence | ((word & NEWEST_FAULTED) << 1)
                | (uint256(newestThrough(progress)) << FINAL_THROUGH) | (uint256(newestTotal(progress)) << FINAL_TOTAL)
        );
    }

    /// @notice Fills in the newest batch after `advanced`.
    /// @param total Authorised total, 64 bits.
    /// @param through End of what it covers, 32 bits.
    /// @param finalAt When it becomes final, 32 bits.
    function withNewest(Progress progress, uint256 total, uint256 through, uint256 finalAt)
        internal
        pure
        returns (Progress)
    {
        return Progress.wrap(
            Progress.unwrap(progress) | total | (through << NEWEST_THROUGH) | (finalAt << NEWEST_FINAL_AT)
        );
    }

    /// @notice Moves the newest batch's time of finality.
    /// @param finalAt When it becomes final, 32 bits.
    function postponed(Progress progress, uint256 finalAt) internal pure returns (Progress) {
        uint256 rest = Progress.unwrap(progress) & ~(uint256(type(uint32).max) << NEWEST_FINAL_AT);
        return Progress.wrap(rest | (finalAt << NEWEST_FINAL_AT));
    }

    /// @notice Marks the newest batch as revoked.
    function revoked(Progress progress) internal pure returns (Progress) {
        return Progress.wrap(Progress.unwrap(progress) | REVOKED);
    }

    /// @notice Marks the newest batch as proven wrong; unless it is final, it is revoked as well.
    function newestFaulted(Progress progress, uint256 time) internal pure returns (Progress) {
        uint256 word = Progress.unwrap(progress) | NEWEST_FAULTED;
        return Progress.wrap(isNewestFinal(progress, time) ? word : word | REVOKED);
    }

    /// @notice Marks the final batch, which is not the newest, as proven wrong.
    function finalFaulted(Progress progress) internal pure returns (Progress) {
        return Progress.wrap(Progress.unwrap(progress) | FINAL_FAULTED);
    }

    // ------------------------------------------------------------------------------------------ reading

    /// @notice Whether the newest batch was proven wrong.
    function isNewestFaulted(Progress progress) internal pure returns (bool) {
        return Progress.unwrap(progress) & NEWEST_FAULTED != 0;
    }

    /// @notice Whether the batch that is final now was proven wrong.
    function isFinalFaulted(Progress progress, uint256 time) internal pure returns (bool) {
        return Progress.unwrap(progress) & (isNewestFinal(progress, time) ? NEWEST_FAULTED : FINAL_FAULTED) != 0;
    }

    /// @notice Whether the newest batch was revoked or fell.
    function isRevoked(Progress progress) internal pure returns (bool) {
        return Progress.unwrap(progress) & REVOKED != 0;
    }

    /// @notice Whether the vintage takes batches.
    function isOpen(Progress progress) internal pure returns (bool) {
        return Progress.unwrap(progress) != 0;
    }

    /// @notice Whether the newest batch is in its challenge window.
    function isPending(Progress progress, uint256 time) internal pure returns (bool) {
        return time < newestFinalAt(progress) && Progress.unwrap(progress) & REVOKED == 0;
    }

    /// @notice Whether the newest batch is the final one; if not, it is pending or revoked.
    function isNewestFinal(Progress progress, uint256 time) internal pure returns (bool) {
        return time >= newestFinalAt(progress) && Progress.unwrap(progress) & REVOKED == 0;
    }

    /// @notice Place of the newest batch, 0 or 1; the other batch lies in the other.
    function newestPlace(Progress progress) internal pure returns (uint256) {
        return (Progress.unwrap(progress) >> UPPER_BIT) & 1;
    }

    /// @notice Authorised total of the newest batch.
    function newestTotal(Progress progress) internal pure returns (uint64) {
        return uint64(Progress.unwrap(progress));
    }

    /// @notice Authorised total of the final batch.
    function finalTotal(Progress progress) internal pure returns (uint64) {
        return uint64(Progress.unwrap(progress) >> FINAL_TOTAL);
    }

    /// @notice End of what the newest batch covers.
    function newestThrough(Progress progress) internal pure returns (uint32) {
        return uint32(Progress.unwrap(progress) >> NEWEST_THROUGH);
    }

    /// @notice End of what the final batch covers; the year's start before there is one.
    function finalThrough(Progress progress) internal pure returns (uint32) {
        return uint32(Progress.unwrap(progress) >> FINAL_THROUGH);
    }

    /// @notice When the newest batch becomes or became final, unless revoked.
    function newestFinalAt(Progress progress) internal pure returns (uint32) {
        return uint32(Progress.unwrap(progress) >> NEWEST_FINAL_AT);
    }

    /// @notice Number of the newest batch; 0 before the first.
    function newestSequence(Progress progress) internal pure returns (uint16) {
        return uint16(Progress.unwrap(progress) >> NEWEST_SEQUENCE);
    }

    /// @notice Number of the final batch, 0 before there is one.
    function finalSequence(Progress progress, uint256 time) internal pure returns (uint256) {
        uint256 sequence = newestSequence(progress);
        return isNewestFinal(progress, time) ? sequence : sequence - sinceFinal(progress);
    }

    /// @notice How far the newest batch's number is from the final one's: revoked ones lie between.
    function sinceFinal(Progress progress) internal pure returns (uint256) {
        return (Progress.unwrap(progress) >> SINCE_FINAL) & MAX_SINCE;
    }
}
