"""Three operators at their desks, four people, and figures that a test can bend."""

from dataclasses import replace
from hashlib import sha256

import polars as pl
import pytest
from eth_account import Account

from abate.credits.policies import ReductionPolicy
from abate.enrolment import Enrolment
from abate.oracle.desk import Desk
from abate.oracle.figures import Figures
from abate.oracle.moment import Deployment, Moment
from abate.oracle.terms import OperatorSet, Terms, ascending_operators

ORACLE = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
NOW = 1_376_000_000
METHODOLOGY, FACTORS = sha256(b"methodology").digest(), sha256(b"factors").digest()
PEOPLE = {
    "ada": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "ben": "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
    "cleo": "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
    "dan": "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
}


def keys_of(count):
    """Operators' keys, ascending by address."""
    keys = [Account.from_key(sha256(f"operator {number}".encode()).digest()) for number in range(count)]
    return sorted(keys, key=lambda key: key.address.lower())


def figures_of(people, sources=None, evidence=b"meters"):
    """Figures from person -> (baseline, emissions, periods); each person has one meter of their own."""
    sources = {person: [f"electricity/meter-{person}"] for person in people} if sources is None else sources
    rows = [(person, *numbers) for person, numbers in people.items()]
    pairs = [(person, source) for person, listed in sources.items() for source in listed]
    digests = [(person, sha256(evidence + person.encode()).digest()) for person in people]
    numbers = {"baseline": pl.Int64, "emissions": pl.Int64, "periods": pl.Int64}
    return Figures(
        people=pl.DataFrame(rows, schema={"person": pl.String, **numbers}, orient="row"),
        sources=pl.DataFrame(pairs, schema={"person": pl.String, "source": pl.String}, orient="row"),
        evidence=pl.DataFrame(digests, schema={"person": pl.String, "digest": pl.Binary}, orient="row"),
        inputs_hash=sha256(evidence).digest(),
        methodology_id=METHODOLOGY,
        factor_set_hash=FACTORS,
    )


JULY = {
    "ada": (1_000_000, 900_000, 1),
    "ben": (1_000_000, 950_000, 1),
    "cleo": (1_000_000, 1_200_000, 1),
    "dan": (500_000, 499_000, 1),
}


@pytest.fixture(scope="session")
def moment():
    return Moment(Deployment(1337, ORACLE), 2013, 1, 1_375_315_200)


@pytest.fixture
def enrolment():
    return Enrolment.empty().with_people(list(PEOPLE), list(PEOPLE.values()))


@pytest.fixture(scope="session")
def terms():
    return Terms(METHODOLOGY, ReductionPolicy(), 300)


@pytest.fixture(scope="session")
def operator_set():
    operators = ascending_operators([key.address for key in keys_of(3)])
    return OperatorSet(tuple(operators), 2, sha256(b"operator set").digest())


@pytest.fixture
def desks(tmp_path, enrolment):
    """Each with a state folder of its own and one exchange folder for all."""
    return [
        Desk(key, tmp_path / f"state-{number}", tmp_path / "exchange", enrolment)
        for number, key in enumerate(keys_of(3))
    ]


@pytest.fixture
def at_work(operator_set):
    """All of a batch's steps up to the figures: roots first, then figures."""

    def work(desks, moment, figures, previous=None, participants=None):
        shown = participants or desks
        each = figures if isinstance(figures, list) else [figures] * len(desks)
        gathered = [desk.observe(moment, own, previous)[1] for desk, own in zip(desks, each, strict=True)]
        for desk, own in zip(desks, gathered, strict=True):
            if desk in shown:
                desk.show(moment, own, [other.operator for other in shown])
        return gathered

    return work


@pytest.fixture
def drafted(desks, moment, terms, operator_set, at_work):
    """A batch of July in the folder, unsigned."""
    at_work(desks, moment, figures_of(JULY))
    return desks[0].aggregate(moment, terms, operator_set, None, NOW)


def next_moment(moment):
    """The month after."""
    return replace(moment, sequence=moment.sequence + 1, through=moment.through + 31 * 24 * 3600)
