// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PolicyCall} from "../../../contracts/libraries/PolicyCall.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {ICreditPolicy} from "../../../interfaces/ICreditPolicy.sol";

/// @notice Answers any number, in any number of bytes, or its gas, or reverts.
contract AnyPolicy {
    uint256 private _answer;
    uint256 private _size;
    bool private _reverts;

    function set(uint256 answer, uint256 size, bool reverts_) external {
        (_answer, _size, _reverts) = (answer, size, reverts_);
    }

    fallback() external {
        uint256 left = gasleft();
        (uint256 answer, uint256 size, bool reverts_) = (_answer, _size, _reverts);
        if (answer == 0) answer = left;
        assembly {
            mstore(0, answer)
            mstore(32, not(0))
            if reverts_ { revert(0, size) }
            return(0, size)
        }
    }
}

/// @notice Answers 1,000,000 only to the very arguments that were asked.
contract PickyPolicy {
    function creditsOf(uint64 baseline, uint64 emissions, uint16 periods) external pure returns (uint128) {
        return baseline == 11 && emissions == 12 && periods == 13 ? 1_000_000 : 0;
    }
}

/// @notice Asking a policy: the share is taken off, rounded down, and nonsense counts as nothing.
contract PolicyCallTest {
    /// @dev A number that is still one when its last bytes are missing.
    uint256 private constant ANSWER = 0x0505050505050505;

    AnyPolicy private immutable _policy = new AnyPolicy();

    function ask(address policy, uint256 share) public view returns (uint256) {
        return PolicyCall.creditsOf(ICreditPolicy(policy), share, 11, 12, 13);
    }

    function test_the_share_is_taken_off(uint128 gross, uint16 share) external {
        share = share % 10_001;
        gross = gross == 0 ? 1 : gross;
        _policy.set(gross, 32, false);
        uint256 net = ask(address(_policy), share);
        uint256 top = uint256(gross) * (10_000 - uint256(share));
        assert(net * 10_000 <= top && top < (net + 1) * 10_000);
    }

    function test_the_policy_is_asked_for_these_figures() external {
        assert(ask(address(new PickyPolicy()), 0) == 1_000_000);
    }

    function test_the_widest_number_counts_and_a_wider_one_does_not() external {
        _policy.set(type(uint128).max, 32, false);
        assert(ask(address(_policy), 0) == type(uint128).max);
        _policy.set(uint256(type(uint128).max) + 1, 32, false);
        assert(ask(address(_policy), 0) == 0);
    }

    function test_a_short_answer_counts_as_nothing() external {
        for (uint256 size = 0; size < 40; ++size) {
            _policy.set(ANSWER, size, false);
            assert(ask(address(_policy), 0) == (size < 32 ? 0 : ANSWER));
        }
    }

    function test_a_revert_counts_as_nothing() external {
        _policy.set(5, 32, true);
        assert(ask(address(_policy), 0) == 0);
        _policy.set(5, 64, true);
        assert(ask(address(_policy), 0) == 0);
    }

    function test_a_policy_gets_its_gas_and_no_more() external {
        _policy.set(0, 32, false);
        uint256 got = ask(address(_policy), 0);
        (, bytes memory answer) = address(_policy).staticcall{gas: 100_000}(
            abi.encodeCall(ICreditPolicy.creditsOf, (uint64(11), uint64(12), uint16(13)))
        );
        assert(got == abi.decode(answer, (uint256)));
    }

    function test_too_little_gas_is_refused() external {
        _policy.set(5, 32, false);
        ask(address(_policy), 0);
        // with less than 110,000 there is an error with that number; with a little more the policy answers
        for (uint256 gas_ = 105_000; gas_ < 118_000; gas_ += 25) {
            try this.ask{gas: gas_}(address(_policy), 0) returns (uint256 net) {
                assert(net == 5 && gas_ > 110_000);
            } catch (bytes memory reason) {
                assert(gas_ < 114_000 && bytes4(reason) == IBatchChallenges.NotEnoughGas.selector);
                (uint256 left, uint256 needed) = abi.decode(_tail(reason), (uint256, uint256));
                assert(left < 110_000 && needed == 110_000);
            }
        }
    }

    function _tail(bytes memory reason) private pure returns (bytes memory tail) {
        tail = new bytes(reason.length - 4);
        for (uint256 i = 0; i < tail.length; ++i) {
            tail[i] = reason[i + 4];
        }
    }
}
