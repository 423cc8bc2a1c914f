// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that misbehaves in the ways a test asks for
/// @notice It can take a fee, answer false or nothing, refuse a recipient, or call somebody back in the middle of a
/// transfer.
contract OddToken is ERC20 {
    /// @notice The recipient is refused.
    error Refused(address recipient);

    uint256 private _feeBps;
    bool private _answersFalse;
    bool private _answersNothing;
    address private _target;
    bytes private _payload;
    mapping(address recipient => bool isRefused) private _refused;

    constructor() ERC20("Odd Token", "ODD") {}

    /// @notice Creates `amount` base units for `account`.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    /// @notice From now on, transfers burn `bps` basis points of what they move.
    function takeFee(uint256 bps) external {
        _feeBps = bps;
    }

    /// @notice From now on, transfers move nothing and answer false.
    function answerFalse() external {
        _answersFalse = true;
    }

    /// @notice From now on, transfers move what they should and answer nothing.
    function answerNothing() external {
        _answersNothing = true;
    }

    /// @notice Whether transfers to `recipient` revert.
    function refuse(address recipient, bool isRefused) external {
        _refused[recipient] = isRefused;
    }

    /// @notice The next transfer calls `target` with `payload` before it moves anything, and reverts as that does.
    function callBack(address target, bytes calldata payload) external {
        (_target, _payload) = (target, payload);
    }

    /// @inheritdoc ERC20
    function transfer(address to, uint256 value) public override returns (bool) {
        bool moved = !_answersFalse && super.transfer(to, value);
        if (!_answersNothing) return moved;
        // as tokens do that are older than the standard's answer
        assembly ("memory-safe") {
            return(0, 0)
        }
    }

    /// @inheritdoc ERC20
    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !_answersFalse && super.transferFrom(from, to, value);
    }

    /// @dev Mints and burns go through untouched.
    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        if (_refused[to]) revert Refused(to);
        if (_target != address(0)) _call();
        uint256 fee = (value * _feeBps) / 10_000;
        super._update(from, address(0), fee);
        super._update(from, to, value - fee);
    }

    function _call() private {
        address target = _target;
        _target = address(0);
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory answer) = target.call(_payload);
        if (done) return;
        // the callee's own error, passed on as it is
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }
}
