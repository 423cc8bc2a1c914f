"""What a demonstration cannot be made from is refused before anything is sent."""

from dataclasses import replace

import pytest

from abate.demo.run import local_chain
from abate.demo.setting import DEMO, deploy_all, load_documents
from abate.demo.stage import operator_keys
from abate.errors import InputError
from tests.library.chain.scripted_node import LIVE, LOCAL, ScriptedNode

STRANGER = "0x1111111111111111111111111111111111111111"


@pytest.fixture(scope="module")
def documents():
    return load_documents()


def with_oracle(documents, **changes):
    """The documents of another oracle."""
    programme = documents.plan.programme
    oracle = programme.oracle.model_copy(update=changes)
    return replace(documents, plan=replace(documents.plan, programme=programme.model_copy(update={"oracle": oracle})))


@pytest.fixture
def programme(tmp_path):
    """The demo's programme, without what comes from a line on or with one line another."""

    def write(old, new, cut=None):
        text = DEMO.read_text().partition(cut or "\0")[0]
        assert old in text
        for name in ("methodology", "manifest"):
            (line,) = [each for each in text.splitlines() if each.startswith(f"{name} = ")]
            text = text.replace(line, f'{name} = "{(DEMO.parent / line.split(chr(34))[1]).resolve()}"')
        file = tmp_path / "programme.toml"
        file.write_text(text.replace(old, new))
        return file

    return write


def refused(file):
    with pytest.raises(InputError) as problem:
        load_documents(file)
    return str(problem.value)


def test_a_programme_that_simulates_nobody(programme):
    file = programme("vintage", "vintage", cut="\n[simulation]\n")
    said = "simulation: this programme simulates nobody; a demonstration needs a [simulation]"
    assert refused(file) == f"{file}: {said}"


def test_a_programme_with_a_currency_of_its_own(programme):
    file = programme("local = true", f'address = "{STRANGER}"')
    assert refused(file) == f"{file}: currency: a demonstration needs the local currency"


def test_an_owner_whose_key_nobody_knows(documents, tmp_path):
    node = ScriptedNode(LOCAL)
    with pytest.raises(InputError) as problem:
        deploy_all(with_oracle(documents, owner=STRANGER), local_chain(node.url), tmp_path / "record.json")
    node.stop()
    assert str(problem.value) == f"oracle.owner: {STRANGER} is no account of the local chains"
    assert not (tmp_path / "record.json").exists()


def test_an_operator_whose_key_nobody_knows(documents):
    plan = with_oracle(documents, operators=(*documents.plan.programme.oracle.operators[:2], STRANGER)).plan
    with pytest.raises(InputError) as problem:
        operator_keys(plan)
    assert str(problem.value) == f"oracle.operators: {STRANGER} is no account of the local chains"


def test_a_live_chain():
    node = ScriptedNode(LIVE)
    with pytest.raises(InputError) as problem:
        local_chain(node.url)
    node.stop()
    assert str(problem.value) == "chain 1 is not a local one; the demonstration uses keys known to all"
