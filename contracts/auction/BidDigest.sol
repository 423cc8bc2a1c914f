// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What bidders sign: the EIP-712 digest of a packed bid
/// @notice See ISignedBids for the typed data. A batch prepares a frame in memory once; what differs from bid to bid is
/// written into it, so that a hundred bids need no more memory than one.
library BidDigest {
    string internal constant NAME = "Abate CreditAuction";
    string internal constant VERSION = "1";
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant BID_TYPE = keccak256(
        "Bid(address bidder,uint32 round,Step[] steps,bool retire,uint32 nonce,uint40 deadline)"
        "Step(uint16 tick,uint32 lots)"
    );
    bytes32 private constant STEP_TYPE = keccak256("Step(uint16 tick,uint32 lots)");

    /// @notice The domain separator of an auction, made anew so that it follows the chain's id.
    function domainOf(address auction) internal view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPE, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), block.chainid, auction)
        );
    }

    /// @notice A frame for the bids of one round.
    /// @dev Step: type 0x00, tick 0x20, lots 0x40. Hashes of up to six steps: 0x60. Bid: type 0x120, bidder 0x140,
    /// round 0x160, hash of the steps' hashes 0x180, retire 0x1a0, nonce 0x1c0, deadline 0x1e0. Digest: prefix 0x21e,
    /// domain 0x220, bid's hash 0x240.
    function frameOf(bytes32 domain, uint32 round) internal pure returns (uint256 frame) {
        (bytes32 stepType, bytes32 bidType) = (STEP_TYPE, BID_TYPE);
        assembly ("memory-safe") {
            frame := mload(0x40)
            mstore(0x40, add(frame, 0x260))
            mstore(frame, stepType)
            mstore(add(frame, 0x120), bidType)
            mstore(add(frame, 0x160), round)
            mstore(add(frame, 0x200), 0x1901)
            mstore(add(frame, 0x220), domain)
        }
    }

    /// @notice The digest of one bid.
    /// @dev The fields of `terms` are cut out as ISignedBids places them.
    function digest(uint256 frame, uint256 terms, uint256 steps) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let hashes := add(frame, 0x60)
            let end := hashes
            for {} steps { steps := shr(48, steps) } {
                mstore(add(frame, 0x20), and(shr(32, steps), 0xffff))
                mstore(add(frame, 0x40), and(steps, 0xffffffff))
                mstore(end, keccak256(frame, 0x60))
                end := add(end, 0x20)
            }
            mstore(add(frame, 0x180), keccak256(hashes, sub(end, hashes)))
            mstore(add(frame, 0x140), and(terms, 0xffffffffffffffffffffffffffffffffffffffff))
            mstore(add(frame, 0x1a0), and(shr(232, terms), 1))
            mstore(add(frame, 0x1c0), and(shr(160, terms), 0xffffffff))
            mstore(add(frame, 0x1e0), and(shr(192, terms), 0xffffffffff))
            mstore(add(frame, 0x240), keccak256(add(frame, 0x120), 0xe0))
            hash := keccak256(add(frame, 0x21e), 0x42)
        }
    }
}
