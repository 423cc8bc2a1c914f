// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {Progress} from "./BatchProgress.sol";

/// @title The final and the newest batch of a vintage, side by side
library BatchBuffers {
    /// @param progress Which batch is where.
    /// @param roots Merkle roots.
    /// @param records Hashes of the postings, in the same places.
    struct Buffers {
        Progress progress;
        bytes32[2] roots;
        bytes32[2] records;
    }

    /// @notice Root and authorised total of the final batch, zero before the first, and until when it surely stays the
    /// final one: the pending batch's time, or that of a batch posted this very second.
    function claimable(Buffers storage buffers, uint40 challengeWindow)
        internal
        view
        returns (bytes32 root, uint128 authorisedTotal, uint40 until)
    {
        Progress progress = buffers.progress;
        uint256 place = progress.newestPlace();
        // seconds of 40 bits
        until = uint40(block.timestamp) + challengeWindow;
        if (progress.isFinalFaulted(block.timestamp)) {
            return (0, progress.isNewestFinal(block.timestamp) ? progress.newestTotal() : progress.finalTotal(), until);
        }
        if (progress.isNewestFinal(block.timestamp)) return (buffers.roots[place], progress.newestTotal(), until);
        if (progress.isPending(block.timestamp)) until = progress.newestFinalAt();
        return (buffers.roots[1 - place], progress.finalTotal(), until);
    }

    /// @notice Roots of the pending batch and of the final one, zero before the first; and what the pending one covers.
    function pendingRoots(Buffers storage buffers)
        internal
        view
        returns (bytes32 root, bytes32 finalRoot, uint40 through)
    {
        Progress progress = buffers.progress;
        uint256 place = progress.newestPlace();
        return (buffers.roots[place], buffers.roots[1 - place], progress.newestThrough());
    }

    /// @notice What the chain keeps of the final batch; all zero before the first.
    function finalBatch(Buffers storage buffers) internal view returns (IEmissionOracle.StoredBatch memory batch) {
        Progress progress = buffers.progress;
        uint256 sequence = progress.finalSequence(block.timestamp);
        // sequences are counted by the oracle alone, from 1
        // slither-disable-next-line incorrect-equality
        if (sequence == 0) return batch;
        uint256 place = progress.newestPlace();
        return progress.isNewestFinal(block.timestamp)
            ? _stored(buffers, place, sequence, progress.newestThrough())
            : _stored(buffers, 1 - place, sequence, progress.finalThrough());
    }

    /// @notice Marks a batch as proven wrong, if it is the newest, pending, final or revoked, or the final one.
    /// @param progress What `buffers` holds, read by the caller.
    /// @return root The batch's root.
    /// @return record Its record; zero where it is neither.
    /// @return wasFinal Whether credits were issued from it.
    function markFaulted(Buffers storage buffers, Progress progress, uint16 vintage, uint32 sequence)
        internal
        returns (bytes32 root, bytes32 record, bool wasFinal)
    {
        if (sequence == 0) return (root, record, false);
        uint256 place = progress.newestPlace();
        // sequences are counted by the oracle alone: the same number is the same batch
        // slither-disable-next-line incorrect-equality
        wasFinal = sequence == progress.finalSequence(block.timestamp);
        if (sequence == progress.newestSequence()) {
            if (progress.isNewestFaulted()) revert IEmissionOracle.AlreadyFaulted(vintage, sequence);
            buffers.progress = progress.newestFaulted(block.timestamp);
        } else if (wasFinal) {
            if (progress.isFinalFaulted(block.timestamp)) revert IEmissionOracle.AlreadyFaulted(vintage, sequence);
            buffers.progress = progress.finalFaulted();
            place = 1 - place;
        } else {
            return (root, record, false);
        }
        return (buffers.roots[place], buffers.records[place], wasFinal);
    }

    /// @notice What the chain keeps of the pending batch, and when it becomes final; all zero where there is none.
    function pendingBatch(Buffers storage buffers)
        internal
        view
        returns (IEmissionOracle.StoredBatch memory batch, uint40 finalAt)
    {
        Progress progress = buffers.progress;
        if (!progress.isPending(block.timestamp)) return (batch, 0);
        batch = _stored(buffers, progress.newestPlace(), progress.newestSequence(), progress.newestThrough());
        finalAt = progress.newestFinalAt();
    }

    function _stored(Buffers storage buffers, uint256 place, uint256 sequence, uint40 through)
        private
        view
        returns (IEmissionOracle.StoredBatch memory batch)
    {
        Progress progress = buffers.progress;
        bool isNewest = place == progress.newestPlace();
        // sequences have 16 bits
        batch.sequence = uint32(sequence);
        batch.through = through;
        batch.authorisedTotal = isNewest ? progress.newestTotal() : progress.finalTotal();
        batch.root = buffers.roots[place];
        batch.record = buffers.records[place];
    }
}
