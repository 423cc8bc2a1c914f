"""Who sends for a run: a keystore, or an account of a local node; nobody else."""

from types import SimpleNamespace

import pytest

from abate.chain.connection import connect
from abate.config import Settings
from abate.demo.setting import load_documents
from abate.errors import InputError
from abate.runs.feed import simulated_enrolment
from abate.runs.signers import sender_for
from tests.library.chain.scripted_node import LIVE, LOCAL, ScriptedNode

HELD = [f"0x{place:02x}{'11' * 19}" for place in range(1, 4)]


@pytest.fixture
def chain_of():
    started = []

    def start(answers):
        started.append(ScriptedNode({**answers, "eth_accounts": HELD}))
        return connect(started[-1].url)

    yield start
    for node in started:
        node.stop()


def test_a_local_node_gives_the_account_of_that_place(chain_of):
    sender = sender_for(Settings(), chain_of(LOCAL), index=2)
    assert sender.address.lower() == HELD[2]


def test_a_local_node_with_too_few_accounts_is_refused(chain_of):
    with pytest.raises(InputError) as refused:
        sender_for(Settings(), chain_of(LOCAL), index=3)
    assert str(refused.value) == "the local node holds only 3 accounts, number 3 is wanted"


def test_a_live_node_gives_none(chain_of):
    with pytest.raises(InputError) as refused:
        sender_for(Settings(), chain_of(LIVE))
    told = "give your encrypted key; on a local network an account of the node does"
    assert str(refused.value) == f"not set: --keystore (or ABATE_KEYSTORE); {told}"


def test_where_nobody_is_simulated_an_enrolment_must_be_given(tmp_path):
    programme = load_documents().plan.programme.model_copy(update={"simulation": None})
    with pytest.raises(InputError) as refused:
        simulated_enrolment(SimpleNamespace(programme=programme), None, tmp_path / "enrolment")
    assert str(refused.value) == "no enrolment; give one: abate enrol makes it"
    assert not (tmp_path / "enrolment").exists()
