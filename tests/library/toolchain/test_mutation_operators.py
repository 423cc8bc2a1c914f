"""Every mutant differs from its contract in one place, bears the name of its function, and none is missing."""

import pytest

from tests.library.toolchain import tiny

SUM = "unchecked { sum = a + b; }"
CAP = "if (sum > LIMIT && a != 0) return LIMIT;"
HALF = 'assembly ("memory-safe") { result := shr(1, a) }'

EXPECTED = {
    ("Tiny", "uint256 private constant LIMIT = 10;"): {
        "uint256 private constant LIMIT = 11;",
        "uint256 private constant LIMIT = 9;",
    },
    ("capped", SUM): {"unchecked { {} }", "unchecked { sum = a - b; }"},
    ("capped", CAP): {
        "if (sum >= LIMIT && a != 0) return LIMIT;",
        "if (sum <= LIMIT && a != 0) return LIMIT;",
        "if (sum > LIMIT || a != 0) return LIMIT;",
        "if (sum > LIMIT) return LIMIT;",
        "if (a != 0) return LIMIT;",
        "if (sum > LIMIT && a == 0) return LIMIT;",
        "if (sum > LIMIT && a != 1) return LIMIT;",
        "if (true) return LIMIT;",
        "if (false) return LIMIT;",
        "if (sum > LIMIT && a != 0) {}",
    },
    ("half", HALF): {
        'assembly ("memory-safe") { }',
        'assembly ("memory-safe") { result := shl(1, a) }',
        'assembly ("memory-safe") { result := shr(2, a) }',
        'assembly ("memory-safe") { result := shr(0, a) }',
    },
}


@pytest.fixture(scope="module")
def mutants():
    return tiny.mutants()


def test_a_contract_has_these_mutants_and_no_others(mutants):
    found: dict[tuple[str, str], set[str]] = {}
    for mutant in mutants:
        found.setdefault((mutant.function, mutant.before), set()).add(mutant.after)
    assert found == EXPECTED
    assert len(mutants) == sum(len(lines) for lines in EXPECTED.values())


def test_a_mutant_is_its_contract_with_one_line_changed(mutants):
    original = tiny.CONTRACT.decode().splitlines()
    for mutant in mutants:
        lines = mutant.applied(tiny.CONTRACT).decode().splitlines()
        changed = [number for number, line in enumerate(original, 1) if lines[number - 1] != line]
        assert changed == [mutant.line]
        assert " ".join(original[mutant.line - 1].split()) == mutant.before


def test_names_tell_all_mutants_apart(mutants):
    keys = [mutant.key for mutant in mutants]
    assert len(set(keys)) == len(keys)
    assert f"Tiny.capped: `{SUM}` -> `unchecked {{ sum = a - b; }}`" in keys
