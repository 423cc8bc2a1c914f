"""Every hash of ``docs/batch-format.md`` as another program computes it (``tests/vectors/make_batch_vectors.py``)."""

import hmac
import json
from pathlib import Path

import numpy as np
import pytest

from abate.credits.policies import ReductionPolicy
from abate.oracle import derive, merge, report
from abate.oracle.figures import NULLIFIER_LABEL
from abate.oracle.leaves import Leaves, with_carried
from abate.oracle.moment import Deployment, Moment
from abate.oracle.observation import Observations, observation_hashes, observation_tree
from abate.oracle.salts import Role, batch_keys, salts
from abate.oracle.shown import Shown
from abate.oracle.signed_roots import SignedRoot, evidence_hash, observations_hash
from abate.oracle.terms import Terms
from abate.oracle.typed_data import Batch, ObservationRoot, digest, sign, signable, signer_of
from abate.oracle.words import list_of, rows_of
from tests.library.oracle.conftest import keys_of

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "batch.json").read_text())
PEOPLE, OPERATORS, BATCH = VECTORS["people"], VECTORS["operators"], VECTORS["batch"]


def raw(text):
    return bytes.fromhex(text[2:])


def column(values, width=32):
    return rows_of([raw(value) for value in values], width)


def texts(rows):
    return ["0x" + row.hex() for row in list_of(rows)]


@pytest.fixture(scope="module")
def moment():
    deployment = Deployment(VECTORS["chainId"], VECTORS["oracle"])
    return Moment(deployment, BATCH["vintage"], BATCH["sequence"], BATCH["through"])


@pytest.fixture(scope="module")
def keys(moment):
    return batch_keys(column(person["personKey"] for person in PEOPLE), moment)


def observations(place):
    width = max(len(person["nullifiers"]) for person in PEOPLE)
    nullifiers = np.zeros((len(PEOPLE), width, 32), dtype=np.uint8)
    for row, person in enumerate(PEOPLE):
        for slot, nullifier in enumerate(person["nullifiers"]):
            nullifiers[row, slot] = np.frombuffer(raw(nullifier), dtype=np.uint8)
    numbers = {
        name: np.array([int(person["observations"][place][name]) for person in PEOPLE], dtype=np.uint64)
        for name in ("baseline", "emissions", "periods")
    }
    return Observations(
        accounts=column((person["account"] for person in PEOPLE), 20),
        **numbers,
        evidence=column(person["evidence"][place] for person in PEOPLE),
        nullifiers=nullifiers,
        source_counts=np.array([len(person["nullifiers"]) for person in PEOPLE], dtype=np.uint64),
    )


@pytest.fixture(scope="module")
def merged():
    shown = [Shown(operator["operator"], observations(place)) for place, operator in enumerate(OPERATORS)]
    return merge.merge(shown)


@pytest.fixture(scope="module")
def leaves(merged, moment, keys):
    terms = Terms(b"", ReductionPolicy(), VECTORS["reserveShareBps"])
    gross = terms.gross(merged.figures.baseline, merged.figures.emissions, merged.figures.periods)
    own = derive.own_leaves(merged, moment, terms.credits(gross), gross, keys)
    marks = np.array([int(person["markBefore"]) for person in PEOPLE], dtype=np.uint64)
    before = Leaves(own.accounts, own.credits, own.report_hashes, marks, own.since - 1, own.nullifiers)
    return with_carried(own, before)


@pytest.fixture(scope="module")
def roots():
    made = []
    for operator in OPERATORS:
        root = ObservationRoot(
            vintage=BATCH["vintage"],
            sequence=BATCH["sequence"],
            through=BATCH["through"],
            methodologyId=raw(BATCH["methodologyId"]),
            factorSetHash=raw(BATCH["factorSetHash"]),
            root=raw(operator["root"]),
            evidenceHash=raw(operator["evidenceHash"]),
            count=BATCH["count"],
        )
        made.append(SignedRoot(operator["operator"], root, raw(operator["signature"])))
    return made


