// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title How emissions become credits
/// @notice One formula with its coefficient. A policy keeps no state and has no owner: the answer depends on the
/// arguments and on what was fixed at deployment only, so that the same figures always earn the same credits.
interface ICreditPolicy {
    /// @notice A coefficient of 0 would never earn anybody a credit.
    error ZeroCoefficient();

    /// @notice What a person earned in a vintage to date, before the reserve's share.
    /// @dev Answers for every input: it never overflows and never divides by zero.
    /// @param baseline Grams CO2e that the methodology expects of this person, vintage to date.
    /// @param emissions Grams CO2e that the person caused, vintage to date.
    /// @param periods Months of the vintage that counted for this person.
    /// @return gross Credit base units (1 = 1 g), rounded down.
    function creditsOf(uint64 baseline, uint64 emissions, uint16 periods) external view returns (uint128 gross);

    /// @notice The factor of the formula, fixed point with 6 decimals: 1_000_000 is 1.0.
    function coefficient() external view returns (uint32);
}
