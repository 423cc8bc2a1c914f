// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ISignedBids} from "../../interfaces/ISignedBids.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {BidDigest} from "./BidDigest.sol";
import {Failure} from "./Failure.sol";
import {AccountSlot, PackedAccount} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";

/// @title Bids that are signed by bidders and brought by anybody
/// @dev The round's slot is read and written once for a whole batch. Nothing in a batch reverts: every check answers.
abstract contract SignedBids is AuctionBook {
    // ------------------------------------------------------------------------------------------------------ immutables

    /// @dev What a contract wallet may use to check its signature.
    uint256 private constant WALLET_GAS = 200_000;

    uint256 private constant NONCE = 160;
    uint256 private constant DEADLINE = 192;
    uint256 private constant RETIRE = 232;

    // ----------------------------------------------------------------------------------------------------- signed bids

    /// @inheritdoc ISignedBids
    function relayBids(uint32 round, SignedBid[] calldata bids, bytes[] calldata walletSignatures)
        external
        returns (uint256 placed)
    {
        RoundSlot state = _rounds[round].hot;
        _requireBids(round, state);
        uint256 frame = BidDigest.frameOf(CLERK.domainSeparator(), round);
        // no overflow: counts of what lies in calldata
        unchecked {
            for (uint256 i = 0; i < bids.length; ++i) {
                Refusal refusal;
                (state, refusal) = _relay(round, state, frame, bids[i], walletSignatures);
                if (refusal == Refusal.None) {
                    ++placed;
                } else {
                    uint256 terms = bids[i].terms;
                    // the casts cut the fields out
                    emit BidSkipped(round, address(uint160(terms)), uint32(terms >> NONCE), refusal);
                }
            }
        }
        _rounds[round].hot = state;
    }

    /// @inheritdoc ISignedBids
    function cancelSignedBids(uint32 nonce) external {
        StoredAccount storage stored = _accounts[msg.sender];
        AccountSlot account = stored.main;
        if (nonce <= account.nonce() || nonce > PackedAccount.MAX_NONCE) {
            Failure.with(NonceOutOfRange.selector, 2, nonce, account.nonce(), 0, 0);
        }
        stored.main = account.withNonce(nonce);
        emit SignedBidsCancelled(msg.sender, nonce);
    }

    /// @inheritdoc ISignedBids
    function nonceOf(address account) external view returns (uint32) {
        return _accounts[account].main.nonce();
    }

    /// @inheritdoc ISignedBids
    function digestOf(uint32, SignedBid calldata) external view returns (bytes32) {
        _askClerk();
    }

    /// @inheritdoc ISignedBids
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        _askClerk();
    }

    function _relay(
        uint32 round,
        RoundSlot state,
        uint256 frame,
        SignedBid calldata signed,
        bytes[] calldata walletSignatures
    ) private returns (RoundSlot, Refusal refusal) {
        // the cast cuts the field out
        address bidder = address(uint160(signed.terms));
        StoredAccount storage stored = _accounts[bidder];
        AccountSlot account = stored.main;
        refusal = _verify(frame, account, signed, walletSignatures);
        if (refusal != Refusal.None) return (state, refusal);
        (state, account, refusal) = _place(round, state, bidder, account, signed.steps);
        if (refusal == Refusal.None) stored.main = _used(round, bidder, account, signed.terms);
        return (state, refusal);
    }

    /// @dev The account with its nonce used up and the signed choice about retirement.
    function _used(uint32 round, address bidder, AccountSlot account, uint256 terms) private returns (AccountSlot) {
        bool retire = (terms >> RETIRE) & 1 != 0;
        if (retire != account.retires()) {
            account = account.withRetires(retire);
            emit RetirementChosen(round, bidder, retire);
        }
        return account.withNonceUsed();
    }

    /// @dev Whether the bidder signed this bid and it is still to be taken.
    function _verify(
        uint256 frame,
        AccountSlot account,
        SignedBid calldata signed,
        bytes[] calldata walletSignatures
    ) private view returns (Refusal) {
        uint256 terms = signed.terms;
        // the casts cut the fields out
        if (uint40(terms >> DEADLINE) < block.timestamp) return Refusal.Expired;
        uint32 nonce = uint32(terms >> NONCE);
        if (nonce != account.nonce() || nonce == PackedAccount.MAX_NONCE) return Refusal.WrongNonce;
        if ((terms >> RETIRE) & 1 != 0 && address(CERTIFICATE) == address(0)) return Refusal.RetirementNotOffered;
        bytes32 digest = BidDigest.digest(frame, terms, signed.steps);
        address bidder = address(uint160(terms));
        uint256 vs = signed.vs;
        if (vs == 0) {
            bool valid = signed.r < walletSignatures.length
                && _isWalletSignature(bidder, digest, walletSignatures[signed.r]);
            return valid ? Refusal.None : Refusal.WrongSignature;
        }
        // where recovery fails, the signer is zero, which is refused next
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecover(digest, bytes32(signed.r), bytes32(vs));
        return signer == bidder && signer != address(0) ? Refusal.None : Refusal.WrongSignature;
    }

    /// @dev Asks a contract wallet (ERC-1271), with capped gas and without copying more than a word of its answer.
    function _isWalletSignature(address wallet, bytes32 digest, bytes calldata signature)
        private
        view
        returns (bool valid)
    {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 magic = bytes32(IERC1271.isValidSignature.selector);
        // a plain call would copy whatever the wallet answers, and the caller would pay for it
        assembly ("memory-safe") {
            mstore(0, 0)
            valid := staticcall(WALLET_GAS, wallet, add(question, 32), mload(question), 0, 32)
            valid := and(valid, and(gt(returndatasize(), 31), eq(mload(0), magic)))
        }
    }
}