@pytest.mark.parametrize("role", ["numbers", "sources", "evidence"])
def test_salts(keys, role):
    assert texts(salts(keys, Role(f"abate/{role}/1".encode()))) == [person["salts"][role] for person in PEOPLE]


def test_nullifiers():
    secret = raw(VECTORS["sourceSecret"])
    for person in PEOPLE:
        made = [hmac.digest(secret, NULLIFIER_LABEL + source.encode(), "sha256") for source in person["sources"]]
        assert ["0x" + nullifier.hex() for nullifier in sorted(made)] == person["nullifiers"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_observation_words(place):
    seen = observations(place)
    words = report.observation_words(seen.baseline, seen.emissions, seen.periods)
    assert texts(words) == [person["observationWords"][place] for person in PEOPLE]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_observation_hashes_and_root(keys, place):
    operator = OPERATORS[place]
    arguments = observations(place), keys, operator["operator"], raw(operator["blinding"])
    assert texts(observation_hashes(*arguments)) == operator["observationHashes"]
    assert observation_tree(*arguments).root == raw(operator["root"])


def test_observation_root_digests(moment, roots):
    digests = ["0x" + digest(moment.deployment, signed.root).hex() for signed in roots]
    assert digests == [operator["digest"] for operator in OPERATORS]


def test_medians(merged):
    for name in ("baseline", "emissions", "periods"):
        assert getattr(merged.figures, name).tolist() == [int(person[name]) for person in PEOPLE]


def test_parts_of_the_report(merged, keys):
    figures = merged.figures
    credits = np.array([int(person["credits"]) for person in PEOPLE], dtype=np.uint64)
    numbers = report.numbers_hashes(
        salts(keys, Role.NUMBERS), figures.baseline, figures.emissions, figures.periods, credits, merged.words
    )
    sources = report.sources_hashes(salts(keys, Role.SOURCES), figures.nullifiers, figures.source_counts)
    evidence = report.evidence_hashes(salts(keys, Role.EVIDENCE), merged.digests)
    assert texts(numbers) == [person["numbersHash"] for person in PEOPLE]
    assert texts(sources) == [person["sourcesHash"] for person in PEOPLE]
    assert texts(evidence) == [person["evidenceHash"] for person in PEOPLE]


def test_leaves(leaves):
    assert leaves.credits.tolist() == [int(person["credits"]) for person in PEOPLE]
    assert leaves.marks.tolist() == [int(person["mark"]) for person in PEOPLE]
    assert texts(leaves.report_hashes) == [person["reportHash"] for person in PEOPLE]
    assert ["0x" + leaves.tree.leaf(row).hex() for row in range(3)] == [person["leaf"] for person in PEOPLE]


def test_batch(leaves, moment, roots):
    batch = Batch(
        vintage=moment.vintage,
        sequence=moment.sequence,
        through=moment.through,
        methodologyId=raw(BATCH["methodologyId"]),
        factorSetHash=raw(BATCH["factorSetHash"]),
        root=leaves.tree.root,
        observationsHash=observations_hash(roots),
        evidenceHash=evidence_hash(roots),
        authorisedTotal=leaves.authorised_total,
        count=len(leaves),
        operatorSetHash=raw(BATCH["operatorSetHash"]),
        validUntil=BATCH["validUntil"],
    )
    assert "0x" + signable(moment.deployment, batch).body.hex() == BATCH["structHash"]
    assert "0x" + digest(moment.deployment, batch).hex() == BATCH["digest"]
    signatures = [sign(moment.deployment, batch, key) for key in keys_of(3)]
    assert ["0x" + signature.hex() for signature in signatures] == BATCH["signatures"]
    signers = [signer_of(moment.deployment, batch, signature) for signature in signatures]
    assert signers == [operator["operator"] for operator in OPERATORS]
