// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchProgress, Progress} from "../libraries/BatchProgress.sol";

/// @title A long row of revoked batches behind a final one, which would take years to post
contract BatchRow {
    /// @notice The number that follows `newest`, of a vintage whose newest batch is final.
    function following(uint16 newest) external pure returns (uint16) {
        Progress progress = BatchProgress.opened(1, 1).advanced().withNewest(100, 5, 10);
        // the number lies above 224 bits; the first batch has number 1
        uint256 further = (uint256(newest) - 1) << 224;
        return Progress.wrap(Progress.unwrap(progress) + further).advanced().newestSequence();
    }

    /// @notice Where a vintage stands that has one final batch, then `revoked` revoked ones, and one pending.
    function afterRevoked(uint256 revoked)
        external
        pure
        returns (uint16 newest, uint256 finalNumber, uint64 finalTotal, uint32 finalThrough, uint256 place)
    {
        // the year begins at 1; the first batch has the total 100, ends at 5 and is final at 10
        Progress progress = BatchProgress.opened(1, 1).advanced().withNewest(100, 5, 10);
        for (uint256 i = 0; i < revoked; ++i) {
            progress = progress.advanced().withNewest(200, 6, 20).revoked();
        }
        progress = progress.advanced().withNewest(300, 7, 30);
        return (
            progress.newestSequence(),
            progress.finalSequence(25),
            progress.finalTotal(),
            progress.finalThrough(),
            progress.newestPlace()
        );
    }
}
