// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The currency of a programme that has one of its own, on local networks
/// @notice As LocalCurrency, with the symbol and the decimals of the programme. On every other network the programme
/// names a real currency.
contract NamedCurrency is ERC20, ERC20Permit {
    uint8 private immutable _PLACES;

    /// @param symbol_ How amounts are shown; the token's name, too.
    /// @param decimals_ Of its base unit.
    constructor(string memory symbol_, uint8 decimals_) ERC20(symbol_, symbol_) ERC20Permit(symbol_) {
        _PLACES = decimals_;
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _PLACES;
    }

    /// @notice Creates `amount` base units for `account`.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
