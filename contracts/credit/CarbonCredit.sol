// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {Ledger} from "../libraries/CreditLedger.sol";
import {CreditTree} from "../libraries/CreditTree.sol";

/// @title Personal carbon credit of one vintage
/// @notice See `ICarbonCredit`.
contract CarbonCredit is ICarbonCredit, IERC20Errors, EIP712, Nonces {
    /// @dev EIP-2612.
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant BASIS_POINTS = 10_000;
    /// @dev Adds the same amount to both halves of a packed slot.
    uint256 private constant BOTH_HALVES = (1 << 128) | 1;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc ICarbonCredit
    IEmissionOracle public immutable oracle;
    /// @inheritdoc ICarbonCredit
    uint16 public immutable vintage;
    /// @inheritdoc ICarbonCredit
    bytes32 public immutable methodologyId;
    /// @inheritdoc ICarbonCredit
    uint16 public immutable reserveShareBps;
    /// @inheritdoc ICarbonCredit
    address public immutable reserve;

    // ------------------------------------------------------------------------------------------ storage

    struct Account {
        uint256 word;
    }

    /// @dev Issued to the account (upper 128 bits) | balance (lower 128 bits). Authorised totals have 64 bits, so
    /// neither half of any slot can overflow into the other.
    mapping(address account => Account) private _accounts;
    /// @dev Totals, and the authorised total of the final batch whose root stands in `_root`.
    Ledger private _ledger;
    /// @dev Root of the final batch as long as the ledger is fresh.
    bytes32 private _root;
    /// @inheritdoc IERC20
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    // -------------------------------------------------------------------------------------- constructor

    constructor(
        IEmissionOracle oracle_,
        uint16 vintage_,
        bytes32 methodologyId_,
        uint16 reserveShareBps_,
        // the oracle gives its own reserve, which its constructor made
        // slither-disable-next-line missing-zero-check
        address reserve_
    ) EIP712(_nameOf(vintage_), "1") {
        oracle = oracle_;
        vintage = vintage_;
        methodologyId = methodologyId_;
        reserveShareBps = reserveShareBps_;
        reserve = reserve_;
    }

    // ----------------------------------------------------------------------------------------- issuance

    /// @inheritdoc ICarbonCredit
    function issue(address account, uint128 credits, bytes32 reportHash, bytes32[] calldata proof)
        external
        returns (uint128 amount)
    {
        (bytes32 root, Ledger ledger) = _final();
        bytes32 computed = CreditTree.rootOf(proof, CreditTree.leafOf(account, credits, reportHash));
        if (computed != root) revert InvalidProof(computed, root);
        if (account == address(0) || account == reserve) revert ERC20InvalidReceiver(account);

        Account storage holding = _accounts[account];
        uint256 word = holding.word;
        // the upper half
        if (credits <= word >> 128) revert NothingDue(account, credits, uint128(word >> 128));
        uint256 paid = _pay(account, holding, word, credits, _room(ledger));
        if (paid == 0) revert CapReached(ledger.issued());
        _ledger = ledger.issuedToPeople(paid);
        // at most the figure, which had 128 bits
        return uint128(paid);
    }

    /// @inheritdoc ICarbonCredit
    function issueMany(bytes calldata entries, bytes32[] calldata proof) external returns (uint128 amount) {
        (bytes32 root, Ledger ledger) = _final();
        uint256 count = CreditTree.countOf(entries);
        if (count == 0) revert MalformedEntries(entries.length);
        bytes32 computed = CreditTree.rootOf(proof, CreditTree.subtreeRootOf(entries, count));
        if (computed != root) revert InvalidProof(computed, root);

        uint256 room = _room(ledger);
        uint256 left = room;
        unchecked {
            // `i` stays below the count, and `_pay` never pays more than what is left
            for (uint256 i = 0; i < count; ++i) {
                (address account, uint256 credits) = CreditTree.entryAt(entries, i);
                Account storage holding = _accounts[account];
                uint256 word = holding.word;
                if (credits <= word >> 128 || account == address(0) || account == reserve) continue;
                left -= _pay(account, holding, word, credits, left);
            }
        }
        // `left` only fell, from a 64-bit value
        amount = uint128(room - left);
        _ledger = ledger.issuedToPeople(amount);
        emit SubtreeIssued(root, count, amount);
    }

    /// @inheritdoc ICarbonCredit
    function issueReserve() external returns (uint128 amount) {
        (, Ledger ledger) = _final();
        uint256 cap = _reservePart(ledger.authorised());
        Account storage holding = _accounts[reserve];
        uint256 word = holding.word;
        // all casts: within the 64-bit authorised total
        if (cap <= word >> 128) revert NothingDue(reserve, uint128(cap), uint128(word >> 128));
        amount = uint128(_pay(reserve, holding, word, cap, type(uint256).max));
        _ledger = ledger.issuedToReserve(amount);
    }

    /// @inheritdoc ICarbonCredit
    function forgetFinalBatch() external {
        if (msg.sender != address(oracle)) revert NotOracle(msg.sender);
        Ledger ledger = _ledger;
        _ledger = ledger.refreshed(ledger.authorised(), 0);
    }

    /// @inheritdoc ICarbonCredit
    function issuedTo(address account) external view returns (uint128) {
        // the upper half
        return uint128(_accounts[account].word >> 128);
    }

    /// @inheritdoc ICarbonCredit
    function totalIssued() public view returns (uint128) {
        return uint128(_ledger.issued() + (_accounts[reserve].word >> 128));
    }

    /// @inheritdoc ICarbonCredit
    function peopleCap() external view returns (uint128) {
        // root and time are not asked for
        // slither-disable-next-line unused-return
        (, uint256 authorised,) = oracle.claimable(vintage, methodologyId);
        // within the authorised total
        return uint128(authorised - _reservePart(authorised));
    }

    /// @inheritdoc ICarbonCredit
    function reserveCap() external view returns (uint128) {
        // root and time are not asked for
        // slither-disable-next-line unused-return
        (, uint256 authorised,) = oracle.claimable(vintage, methodologyId);
        // within the authorised total
        return uint128(_reservePart(authorised));
    }

    /// @dev Pays what `figure` is above what the account was issued by its `word`; at most `left`. The figure must
    /// be above.
    function _pay(address account, Account storage holding, uint256 word, uint256 figure, uint256 left)
        private
        returns (uint256 paid)
    {
        unchecked {
            // the callers compared: figure > issued; both halves stay within the 64-bit authorised total
            paid = figure - (word >> 128);
            if (paid > left) paid = left;
            if (paid == 0) return 0;
            holding.word = word + paid * BOTH_HALVES;
        }
        emit Transfer(address(0), account, paid);
    }

    /// @dev Root and ledger of the final batch. The oracle is asked only when another batch may have become final since
    /// the last answer: that spares all but one claim in each window the call.
    function _final() private returns (bytes32 root, Ledger ledger) {
        ledger = _ledger;
        if (block.timestamp < ledger.freshUntil()) return (_root, ledger);
        uint128 authorised;
        uint40 until;
        (root, authorised, until) = oracle.claimable(vintage, methodologyId);
        if (root == 0) revert NoFinalBatch(vintage);
        _root = root;
        // the oracle's totals have 64 bits; the caller stores the ledger
        ledger = ledger.refreshed(uint64(authorised), until);
    }

    /// @dev What people may still be issued.
    function _room(Ledger ledger) private view returns (uint256) {
        uint256 authorised = ledger.authorised();
        unchecked {
            // a part of the total is not above it; the total never falls, so neither does people's part of it
            return authorised - _reservePart(authorised) - ledger.issued();
        }
    }

    function _reservePart(uint256 authorised) private view returns (uint256) {
        unchecked {
            // 64 and 16 bits
            return authorised * reserveShareBps / BASIS_POINTS;
        }
    }

    // ---------------------------------------------------------------------------------------- transfers

    /// @inheritdoc IERC20
    function transfer(address to, uint256 value) external returns (bool) {
        _transfer(msg.sender, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        _spendAllowance(from, value);
        _transfer(from, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view returns (uint256) {
        // the lower half
        return uint128(_accounts[account].word);
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return _ledger.supply();
    }

    function _transfer(address from, address to, uint256 value) private {
        if (to == address(0)) revert ERC20InvalidReceiver(address(0));
        _takeFrom(from, value);
        unchecked {
            // no balance exceeds the supply, which has 64 bits
            _accounts[to].word += value;
        }
        emit Transfer(from, to, value);
    }

    function _takeFrom(address from, uint256 value) private {
        Account storage holding = _accounts[from];
        uint256 word = holding.word;
        // the lower half
        uint256 balance = uint128(word);
        if (balance < value) revert ERC20InsufficientBalance(from, balance, value);
        unchecked {
            // at most the balance: the upper half is not touched
            holding.word = word - value;
        }
    }

    // --------------------------------------------------------------------------------------- allowances

    /// @inheritdoc IERC20
    function approve(address spender, uint256 value) external returns (bool) {
        _approve(msg.sender, spender, value);
        return true;
    }

    /// @inheritdoc IERC20Permit
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (block.timestamp > deadline) revert ERC2612ExpiredSignature(deadline);
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        address signer = ECDSA.recover(_hashTypedDataV4(structHash), v, r, s);
        if (signer != owner) revert ERC2612InvalidSigner(signer, owner);
        _approve(owner, spender, value);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20Permit
    // EIP-2612 names it so
    // slither-disable-next-line naming-convention
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _approve(address owner, address spender, uint256 value) private {
        if (spender == address(0)) revert ERC20InvalidSpender(address(0));
        allowance[owner][spender] = value;
        emit Approval(owner, spender, value);
    }

    function _spendAllowance(address from, uint256 value) private {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed == type(uint256).max) return;
        if (allowed < value) revert ERC20InsufficientAllowance(msg.sender, allowed, value);
        unchecked {
            // compared above
            allowance[from][msg.sender] = allowed - value;
        }
    }

    // --------------------------------------------------------------------------------------- retirement

    /// @inheritdoc ICarbonCredit
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc ICarbonCredit
    function burnFrom(address account, uint256 amount) external {
        _spendAllowance(account, amount);
        _burn(account, amount);
    }

    /// @inheritdoc ICarbonCredit
    function totalBurnt() external view returns (uint128) {
        return totalIssued() - _ledger.supply();
    }

    function _burn(address from, uint256 amount) private {
        _takeFrom(from, amount);
        // no balance exceeds the supply
        _ledger = _ledger.burnt(amount);
        emit Transfer(from, address(0), amount);
    }

    // --------------------------------------------------------------------------------------------- names

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return _nameOf(vintage);
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        uint256 year = vintage % 100;
        return string.concat(year < 10 ? "PCC0" : "PCC", Strings.toString(year));
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 3;
    }

    function _nameOf(uint256 year) private pure returns (string memory) {
        return string.concat("Personal Carbon Credit ", Strings.toString(year));
    }
}
