// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

/// @title Orders that holders sign and anybody brings
/// @notice Somebody without gas signs what shall happen to their credits (EIP-712); anybody sends it and pays the gas.
/// The whole order is signed, with its nonce and its last second: whoever brings it can change nothing in it, and it is
/// good once, for this contract on this chain. The signature is 65 bytes of the holder's key, or whatever the holder's
/// contract wallet accepts (ERC-1271). The domain is version "1" of the contract's name (see ERC-5267's
/// `eip712Domain`) and follows the chain's id.
///
/// **Permit.** A contract that moves credits needs an allowance. With an EIP-2612 permit of exactly the amount it takes
/// no transaction of its own. One that is not needed any more is not used, so it does no harm to send it ahead.
interface ISignedOrders is IERC5267 {
    /// @notice A permit (EIP-2612) of the holder, for this contract and exactly the amount that is moved.
    /// @param deadline Last second at which it may be used, unix time.
    /// @param v Parity of the signature.
    /// @param r First half of the signature.
    /// @param s Second half of the signature.
    struct CreditPermit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice An order was carried out.
    /// @param signer Whose order.
    /// @param nonce Used up by it.
    /// @param digest What was signed.
    event OrderUsed(address indexed signer, uint256 nonce, bytes32 digest);

    /// @notice A signer took back what was signed with this nonce.
    event OrderCancelled(address indexed signer, uint256 nonce);

    /// @notice The order's time is over.
    error OrderExpired(uint256 deadline);

    /// @notice The account did not sign exactly this, for this contract and chain.
    error OrderNotSigned(address signer, bytes32 digest);

    /// @notice Takes back whatever the caller signed with its present nonce.
    /// @dev Reverts with `InvalidAccountNonce` where the nonce is used up, or not yet the caller's turn.
    /// @param nonce The caller's present nonce.
    function cancelOrder(uint256 nonce) external;

    /// @notice The nonce that an account's next order must have.
    function nonces(address account) external view returns (uint256);
}
