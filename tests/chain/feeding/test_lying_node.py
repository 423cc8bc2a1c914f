"""A node that lies: what it says is held against files and keys that it cannot forge, and nothing is signed or sent."""

import pytest
from brownie import accounts

from abate.chain.connection import connect
from abate.chain.oracle import EmissionOracle as OracleAt
from abate.deploy.contracts import Contracts
from abate.deploy.record import Deployment
from abate.errors import InputError, IntegrityError
from abate.oracle.onchain import Vintage, hash_of_set
from abate.oracle.post import post
from abate.oracle.signatures import publish_signature
from tests.chain.feeding.conftest import JULY, VINTAGE
from tests.chain.sending.faulty_node import Fault
from tests.library.oracle.conftest import JULY as FIGURES

TRUTH = Fault("eth_call")


def lie(*words):
    """An answer to the next reading of a contract."""
    result = "".join(f"{word:064x}" if isinstance(word, int) else word.hex() for word in words)
    return Fault("eth_call", forwards=0, answer={"result": "0x" + result})


@pytest.fixture
def lied_to(faulty, vintage):
    """The vintage as the node shows it, which answers the next readings like this."""
    asked = Vintage(OracleAt(connect(faulty.url, chain_id=1337), vintage.oracle.address), VINTAGE)

    def say(*answers):
        faulty.faults = list(answers)
        return asked

    yield say
    assert faulty.faults == []


def test_operators_of_its_own_are_not_taken_for_those_in_force(lied_to, operators):
    forged = hash_of_set(sorted((each.address for each in accounts[20:23]), key=str.lower), 2)
    with pytest.raises(
        InputError, match=r"^operators: the 3 operators given are not those in force; list all of them$"
    ):
        lied_to(lie(forged)).operator_set(operators)


def test_a_smaller_quorum_is_not_believed(lied_to, operators, vintage):
    forged = vintage.oracle.operator_set_hash()[:-1] + b"\x01"
    with pytest.raises(InputError, match="are not those in force"):
        lied_to(lie(forged)).operator_set(operators)


def test_nothing_is_signed_under_another_methodology(lied_to, methodology):
    with pytest.raises(IntegrityError, match=f"vintage {VINTAGE} has the methodology 0x1111"):
        lied_to(lie(b"\x11" * 32)).terms(methodology)


def test_nothing_is_signed_under_another_reserve_share(lied_to, methodology):
    said = r"^the reserve share on chain is 301 basis points, not 300$"
    with pytest.raises(IntegrityError, match=said):
        lied_to(TRUTH, lie(1, 301, 1)).terms(methodology)


def test_nothing_is_posted_where_the_oracle_hashes_in_another_way(lied_to, honest, desks, vintage, operators, sender):
    """So that signatures of another kind of batch are never shown to it."""
    for desk in desks[:2]:
        publish_signature(desk.folder(honest.moment), vintage.deployment, honest.batch, desk.key, 0)
    in_force, asked = vintage.operator_set(operators), lied_to(TRUTH, lie(b"\x33" * 32))
    with pytest.raises(IntegrityError, match=f"^the oracle at {vintage.oracle.address} hashes batches in another way$"):
        post(asked, desks[0].folder(honest.moment), in_force, sender)
    assert vintage.oracle.last_sequence(VINTAGE) == 0


def test_a_final_batch_that_it_made_up_is_held_against_the_files(lied_to, fed, desks, window_over):
    batch = fed(desks, FIGURES, JULY).draft.batch
    window_over()
    forged = lie(1, batch.through, batch.authorisedTotal, b"\x22" * 32, 0)
    said = f"^root of batch 1 in the folder is 0x{batch.root.hex()}, on chain it is 0x2222"
    with pytest.raises(IntegrityError, match=said):
        lied_to(forged).final_leaves(desks[0].exchange)


def test_a_batch_that_it_hides_brings_no_second_root(lied_to, fed, desks, figures):
    """It says that nothing was ever posted, so the same number seems to come next, over figures of today."""
    fed(desks, FIGURES, JULY)
    moment = lied_to(TRUTH, lie(0), lie(*[0] * 6), lie(*[0] * 5)).next_moment(JULY)
    assert moment.sequence == 1
    with pytest.raises(IntegrityError, match="has already signed another root for batch 1 of 2013"):
        desks[0].observe(moment, figures({**FIGURES, "ada": (1_000_000, 1, 1)}), None)


def test_a_deployment_of_another_chain_is_refused(faulty, vintage):
    faulty.faults = [Fault("eth_chainId", forwards=0, answer={"result": "0x1"})]
    record = Deployment("tests", "live", 1337, VINTAGE, "0x" + "11" * 32, accounts[0].address, None, "")
    with pytest.raises(InputError, match="the deployment is on chain 1337, the node on 1; use a node of"):
        Contracts(record, connect(faulty.url))
