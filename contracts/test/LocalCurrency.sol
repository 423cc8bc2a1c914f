// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The currency of local networks
/// @notice A token with permit and six decimals that anyone may mint. It exists for Ganache and Anvil only: on every
/// other network the programme names a real currency.
contract LocalCurrency is ERC20, ERC20Permit {
    constructor() ERC20("Local Currency", "LOC") ERC20Permit("Local Currency") {}

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Creates `amount` base units for `account`.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
