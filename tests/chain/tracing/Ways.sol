// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title One condition of each kind, for the test of what finds out which way they went
contract Ways {
    uint256 public immutable START;
    mapping(uint256 => uint256) public stored;

    constructor(bool flag) {
        START = flag ? 1 : 2;
    }

    function asked(uint256 x) external pure returns (uint256) {
        if (x > 5) return 1;
        return 0;
    }

    function chosen(uint256 x) external pure returns (uint256) {
        return x == 0 ? 10 : 20;
    }

    function both(bool a, bool b) external pure returns (bool) {
        return a && b;
    }

    function either(bool a, bool b) external pure returns (bool) {
        return a || b;
    }

    function nested(bool a, bool b, bool c) external pure returns (bool) {
        if (a && b || c) return true;
        return false;
    }

    function counted(uint256 n) external pure returns (uint256 sum) {
        for (uint256 i = 0; i < n; ++i) sum += i;
    }

    function whiled(uint256 n) external pure returns (uint256 steps) {
        while (n > steps) ++steps;
    }

    function done(uint256 n) external pure returns (uint256 steps) {
        do ++steps; while (steps < n);
    }

    function assembled(uint256 x) external pure returns (uint256 r) {
        assembly {
            if gt(x, 9) { r := 1 }
            for { let i := 0 } lt(i, x) { i := add(i, 1) } { r := add(r, i) }
            switch x
            case 0 { r := 7 }
            default { r := add(r, 1) }
        }
    }

    function attempted(Ways other, uint256 x) external returns (bool) {
        try other.keep(x) {
            return true;
        } catch {
            return false;
        }
    }

    function keep(uint256 x) external {
        if (x == 13) revert("unlucky");
        stored[x] = x;
    }

    /// @notice What the compiler checks by itself is no condition of the source.
    function checked(uint256[] calldata list, uint256 at) external pure returns (uint256) {
        return list[at] + 1;
    }
}

/// @title A contract that creates the other
contract Maker {
    function make(bool flag) external returns (Ways) {
        return new Ways(flag);
    }

    function makeAndTakeBack(bool flag) external {
        new Ways(flag);
        revert("taken back");
    }
}
