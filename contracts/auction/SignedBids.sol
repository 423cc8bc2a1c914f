// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ISignedBids} from "../../interfaces/ISignedBids.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {Failure} from "./Failure.sol";
import {AccountSlot, PackedAccount} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";

/// @title Bids that are signed by bidders and brought by anybody
/// @dev The round's slot is read and written once for a whole batch. Nothing in a batch reverts: every check answers.
abstract contract SignedBids is AuctionBook {
    // ------------------------------------------------------------------------------------------------------ immutables

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    string private constant NAME = "Abate CreditAuction";
    string private constant VERSION = "1";
    bytes32 private constant BID_TYPE = keccak256(
        "Bid(address bidder,uint32 round,Step[] steps,bool retire,uint32 nonce,uint40 deadline)"
        "Step(uint16 tick,uint32 lots)"
    );
    bytes32 private constant STEP_TYPE = keccak256("Step(uint16 tick,uint32 lots)");

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
        RoundSlot state = _biddingRound(round);
        bytes32 domain = _domain();
        for (uint256 i = 0; i < bids.length; ++i) {
            Refusal refusal;
            (state, refusal) = _relay(round, state, domain, bids[i], walletSignatures);
            if (refusal == Refusal.None) {
                ++placed;
            } else {
                uint256 terms = bids[i].terms;
                // the casts cut the fields out
                emit BidSkipped(round, address(uint160(terms)), uint32(terms >> NONCE), refusal);
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
    function digestOf(uint32 round, SignedBid calldata signed) external view returns (bytes32) {
        return _digest(_domain(), round, signed.terms, signed.steps);
    }

    /// @inheritdoc ISignedBids
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // name, version, chain and contract
        return (0x0f, NAME, VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /// @dev Made anew for each call, so that it follows the chain's id; a batch needs it once.
    function _domain() private view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPE, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), block.chainid, address(this))
        );
    }

    function _relay(
        uint32 round,
        RoundSlot state,
        bytes32 domain,
        SignedBid calldata signed,
        bytes[] calldata walletSignatures
    ) private returns (RoundSlot, Refusal refusal) {
        uint256 terms = signed.terms;
        // the cast cuts the field out
        StoredAccount storage stored = _accounts[address(uint160(terms))];
        AccountSlot account = stored.main;
        refusal = _verify(round, domain, account, signed, walletSignatures);
        if (refusal != Refusal.None) return (state, refusal);
        (state, account, refusal) = _place(round, state, address(uint160(terms)), account, signed.steps);
        if (refusal == Refusal.None) stored.main = _used(round, account, terms);
        return (state, refusal);
    }

    /// @dev The account with its nonce used up and the signed choice about retirement.
    function _used(uint32 round, AccountSlot account, uint256 terms) private returns (AccountSlot) {
        bool retire = (terms >> RETIRE) & 1 != 0;
        if (retire != account.retires()) {
            account = account.withRetires(retire);
            emit RetirementChosen(round, address(uint160(terms)), retire);
        }
        // no overflow: the nonce is below MAX_NONCE
        unchecked {
            return account.withNonce(uint256(account.nonce()) + 1);
        }
    }

    /// @dev Whether the bidder signed this bid and it is still to be taken.
    function _verify(
        uint32 round,
        bytes32 domain,
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
        bytes32 digest = _digest(domain, round, terms, signed.steps);
        address bidder = address(uint160(terms));
        if (signed.vs == 0) {
            bool valid = signed.r < walletSignatures.length
                && _isWalletSignature(bidder, digest, walletSignatures[signed.r]);
            return valid ? Refusal.None : Refusal.WrongSignature;
        }
        (address signer,,) = ECDSA.tryRecover(digest, bytes32(signed.r), bytes32(signed.vs));
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

    /// @dev EIP-712 digest of the typed data in ISignedBids.
    function _digest(bytes32 domain, uint32 round, uint256 terms, uint256 steps) private pure returns (bytes32 digest) {
        (bytes32 bidType, bytes32 stepType) = (BID_TYPE, STEP_TYPE);
        // written by hand over free memory, which stays free: a batch would leave half a kilobyte for each bid
        assembly ("memory-safe") {
            let free := mload(0x40)
            let hashes := add(free, 0x60)
            let end := hashes
            mstore(free, stepType)
            for {} steps { steps := shr(48, steps) } {
                mstore(add(free, 0x20), and(shr(32, steps), 0xffff))
                mstore(add(free, 0x40), and(steps, 0xffffffff))
                mstore(end, keccak256(free, 0x60))
                end := add(end, 0x20)
            }
            let stepsHash := keccak256(hashes, sub(end, hashes))
            mstore(free, bidType)
            mstore(add(free, 0x20), and(terms, 0xffffffffffffffffffffffffffffffffffffffff))
            mstore(add(free, 0x40), round)
            mstore(add(free, 0x60), stepsHash)
            mstore(add(free, 0x80), and(shr(RETIRE, terms), 1))
            mstore(add(free, 0xa0), and(shr(NONCE, terms), 0xffffffff))
            mstore(add(free, 0xc0), and(shr(DEADLINE, terms), 0xffffffffff))
            let structHash := keccak256(free, 0xe0)
            mstore(free, shl(240, 0x1901))
            mstore(add(free, 2), domain)
            mstore(add(free, 0x22), structHash)
            digest := keccak256(free, 0x42)
        }
    }
}
