"""Each command is killed before every step that it takes, and started again: nothing is lost, nothing done twice."""

import json
import shutil

import pytest
from brownie import chain, web3

from abate.credits import load_methodology
from abate.enrolment import load_enrolment
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import publish_signature
from tests.chain.feeding.bent import wrong_credits
from tests.chain.feeding.conftest import JULY, WINDOW
from tests.chain.operators.people import ENROLMENT, PASSPHRASE, PERIOD, PROGRAMME, forked
from tests.library.oracle.conftest import keys_of

OWN = [*PERIOD, *ENROLMENT]


@pytest.fixture
def run(forker, tmp_path):
    """Run a command in a process of its own, killed before the step of this number; how it ended."""

    def start(who, command, *arguments, step=0, exchange=None):
        shared = ["--exchange", str(exchange or tmp_path / "exchange"), "--json"]
        asked = {
            "arguments": ["oracle", command, PROGRAMME, *shared, *map(str, arguments)],
            "folder": str(who.home),
            "environment": {name: v for name, v in who.environment.items() if name not in ("PYTHONPATH",)},
            "step": step,
        }
        return forked(forker, asked)

    return start


@pytest.fixture
def done(run):
    """Run a command that ends well; what it prints as JSON."""

    def start(*arguments, **more):
        ended = run(*arguments, **more)
        assert ended["code"] == 0, ended["printed"]
        return json.loads(ended["printed"][ended["printed"].index("{") :])

    return start


@pytest.fixture
def killed_at_every_step(run, done, tmp_path):
    """Kill a command before each of its steps and run it again; each time from the same state of files and chain.

    Returns how many steps it has. ``check`` is called with what the second run printed.
    """

    def go(who, command, *arguments, check, **more):
        number, kept = 1, tmp_path.with_name(tmp_path.name + "-kept")
        shutil.copytree(tmp_path, kept)
        while True:
            held = ask("evm_snapshot")
            first = run(who, command, *arguments, step=number, **more)
            assert first["killed"] or first["code"] == 0, first["printed"]
            check(done(who, command, *arguments, **more))
            if not first["killed"]:
                # what this run did stays, for the command after it
                break
            ask("evm_revert", held)
            restore(kept, tmp_path)
            number += 1
        shutil.rmtree(kept)
        return number - 1

    return go


def restore(kept, folder):
    """The files as they were; folders that processes work in stay where they are."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in kept.iterdir():
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, folder / path.name)


def ask(method, *params):
    return web3.provider.make_request(method, list(params))["result"]


def content(folder, path):
    return json.loads((folder / "exchange" / "2013-0001" / path).read_text())


@pytest.fixture
def nonces():
    """How many transactions of these operators landed."""
    return lambda *who: [web3.eth.get_transaction_count(each.address) for each in who]


def test_a_whole_period_is_killed_at_every_step(killed_at_every_step, done, contracts, operators, nonces, tmp_path):
    first, second, third = operators
    everybody = [who.address for who in operators]
    before, credit, seen = nonces(*operators), contracts.credit, set()
    for who in (second, third):
        done(who, "observe", *OWN)

    def one_root_was_signed_and_its_figures_shown(printed):
        root = content(tmp_path, f"roots/{first.address}.json")["observationRoot"]["root"]
        copies = [json.loads(file.read_text()) for file in first.home.rglob(f"{first.address}-*.json")]
        assert {root} == {each["observationRoot"]["root"] for each in copies} == {printed["root"]}
        assert content(tmp_path, f"observations/{first.address}.json")["operators"] == everybody

    steps = [killed_at_every_step(first, "observe", *OWN, check=one_root_was_signed_and_its_figures_shown)]
    for who in (second, third):
        done(who, "observe", *OWN)

    def the_same_draft_was_laid(printed):
        assert content(tmp_path, "batch.json")["batch"]["root"] == printed["root"]
        seen.add(printed["root"])

    steps.append(killed_at_every_step(second, "aggregate", *OWN, check=the_same_draft_was_laid))
    (root,) = seen

    def the_same_signature_was_laid(printed):
        seen.add(content(tmp_path, f"signatures/{first.address}.json")["signature"])

    steps.append(killed_at_every_step(first, "sign", *OWN, check=the_same_signature_was_laid))
    assert len(seen) == 2
    done(third, "sign", *OWN)

    def it_was_posted_once(printed):
        assert contracts.oracle.pending_batch(2013)[0].root.hex() == root[2:] == printed["root"][2:]
        assert [after - count for after, count in zip(nonces(*operators), before, strict=True)] == [1, 0, 0]
        assert content(tmp_path, "tree.json")["tree"][0] == root

    steps.append(killed_at_every_step(first, "post", *PERIOD, check=it_was_posted_once))
    chain.sleep(WINDOW)
    chain.mine()
    paid = []

    def everybody_was_paid_once(printed):
        paid.append((credit.total_issued(), credit.issued_to(credit.reserve())))
        # one subtree of eight leaves, and the reserve's share
        assert nonces(second)[0] - before[1] == 2

    steps.append(killed_at_every_step(second, "relay", check=everybody_was_paid_once))
    assert len(set(paid)) == 1
    assert [least <= count for least, count in zip((7, 3, 1, 3, 5), steps, strict=True)] == [True] * 5, steps


@pytest.fixture
def bent(done, contracts, operators, place, tmp_path):
    """Two operators sign a batch that credits one home 1 g too much; it is posted."""
    for who in (*operators, *operators[:2]):
        done(who, "observe", *OWN)
    enrolment = load_enrolment(operators[0].home / "people.enrolment", PASSPHRASE)
    keys, vintage = keys_of(3), Vintage(contracts.oracle, 2013)
    desk = Desk(keys[0], operators[0].home / "oracle-state", tmp_path / "exchange", enrolment)
    terms = vintage.terms(load_methodology(place / "programmes" / "demo" / "methodology.toml"))
    moment, known = vintage.moment(JULY), vintage.operator_set([key.address for key in keys])
    draft = wrong_credits(desk.derive(moment, terms, known, None, contracts.chain.now() + WINDOW))
    write_draft(desk.folder(moment), draft)
    for key in keys[:2]:
        publish_signature(desk.folder(moment), moment.deployment, draft.batch, key, contracts.chain.now())
    done(operators[1], "post", *PERIOD)


def test_challenge_proves_once_with_the_proof_that_it_committed_to(
    bent, killed_at_every_step, contracts, operators, nonces
):
    third, registry = operators[2], contracts.registry
    terms, before = registry.bond_terms(), nonces(third)

    def check(printed):
        assert contracts.oracle.pending_batch(2013)[0].sequence == 0
        bonds = [registry.operator_of(who.address).bond for who in operators]
        assert bonds == [terms.size - terms.slice, terms.size - terms.slice, terms.size]
        assert registry.reward_of(third.address) == terms.slice // 2
        # commit, prove, collect
        assert nonces(third)[0] - before[0] == 3
        assert not list((third.home / "oracle-state" / "challenges").iterdir())

    assert killed_at_every_step(third, "challenge", *ENROLMENT, check=check) >= 12
