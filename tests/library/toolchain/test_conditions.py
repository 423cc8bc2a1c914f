"""Which conditions the compiler's tree of a source holds, and what their ways are called."""

from toolchain.coverage.conditions import conditions_of, own_sources

SOURCE = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

contract Gate {
    uint256 public open;

    modifier onlyOpen() {
        if (open == 0) revert();
        _;
    }

    constructor(uint256 start) {
        open = start > 9 ? start : 9;
    }

    receive() external payable {
        if (msg.value == 0) revert();
    }

    function pass(uint256 a, uint256 b) external onlyOpen returns (uint256 left) {
        if (a == b && a != 0
            || b == 7) return a;
        if (a == b) return 1;
        for (;;) if (++left > b) break;
        do left = left > b ? left - 1 : b; while (left > b);
    }

    function pass(uint256 a) external pure returns (bool) {
        while (a > 5) --a;
        if (a == 3) return true;
        return a == 3 ? true : false;
    }
}
"""


def found(tmp_path, source):
    (tmp_path / "Gate.sol").write_text(source)
    return conditions_of(tmp_path, ["Gate.sol"])


def test_each_condition_is_found_once_with_its_line_and_kind(tmp_path):
    assert [(one.line, one.kind, one.name) for one in found(tmp_path, SOURCE)] == [
        (8, "IfStatement", "onlyOpen: `open == 0`"),
        (13, "Conditional", "constructor: `start > 9 ? start : 9`".replace(" ? start : 9", "")),
        (17, "IfStatement", "receive: `msg.value == 0`"),
        (21, "IfStatement", "pass: `a == b && a != 0 || b == 7`"),
        (21, "&&", "pass: `a == b && a != 0`"),
        (21, "||", "pass: `a == b && a != 0 || b == 7`"),
        (23, "IfStatement", "pass: `a == b`"),
        (24, "IfStatement", "pass: `++left > b`"),
        (25, "DoWhileStatement", "pass: `left > b`"),
        (25, "Conditional", "pass: `left > b`"),
        (29, "WhileStatement", "pass: `a > 5`"),
        (30, "IfStatement", "pass: `a == 3`"),
        (31, "Conditional", "pass: `a == 3` (2)"),
    ]


def test_both_ways_of_a_condition_have_names_of_their_own(tmp_path):
    ways = [way for one in found(tmp_path, SOURCE) for way in one.ways]

    assert len(ways) == len(set(ways))
    assert "pass: `a == b && a != 0` left side true" in ways
    assert "pass: `left > b` loop goes on" in ways
    assert "pass: `left > b` false" in ways
    assert "pass: `a == 3` (2) true" in ways


def test_names_outlive_changes_elsewhere(tmp_path):
    before = [one.name for one in found(tmp_path, SOURCE)]
    after = [one.name for one in found(tmp_path, SOURCE.replace("contract Gate", "// moved\n\ncontract Gate"))]

    assert after == before


def test_a_changed_condition_has_another_name(tmp_path):
    before = {one.name for one in found(tmp_path, SOURCE)}
    after = {one.name for one in found(tmp_path, SOURCE.replace("a > 5", "a >= 5"))}

    assert (before - after, after - before) == ({"pass: `a > 5`"}, {"pass: `a >= 5`"})


def test_places_are_counted_in_bytes(tmp_path):
    one = found(tmp_path, SOURCE.replace("contract Gate", "// größer\ncontract Gate"))[0]

    assert one.place[1] == SOURCE.index("if (open") + len("// größer\n".encode())


def test_assembly_has_conditions_too(tmp_path):
    source = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
contract Gate {
    function look(address x) external view returns (uint256 r) {
        assembly {
            if iszero(x) { r := 1 }
            for { } lt(r, 3) { r := add(r, 1) } { }
            switch extcodesize(x) case 0 { r := 2 } case 0x20 { r := 3 } default { r := 4 }
        }
    }
    function attempt(Gate other) external view returns (uint256) {
        try other.look(address(0)) returns (uint256 r) { return r; } catch { return 0; }
    }
}
"""
    assert [(one.kind, one.ways) for one in found(tmp_path, source)] == [
        ("YulIf", ("look: `iszero(x)` false", "look: `iszero(x)` true")),
        ("YulForLoop", ("look: `lt(r, 3)` loop ends", "look: `lt(r, 3)` loop goes on")),
        ("YulCase", ("look: `extcodesize(x) case 0` taken", "look: `extcodesize(x) case 0` passed over")),
        ("YulCase", ("look: `extcodesize(x) case 0x20` taken", "look: `extcodesize(x) case 0x20` passed over")),
        (
            "TryStatement",
            ("attempt: `other.look(address(0))` call succeeds", "attempt: `other.look(address(0))` call fails"),
        ),
    ]


def test_contracts_that_only_tests_use_are_left_out(tmp_path):
    for file in ("contracts/credit/Credit.sol", "contracts/test/Odd.sol", "contracts/Root.sol"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("")

    assert own_sources(tmp_path) == ["contracts/Root.sol", "contracts/credit/Credit.sol"]
