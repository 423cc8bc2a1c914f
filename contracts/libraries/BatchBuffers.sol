// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title The final and the newest batch of a vintage, side by side
/// @notice The newest batch is pending until its time has come, then it is final without a transaction. The next batch
/// overwrites the older of the two. One slot holds all that claims and postings read.
library BatchBuffers {
    /// @dev One slot. Totals have 64 bits (18 million million tonnes), times 32 bits (until 2106).
    /// @param finalTotal Authorised total of the batch before the newest that became final.
    /// @param newestTotal Authorised total of the newest batch.
    /// @param finalThrough End of what that final batch covers; the year's start before there is one.
    /// @param newestThrough End of what the newest batch covers.
    /// @param newestFinalAt When the newest batch becomes final.
    /// @param newestSequence Number of the newest batch; 0 before the first.
    /// @param sinceFinal How far the newest batch's number is from that final batch's: revoked ones lie between.
    /// @param flags `OPEN`, `UPPER`, `REVOKED`.
    struct Progress {
        uint64 finalTotal;
        uint64 newestTotal;
        uint32 finalThrough;
        uint32 newestThrough;
        uint32 newestFinalAt;
        uint16 newestSequence;
        uint8 sinceFinal;
        uint8 flags;
    }

    /// @param progress What is where.
    /// @param roots Merkle roots; `UPPER` tells which is the newest batch's.
    /// @param records Hashes of the postings, in the same places.
    struct Buffers {
        Progress progress;
        bytes32[2] roots;
        bytes32[2] records;
    }

    /// @dev The vintage takes batches.
    uint8 internal constant OPEN = 1;
    /// @dev The newest batch lies in place 1, else in place 0.
    uint8 internal constant UPPER = 2;
    /// @dev The newest batch was revoked.
    uint8 internal constant REVOKED = 4;

    /// @notice The state before the first batch: as if an empty batch, number 0, were final.
    function opened(uint32 yearStart, uint32 time) internal pure returns (Progress memory progress) {
        progress.finalThrough = yearStart;
        progress.newestThrough = yearStart;
        progress.newestFinalAt = time;
        progress.flags = OPEN;
    }

    /// @notice Whether the newest batch was revoked.
    function isRevoked(Progress memory progress) internal pure returns (bool) {
        return progress.flags & REVOKED != 0;
    }

    /// @notice Whether the newest batch is in its challenge window.
    function isPending(Progress memory progress, uint256 time) internal pure returns (bool) {
        return time < progress.newestFinalAt && progress.flags & REVOKED == 0;
    }

    /// @notice Place of the newest batch.
    function newestPlace(Progress memory progress) internal pure returns (uint256) {
        return (progress.flags & UPPER) / UPPER;
    }

    /// @notice Authorised total and place of the final batch.
    function finalOf(Progress memory progress, uint256 time) internal pure returns (uint256 total, uint256 place) {
        place = newestPlace(progress);
        if (time < progress.newestFinalAt || progress.flags & REVOKED != 0) {
            return (progress.finalTotal, 1 - place);
        }
        return (progress.newestTotal, place);
    }

    /// @notice Makes room for the next batch, whose fields the caller then fills in. The newest must not be pending.
    function advance(Progress memory progress) internal pure {
        if (progress.flags & REVOKED != 0) {
            // the revoked batch is overwritten in its place, the final one stays
            progress.flags ^= REVOKED;
            ++progress.sinceFinal;
        } else {
            progress.finalTotal = progress.newestTotal;
            progress.finalThrough = progress.newestThrough;
            progress.sinceFinal = 1;
            progress.flags ^= UPPER;
        }
        ++progress.newestSequence;
    }

    /// @notice What the chain keeps of the final batch; all zero before the first.
    function finalBatch(Buffers storage buffers) internal view returns (IEmissionOracle.StoredBatch memory batch) {
        Progress memory progress = buffers.progress;
        (uint256 total, uint256 place) = finalOf(progress, block.timestamp);
        bool isNewest = place == newestPlace(progress);
        // a final batch comes before the newest one by `sinceFinal`, so the difference is never negative
        batch.sequence = isNewest ? progress.newestSequence : progress.newestSequence - progress.sinceFinal;
        if (batch.sequence == 0) return batch;
        batch.through = isNewest ? progress.newestThrough : progress.finalThrough;
        // totals were 64-bit values
        batch.authorisedTotal = uint128(total);
        batch.root = buffers.roots[place];
        batch.record = buffers.records[place];
    }

    /// @notice What the chain keeps of the pending batch, and when it becomes final; all zero where there is none.
    function pendingBatch(Buffers storage buffers)
        internal
        view
        returns (IEmissionOracle.StoredBatch memory batch, uint40 finalAt)
    {
        Progress memory progress = buffers.progress;
        if (!isPending(progress, block.timestamp) || progress.newestSequence == 0) return (batch, 0);
        uint256 place = newestPlace(progress);
        batch.sequence = progress.newestSequence;
        batch.through = progress.newestThrough;
        batch.authorisedTotal = progress.newestTotal;
        batch.root = buffers.roots[place];
        batch.record = buffers.records[place];
        finalAt = progress.newestFinalAt;
    }
}
