"""Promise 8: a retired credit can never move again, and its certificate stays what it was."""

import pytest

from tests.chain.certificate.conftest import ALICES, BOBS
from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, draft, make_final, pass_time, post, publish
from tests.chain.oracle.deployments import DAY

pytestmark = pytest.mark.usefixtures("holders")


@pytest.fixture
def made(certificate, credit, alice):
    return certificate.retire(credit, ALICES, alice, "for good", {"from": alice}).return_value


@pytest.mark.usefixtures("made")
def test_retired_is_final(certificate, credit, figures, alice, bob, relayer):
    """What was retired is nobody's: not its holder's, not the certificate's, and no claim brings it back."""
    with reverts("ERC20InsufficientBalance", alice, 0, 1):
        credit.transfer(bob, 1, {"from": alice})
    with reverts("NothingDue", alice, ALICES, ALICES):
        credit.issue(*figures.claim(alice), {"from": relayer})
    assert credit.balanceOf(certificate) == 0
    assert credit.totalSupply() == BOBS
    assert credit.totalIssued() == ALICES + BOBS


def test_a_later_batch_issues_only_the_difference(certificate, oracle, credit, made, alice, bob, relayer):
    pass_time(40 * DAY)
    later = publish(oracle, {alice: ALICES + 500, bob: BOBS}, relayer, 1_200_000, through=AUGUST_ENDS)
    credit.issue(*later.claim(alice), {"from": relayer})

    assert credit.balanceOf(alice) == 500
    assert certificate.retiredFor(alice) == ALICES


def test_a_certificate_names_the_batch_of_its_time_for_ever(certificate, oracle, credit, made, alice, bob, relayer):
    before = certificate.retirementOf(made)
    uri = certificate.tokenURI(made)

    pass_time(40 * DAY)
    publish(oracle, {alice: ALICES, bob: BOBS}, relayer, 1_200_000, through=AUGUST_ENDS)
    later = certificate.retire(credit, 1, bob, "", {"from": bob}).return_value

    assert oracle.finalBatch(2013)["sequence"] == 2
    assert certificate.retirementOf(made) == before
    assert certificate.tokenURI(made) == uri
    assert before["batchSequence"] == 1
    assert certificate.retirementOf(later)["batchSequence"] == 2


def test_a_pending_batch_is_not_named(certificate, oracle, credit, alice, bob, relayer):
    pass_time(40 * DAY)
    post(oracle, draft(oracle, through=AUGUST_ENDS, authorisedTotal=1_200_000), relayer)
    during = certificate.retire(credit, 1, bob, "", {"from": bob}).return_value
    make_final(oracle)
    after = certificate.retire(credit, 1, bob, "", {"from": bob}).return_value

    assert certificate.retirementOf(during)["batchSequence"] == 1
    assert certificate.retirementOf(after)["batchSequence"] == 2
