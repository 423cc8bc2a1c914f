"""On a live network the run posts what a quorum signed on machines of its own, and relays it when it is final."""

import pytest

from abate.chain.local_keys import local_key
from abate.chain.times import moment
from abate.deploy import Contracts, Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.plan import Plan
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.enrolment import Enrolment, create_enrolment
from abate.errors import ChainError, InputError
from abate.oracle.computed import compute, end_of
from abate.oracle.desk import Desk
from abate.oracle.onchain import Vintage
from abate.runs.challenge import ENROLMENT_VARIABLE, ChallengeRequest, challenge_programme
from abate.runs.deploy import DeployRequest, deploy
from abate.runs.feed import FeedRequest, feed
from abate.runs.settle import SettleRequest, settle

PERIOD = "2013-07"


@pytest.fixture
def plan(programme):
    return Plan.load(programme)


@pytest.fixture
def contracts(programme, settings, console, yes, live, operators_pay):
    with pytest.raises(BondsNeededError):
        deploy(DeployRequest(programme, settings), console, yes)
    operators_pay()
    deploy(DeployRequest(programme, settings), console, yes)
    return Contracts(Deployment.load(settings.deployment), live)


@pytest.fixture
def signed(contracts, plan, tmp_path):
    """Two of three operators observed, showed, aggregated and signed July in their shared folder."""
    manifest = load_manifest(plan.programme.manifest)
    figures = compute(manifest, plan.methodology, FactorLibrary.load(), 2013, Period.parse(PERIOD))
    homes = figures.people["person"].to_list()
    enrolment = Enrolment.empty().with_people(homes, [local_key(10 + place).address for place in range(len(homes))])
    vintage = Vintage(contracts.oracle, 2013)
    when, terms = vintage.next_moment(end_of(manifest, Period.parse(PERIOD))), vintage.terms(plan.methodology)
    operators, now = vintage.operator_set(plan.operators), contracts.chain.now()
    desks = [Desk(local_key(place), tmp_path / f"{place}", tmp_path / "exchange", enrolment) for place in (3, 4)]
    gathered = [desk.observe(when, figures, None)[1] for desk in desks]
    for desk, own in zip(desks, gathered, strict=True):
        desk.show(when, own, [each.operator for each in desks])
    desks[0].aggregate(when, terms, operators, None, now)
    for desk in desks:
        desk.sign(when, terms, operators, None, now)


@pytest.fixture
def request_for(programme, settings, tmp_path):
    return FeedRequest(programme, PERIOD, settings, tmp_path / "exchange")


def test_a_signed_batch_is_posted_and_issued_after_its_window(request_for, signed, contracts, console, yes, live):
    first = feed(request_for, console, yes)

    assert yes.questions[-1] == f"Post and relay {PERIOD}?"
    assert (first.sequence, first.relayed) == (1, None)
    assert contracts.oracle.pending_batch(2013)[1] == first.final_at
    assert moment(first.final_at).endswith(" UTC")

    live.web3.provider.make_request("evm_increaseTime", [contracts.oracle.challenge_window()])
    live.web3.provider.make_request("evm_mine", [])
    second = feed(request_for, console, yes)

    assert second.final_at is None
    assert contracts.credit.total_issued() == second.relayed.issued + second.relayed.reserve > 0


def test_without_signatures_nothing_is_posted(request_for, contracts, console, yes):
    with pytest.raises(InputError):
        feed(request_for, console, yes)

    assert contracts.oracle.last_sequence(2013) == 0


def test_whoever_says_no_sends_nothing(request_for, signed, contracts, console, no, payer, tmp_path, monkeypatch):
    create_enrolment(tmp_path / "people", "nine letters", Enrolment.empty())
    monkeypatch.setenv(ENROLMENT_VARIABLE, "nine letters")
    settings, sent = request_for.settings, contracts.chain.web3.eth.get_transaction_count(payer.address)
    challenging = ChallengeRequest(
        request_for.programme, settings, request_for.exchange, tmp_path / "people", tmp_path / "state"
    )
    for run, request, question in (
        (feed, request_for, f"Post and relay {PERIOD}?"),
        (settle, SettleRequest(settings, round=1), "Settle round 1 for everybody?"),
        (challenge_programme, challenging, "Challenge what is wrong in 2013?"),
    ):
        with pytest.raises(ChainError, match=r"^nothing was sent$"):
            run(request, console, no)
        assert no.questions[-1] == question

    assert contracts.oracle.last_sequence(2013) == 0
    assert contracts.chain.web3.eth.get_transaction_count(payer.address) == sent
