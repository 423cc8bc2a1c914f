// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A credit for the auction's own tests
/// @notice Three decimals like a CarbonCredit, and anyone may mint. Never deployed outside tests.
contract GramToken is ERC20 {
    constructor() ERC20("Gram Token", "GRAM") {}

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 3;
    }

    /// @notice Creates `amount` base units (grams) for `account`.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
