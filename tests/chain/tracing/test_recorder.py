"""The tool behind `make coverage-contracts` tells exactly which way each kind of condition went."""

import pytest
from web3.exceptions import ContractPanicError

from tests.chain.tracing.conftest import deploy, mined, payer
from toolchain.coverage.branches import branches_of

CALLS = [
    ("asked", [6], ["asked: `x > 5` true"]),
    ("asked", [5], ["asked: `x > 5` false"]),
    ("chosen", [0], ["chosen: `x == 0` true"]),
    ("chosen", [1], ["chosen: `x == 0` false"]),
    ("both", [False, True], ["both: `a && b` left side false"]),
    ("both", [True, False], ["both: `a && b` left side true"]),
    ("either", [False, True], ["either: `a || b` left side false"]),
    ("either", [True, False], ["either: `a || b` left side true"]),
    (
        "nested",
        [True, False, False],
        ["nested: `a && b || c` false", "nested: `a && b || c` left side false", "nested: `a && b` left side true"],
    ),
    (
        "nested",
        [False, True, True],
        ["nested: `a && b || c` left side false", "nested: `a && b || c` true", "nested: `a && b` left side false"],
    ),
    ("counted", [0], ["counted: `i < n` loop ends"]),
    ("counted", [1], ["counted: `i < n` loop ends", "counted: `i < n` loop goes on"]),
    ("whiled", [0], ["whiled: `n > steps` loop ends"]),
    ("whiled", [1], ["whiled: `n > steps` loop ends", "whiled: `n > steps` loop goes on"]),
    ("done", [1], ["done: `steps < n` loop ends"]),
    ("done", [2], ["done: `steps < n` loop ends", "done: `steps < n` loop goes on"]),
    (
        "assembled",
        [0],
        ["assembled: `gt(x, 9)` false", "assembled: `lt(i, x)` loop ends", "assembled: `x case 0` taken"],
    ),
    (
        "assembled",
        [10],
        [
            "assembled: `gt(x, 9)` true",
            "assembled: `lt(i, x)` loop ends",
            "assembled: `lt(i, x)` loop goes on",
            "assembled: `x case 0` passed over",
        ],
    ),
    ("checked", [[1], 0], []),
]


@pytest.mark.parametrize(("function", "arguments", "expected"), CALLS)
def test_a_call_goes_exactly_these_ways(ways, gone, function, arguments, expected):
    ways.functions[function](*arguments).call()

    assert sorted(gone()) == expected


def test_a_failed_check_of_the_compiler_is_no_way(ways, gone):
    with pytest.raises(ContractPanicError, match="out of bounds"):
        ways.functions.checked([1], 1).call()

    assert gone() == {}


def test_a_call_of_another_contract_is_followed(ways, gone):
    assert ways.functions.attempted(ways.address, 13).call() is False

    assert sorted(gone()) == ["attempted: `other.keep(x)` call fails", "keep: `x == 13` true"]

    assert ways.functions.attempted(ways.address, 12).call() is True
    assert len(gone()) == 4


def test_a_transaction_is_traced_once_it_is_mined(chain, ways, recorder, gone):
    chain.provider.make_request("evm_setAutomine", [False])
    sent = ways.functions.keep(1).transact(payer(chain))
    _ = chain.eth.block_number
    assert recorder.traced == 0

    chain.provider.make_request("evm_setAutomine", [True])
    chain.provider.make_request("evm_mine", [])
    mined(chain, sent)

    assert recorder.traced == 1
    assert gone() == {"keep: `x == 13` false": "the test"}


def test_a_transaction_that_reverts_counts_as_well(chain, ways, gone):
    assert mined(chain, ways.functions.keep(13).transact(payer(chain)))["status"] == 0

    assert gone() == {"keep: `x == 13` true": "the test"}


def test_what_a_constructor_does_is_told(chain, artefacts, gone):
    deploy(chain, artefacts["Ways"], False)
    _ = chain.eth.block_number

    assert gone() == {"constructor: `flag` false": "the test"}


def test_what_a_created_contracts_constructor_does_is_told(chain, maker, gone):
    mined(chain, maker.functions.make(True).transact(payer(chain)))

    assert gone() == {"constructor: `flag` true": "the test"}


def test_a_constructor_whose_contract_does_not_stay_is_told_too(chain, maker, gone):
    receipt = mined(chain, maker.functions.makeAndTakeBack(False).transact(payer(chain)))

    assert receipt["status"] == 0
    assert gone() == {"constructor: `flag` false": "the test"}


def test_what_looks_the_same_is_traced_once(chain, ways, recorder):
    ways.functions.asked(6).call()
    ways.functions.asked(6).call()
    ways.functions.asked(7).call()
    assert (recorder.traced, recorder.alike) == (2, 1)

    for _ in range(3):
        mined(chain, ways.functions.keep(2).transact(payer(chain)))

    assert (recorder.traced, recorder.alike) == (4, 2), "the first writes a new slot, which takes more gas"


def test_the_first_test_that_went_a_way_is_named(ways, recorder, gone):
    ways.functions.asked(6).call()
    recorder.begin("a later one")
    ways.functions.asked(7).call()
    ways.functions.asked(1).call()

    assert gone() == {"asked: `x > 5` true": "the test", "asked: `x > 5` false": "a later one"}


def test_a_chain_put_back_forgets_which_contract_stood_where(chain, artefacts, recorder, gone):
    before = chain.provider.make_request("evm_snapshot", [])["result"]
    ways = deploy(chain, artefacts["Ways"], True)
    ways.functions.asked(1).call()
    chain.provider.make_request("evm_revert", [before])
    maker = deploy(chain, artefacts["Maker"])
    assert maker.address == ways.address
    recorder.ways.clear()

    mined(chain, maker.functions.make(False).transact(payer(chain)))

    assert gone() == {"constructor: `flag` false": "the test"}


def test_every_condition_has_jumps_in_the_code(recorder, conditions):
    assert [one.condition.name for one in branches_of(conditions, recorder.codes, {}) if not one.jumps] == []


def test_a_function_that_shows_nothing_new_is_passed_over_until_other_tests_begin(ways, recorder, gone, monkeypatch):
    monkeypatch.setattr("toolchain.coverage.recorder.PATIENCE", 1)
    for n in range(10):
        ways.functions.asked(n + 10).call()
    assert (recorder.traced, recorder.alike) == (2, 8), "the first showed something, the second took an instruction"
    ways.functions.asked(1).call()
    assert gone() == {"asked: `x > 5` true": "the test"}

    recorder.begin("a later one")
    ways.functions.asked(1).call()

    assert gone() == {"asked: `x > 5` true": "the test", "asked: `x > 5` false": "a later one"}
