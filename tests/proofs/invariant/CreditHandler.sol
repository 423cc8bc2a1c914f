// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonCredit} from "../../../contracts/credit/CarbonCredit.sol";
import {CreditTree} from "../../../contracts/libraries/CreditTree.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {StandInOracle} from "../StandInOracle.sol";
import {vm} from "../Vm.sol";

/// @notice Plays a credit at random beside a plain model of it: five people and the reserve, batches whose totals grow,
/// claims, transfers and burns. Every step that the model admits must come to what the model says.
contract CreditHandler {
    uint256 private constant PEOPLE = 5;
    uint256 private constant SHARE = 300;
    uint256 private constant BASIS_POINTS = 10_000;
    address public constant RESERVE = address(0xE5E57E);

    CarbonCredit public immutable credit;
    StandInOracle private immutable _oracle;

    /// @notice The model.
    mapping(address account => uint256) public balance;
    mapping(address account => uint256) public issued;
    uint256 public authorised;
    uint256 public burnt;

    constructor() {
        _oracle = new StandInOracle();
        credit = new CarbonCredit(
            IEmissionOracle(address(_oracle)), 2026, keccak256("methodology"), uint16(SHARE), RESERVE
        );
    }

    /// @notice A batch with a higher total: its only leaf is this person's.
    function claim(uint256 person, uint64 figure, uint64 growth) external {
        address account = actor(person % PEOPLE);
        // the total fits into 64 bits for as long as it does
        authorised += growth % (type(uint64).max - authorised);
        _oracle.setFinal(CreditTree.leafOf(account, figure, 0), uint64(authorised), 0);
        uint256 room = authorised - _reservePart() - peopleIssued();
        uint256 due = figure > issued[account] ? figure - issued[account] : 0;
        if (due > room) due = room;
        (bool done,) = address(credit).call(abi.encodeCall(credit.issue, (account, figure, 0, new bytes32[](0))));
        assert(done == (due != 0));
        (balance[account], issued[account]) = (balance[account] + due, issued[account] + due);
    }

    /// @notice The reserve takes what is due to it.
    function reserve() external {
        uint256 due = _reservePart() - issued[RESERVE];
        _oracle.setFinal(bytes32(uint256(1)), uint64(authorised), 0);
        (bool done,) = address(credit).call(abi.encodeCall(credit.issueReserve, ()));
        assert(done == (due != 0));
        (balance[RESERVE], issued[RESERVE]) = (balance[RESERVE] + due, issued[RESERVE] + due);
    }

    /// @notice Somebody sends, what they hold or more, to anybody or themselves.
    function send(uint256 from, uint256 to, uint256 value, bool more) external {
        (address sender, address receiver) = (actor(from), actor(to));
        value = more ? value : value % (balance[sender] + 1);
        vm.prank(sender);
        (bool done,) = address(credit).call(abi.encodeCall(credit.transfer, (receiver, value)));
        assert(done == (value <= balance[sender]));
        if (!done) return;
        balance[sender] -= value;
        balance[receiver] += value;
    }

    /// @notice Somebody lets another spend, and the other does.
    function spend(uint256 from, uint256 by, uint128 allowed, uint256 value) external {
        (address owner, address spender) = (actor(from), actor(by));
        value = value % (balance[owner] + 1);
        vm.prank(owner);
        credit.approve(spender, allowed);
        vm.prank(spender);
        (bool done,) = address(credit).call(abi.encodeCall(credit.transferFrom, (owner, spender, value)));
        assert(done == (value <= allowed));
        assert(credit.allowance(owner, spender) == (done ? allowed - value : allowed));
        if (!done) return;
        balance[owner] -= value;
        balance[spender] += value;
    }

    /// @notice Somebody retires.
    function burn(uint256 from, uint256 value) external {
        address owner = actor(from);
        value = value % (balance[owner] + 1);
        vm.prank(owner);
        credit.burn(value);
        balance[owner] -= value;
        burnt += value;
    }

    /// @notice Five people, and the reserve.
    function actor(uint256 person) public pure returns (address) {
        person %= PEOPLE + 1;
        return person == PEOPLE ? RESERVE : address(uint160(0xA11CE0 + person));
    }

    /// @notice What the model says that people were issued.
    function peopleIssued() public view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            sum += issued[actor(i)];
        }
    }

    function _reservePart() private view returns (uint256) {
        return (authorised * SHARE) / BASIS_POINTS;
    }
}
