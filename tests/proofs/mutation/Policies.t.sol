// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IndexPolicy} from "../../../contracts/policies/IndexPolicy.sol";
import {ReductionPolicy} from "../../../contracts/policies/ReductionPolicy.sol";
import {ICreditPolicy} from "../../../interfaces/ICreditPolicy.sol";

/// @notice What the two policies credit, against the definition of a quotient: q x d <= n < (q + 1) x d.
contract PoliciesTest {
    function test_a_reduction_is_credited_in_whole_units(uint64 baseline, uint64 emissions, uint32 coefficient)
        external
    {
        coefficient = coefficient == 0 ? 1 : coefficient;
        uint256 credits = new ReductionPolicy(coefficient).creditsOf(baseline, emissions, 7);
        uint256 below = baseline > emissions ? uint256(baseline) - emissions : 0;
        _isQuotient(credits, below * coefficient, 1_000_000);
    }

    function test_one_gram_below_and_none(uint64 emissions, uint32 coefficient) external {
        coefficient = coefficient == 0 ? 1 : coefficient;
        ReductionPolicy policy = new ReductionPolicy(coefficient);
        assert(policy.creditsOf(emissions, emissions, 1) == 0);
        if (emissions != type(uint64).max) {
            assert(policy.creditsOf(emissions, emissions + 1, 1) == 0);
            assert(policy.creditsOf(emissions + 1, emissions, 1) == coefficient / 1_000_000);
        }
    }

    function test_the_index_is_emissions_over_baseline(
        uint64 baseline,
        uint64 emissions,
        uint16 periods,
        uint32 coefficient
    ) external {
        coefficient = coefficient == 0 ? 1 : coefficient;
        IndexPolicy policy = new IndexPolicy(coefficient);
        assert(policy.creditsOf(0, emissions, periods) == 0);
        baseline = baseline == 0 ? 1 : baseline;
        uint256 top = uint256(emissions) * coefficient * periods * 1000;
        _isQuotient(policy.creditsOf(baseline, emissions, periods), top, uint256(baseline) * 1_000_000);
        _isQuotient(policy.creditsOf(1, emissions, periods), top, 1_000_000);
        _isQuotient(policy.creditsOf(2, emissions, periods), top, 2_000_000);
    }

    function test_a_coefficient_is_kept(uint32 coefficient) external {
        coefficient = coefficient == 0 ? 1 : coefficient;
        assert(new ReductionPolicy(coefficient).coefficient() == coefficient);
        assert(new IndexPolicy(coefficient).coefficient() == coefficient);
        assert(new ReductionPolicy(1).coefficient() == 1);
        assert(new IndexPolicy(1).coefficient() == 1);
    }

    function test_no_coefficient_is_refused() external {
        try new ReductionPolicy(0) {
            assert(false);
        } catch (bytes memory reason) {
            assert(bytes4(reason) == ICreditPolicy.ZeroCoefficient.selector);
        }
        try new IndexPolicy(0) {
            assert(false);
        } catch (bytes memory reason) {
            assert(bytes4(reason) == ICreditPolicy.ZeroCoefficient.selector);
        }
    }

    function _isQuotient(uint256 quotient, uint256 top, uint256 bottom) private pure {
        assert(quotient * bottom <= top && top < (quotient + 1) * bottom);
    }
}
