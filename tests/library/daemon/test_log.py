"""Lines have few events and few fields, and tell of problems without people's names and figures."""

import io
import json

import pytest

from abate.chain.refusals import RefusalError
from abate.daemon.log import Log
from abate.daemon.telling import told, without_figures
from abate.daemon.words import Said
from abate.errors import ChainError, InputError, IntegrityError


@pytest.fixture
def log():
    return Log(io.StringIO(), as_json=True)


def lines(log):
    return [json.loads(line) for line in log.out.getvalue().splitlines()]


def test_a_line_for_machines(log):
    log.say(Said.POSTED, period="2013-07", sequence=1, tx="0xab", gas=None)
    (line,) = lines(log)
    assert line.pop("time").endswith("Z")
    assert line == {"event": "posted", "level": "info", "period": "2013-07", "sequence": 1, "tx": "0xab"}


def test_a_line_for_people():
    log = Log(io.StringIO())
    log.say(Said.PERSON_NEEDED, kind="disputed", command="abate oracle defend x")
    line = log.out.getvalue()
    assert "[warning  ] person_needed" in line
    assert "command='abate oracle defend x'" in line


@pytest.mark.parametrize("field", ["person", "account", "emissions", "passphrase", "credits"])
def test_no_line_has_a_field_that_is_personal(log, field):
    with pytest.raises(ValueError, match=f"^no line of the log has \\['{field}'\\]$"):
        log.say(Said.FAILED, **{field: "x"})
    assert lines(log) == []


def test_what_lasts_is_said_once_until_it_is_over(log):
    assert log.say_once(("behind",), Said.WAITING, reason="late")
    assert not log.say_once(("behind",), Said.WAITING, reason="late")
    log.again(("behind",))
    assert log.say_once(("behind",), Said.WAITING, reason="late")
    assert len(lines(log)) == 2


def test_a_quoted_input_is_not_told():
    problem = InputError("ada used -3 kWh", file="/home/op/meters.csv", row=7, field="kwh", mend="look at ada's meter")
    assert told(problem) == (
        "input that may not be quoted here (meters.csv, line 7, kwh); the command of this step tells it"
    )
    assert told(InputError("ada is enrolled twice")) == (
        "input that may not be quoted here; the command of this step tells it"
    )


def test_an_option_is_told():
    problem = InputError("the 3 operators given are not those in force", field="operators", mend="list all of them")
    assert told(problem) == str(problem)


def test_figures_are_left_out_and_hashes_stay():
    account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    problem = IntegrityError(f"account {account}: credits is 97000, the operators' figures give 1,048.5")
    assert told(problem) == f"account {account}: credits is …, the operators' figures give …"
    assert without_figures("batch 12 has 0x12ab34") == "batch … has 0x12ab34"


def test_a_refusal_is_told_without_its_evidence():
    problem = RefusalError("claiming credits", "NothingDue", {"account": "0x1", "figure": 97_000}, "Nothing is due.")
    assert told(problem) == "claiming credits refused: Nothing is due. [NothingDue]"
    assert told(ChainError("the node gives no answer")) == "the node gives no answer"


def test_a_fault_of_the_program_is_told_by_its_place():
    try:
        {"ada": 97_000}["ben"]
    except KeyError as problem:
        line = told(problem)
    assert line.startswith("KeyError at tests/library/daemon/test_log.py:")
    assert "ben" not in line
