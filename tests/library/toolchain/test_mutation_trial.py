"""A trial tells what a test noticed, what none did, and what is no contract; where it goes wrong itself, it says so."""

import pytest

from tests.library.toolchain import tiny
from toolchain.mutation.operators import Mutant
from toolchain.mutation.trial import Court, TrialError, Verdict, dependents, placed


@pytest.fixture
def court(tmp_path):
    for name, content in {tiny.FILE: tiny.CONTRACT, tiny.TEST: tiny.TESTS}.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(content)
    return Court(tmp_path / "court", tmp_path)


def nonsense() -> Mutant:
    start = tiny.CONTRACT.index(b"a + b")
    return Mutant(tiny.FILE, "capped", "nonsense", start, start + 5, "a plus b", 8, "", "")


def test_killed_survived_and_invalid(court):
    by_line = {mutant.after: mutant for mutant in tiny.mutants()}
    tried = [
        by_line["unchecked { sum = a - b; }"],
        by_line["if (sum > LIMIT) return LIMIT;"],
        nonsense(),
        by_line["if (true) return LIMIT;"],
    ]
    assert court.verdicts(tried, [tiny.TEST]) == [
        Verdict("killed", "TinyTest.test_a_sum"),
        Verdict("survived"),
        Verdict("invalid"),
        Verdict("killed", "TinyTest.test_a_sum"),
    ]


def test_a_test_that_fails_on_the_original_is_no_judge(court):
    (court.root / tiny.TEST).write_bytes(tiny.TESTS.replace(b"== 5", b"== 6"))
    with pytest.raises(TrialError, match=r"^fails without any mutation: TinyTest\.test_a_sum$"):
        court.check([tiny.TEST])


def test_a_test_that_does_not_reach_the_contract_is_no_judge(court):
    mutant = Mutant("contracts/Other.sol", "f", "kind", 0, 0, "", 1, "", "")
    with pytest.raises(TrialError, match=r"do not reach contracts/Other\.sol$"):
        court.verdicts([mutant], [tiny.TEST])


FILES = {
    "a/Low.sol": b'import {X} from "@openzeppelin/X.sol";\n',
    "a/Middle.sol": b'import {Low} from "./Low.sol";\n',
    "b/Top.sol": b'import {\n    Middle\n} from "../a/Middle.sol";\nimport {Beside} from "./Beside.sol";\n',
    "b/Beside.sol": b"",
}


def test_what_depends_on_a_file_is_tried_with_it():
    assert dependents(FILES, "a/Low.sol") == {"a/Low.sol", "a/Middle.sol", "b/Top.sol"}
    assert dependents(FILES, "b/Beside.sol") == {"b/Beside.sol", "b/Top.sol"}


def test_imports_mean_the_mutants_own_files_or_the_common_ones():
    own = {"a/Middle.sol", "b/Top.sol"}
    assert placed("b/Top.sol", FILES["b/Top.sol"], "m3", own) == (
        b'import {\n    Middle\n} from "trees/m3/a/Middle.sol";\nimport {Beside} from "trees/common/b/Beside.sol";\n'
    )
    assert placed("a/Low.sol", FILES["a/Low.sol"], "common", set()) == FILES["a/Low.sol"]
