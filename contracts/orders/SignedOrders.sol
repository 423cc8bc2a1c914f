// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ISignedOrders} from "../../interfaces/ISignedOrders.sol";

/// @title Checks signed orders, and uses permits
abstract contract SignedOrders is ISignedOrders, EIP712, Nonces {
    /// @inheritdoc ISignedOrders
    function cancelOrder(uint256 nonce) external {
        _useCheckedNonce(msg.sender, nonce);
        emit OrderCancelled(msg.sender, nonce);
    }

    /// @inheritdoc ISignedOrders
    function nonces(address account) public view override(ISignedOrders, Nonces) returns (uint256) {
        return super.nonces(account);
    }

    /// @dev Uses the nonce up before the wallet is asked: a wallet that calls back finds the order used.
    function _useOrder(
        address signer,
        uint256 nonce,
        uint256 deadline,
        bytes32 structHash,
        bytes calldata signature
    ) internal {
        _useCheckedNonce(signer, nonce);
        bytes32 digest = _requireSigned(signer, deadline, structHash, signature);
        emit OrderUsed(signer, nonce, digest);
    }

    /// @dev Only for what cannot happen twice by itself; else use `_useOrder`.
    function _requireSigned(address signer, uint256 deadline, bytes32 structHash, bytes calldata signature)
        internal
        view
        returns (bytes32 digest)
    {
        if (block.timestamp > deadline) revert OrderExpired(deadline);
        digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNow(signer, digest, signature)) revert OrderNotSigned(signer, digest);
    }

    /// @dev Uses the holder's permit, unless somebody sent it ahead of this call: then it has done its work already.
    /// Whoever calls this has looked at the credit.
    function _permit(ICarbonCredit credit, address holder, uint256 amount, CreditPermit calldata permit) internal {
        if (credit.allowance(holder, address(this)) >= amount) return;
        credit.permit(holder, address(this), amount, permit.deadline, permit.v, permit.r, permit.s);
    }
}
