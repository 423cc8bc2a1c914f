"""A contract small enough to know all its mutants, with a test that notices most of them."""

from toolchain.mutation.operators import Mutant, mutants_of
from toolchain.mutation.units import syntax_tree

FILE = "contracts/Tiny.sol"
TEST = "tests/Tiny.t.sol"

CONTRACT = b"""// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

contract Tiny {
    uint256 private constant LIMIT = 10;

    function capped(uint256 a, uint256 b) external pure returns (uint256 sum) {
        unchecked { sum = a + b; }
        if (sum > LIMIT && a != 0) return LIMIT;
    }

    function half(uint256 a) external pure returns (uint256 result) {
        assembly ("memory-safe") { result := shr(1, a) }
    }
}
"""

# `a != 0` is never played with zero
TESTS = b"""// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Tiny} from "../contracts/Tiny.sol";

contract TinyTest {
    function test_a_sum() external {
        assert(new Tiny().capped(2, 3) == 5);
        assert(new Tiny().capped(4, 6) == 10);
        assert(new Tiny().capped(6, 6) == 10);
    }
}
"""


def mutants() -> list[Mutant]:
    """All mutants of the contract."""
    return mutants_of(FILE, CONTRACT, syntax_tree(FILE, {FILE: CONTRACT}))
