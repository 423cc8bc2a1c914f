// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Many questions in one call
/// @notice The tests of the whole system read some two hundred views after each step: this answers them at once.
contract ManyViews {
    /// @notice A view to call.
    struct Question {
        address target;
        bytes data;
    }

    /// @notice What it answered, or what it reverted with.
    struct Answer {
        bool done;
        bytes data;
    }

    /// @notice Answers all questions in their order; one that reverts stops no other.
    function ask(Question[] calldata questions) external view returns (Answer[] memory answers) {
        answers = new Answer[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            // solhint-disable-next-line avoid-low-level-calls
            (answers[i].done, answers[i].data) = questions[i].target.staticcall(questions[i].data);
        }
    }
}
