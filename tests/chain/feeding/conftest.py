"""Three operators with keys of their own, an exchange folder, and an oracle with its 2013 vintage open."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from brownie import accounts, chain, web3
from eth_utils import to_checksum_address

from abate.chain import Sender, connect, connection
from abate.chain.challenges import BatchChallenges
from abate.chain.journal import Journal
from abate.chain.oracle import EmissionOracle as OracleAt
from abate.chain.registry import OperatorRegistry
from abate.chain.signer import NodeSigner
from abate.credits.methodology import Methodology
from abate.enrolment import Enrolment
from abate.oracle.challenge import Challenger
from abate.oracle.desk import Desk
from abate.oracle.examine import double_signers, examine_all, root_files
from abate.oracle.feed import feed
from abate.oracle.figures import Figures
from abate.oracle.onchain import Vintage
from abate.oracle.postings import postings
from abate.oracle.signed_roots import SignedRoot, as_json, read_root
from abate.oracle.typed_data import sign
from tests.chain.feeding import bent
from tests.chain.oracle.deployments import deploy_oracle
from tests.chain.sending import faulty_node
from tests.chain.sending.faulty_node import FaultyNode
from tests.library.oracle.conftest import JULY as JULY_FIGURES
from tests.library.oracle.conftest import figures_of, keys_of

DAY = 24 * 3600
WINDOW = 3 * DAY
JULY, AUGUST, SEPTEMBER = 1_375_279_200, 1_377_957_600, 1_380_549_600  # the months' ends in Sydney's standard time
VINTAGE = 2013
PATIENCE = 5


@pytest.fixture(scope="session")
def methodology():
    rule = {"rule": "fixed", "amount": "1000", "unit": "kg CO2e", "per": "month"}
    return Methodology.model_validate(
        {"name": "feeding", "version": "1", "factor_sets": ["a"], "reserve_share": "0.03", "baseline": [rule]}
    )


@pytest.fixture(scope="session")
def operator_keys():
    """Keys that no node holds, ascending by address."""
    return keys_of(3)


@pytest.fixture(scope="module")
def deployed(ReductionPolicy, methodology, operator_keys, deployer, owner, guardian):
    policy = deployer.deploy(ReductionPolicy, 1_000_000)
    oracle = deploy_oracle(
        deployer,
        owner=owner,
        guardian=guardian,
        operators=[key.address for key in operator_keys],
        quorum=2,
        challenge_window=WINDOW,
        admission_delay=2 * WINDOW + DAY,
        closing_delay=60 * DAY,
        methodologies=[(methodology.methodology_id, policy, methodology.reserve_share_bps)],
    )
    oracle.openVintage(VINTAGE, methodology.methodology_id, {"from": owner})
    return oracle


@pytest.fixture(scope="module")
def credit(CarbonCredit, deployed):
    return CarbonCredit.at(deployed.creditOf(VINTAGE))


@pytest.fixture(scope="module")
def vintage(deployed):
    return Vintage(OracleAt(connect(web3.provider.endpoint_uri, chain_id=1337), deployed.address), VINTAGE)


@pytest.fixture
def sender(vintage, relayer):
    return Sender(vintage.oracle.chain, NodeSigner(vintage.oracle.chain, relayer.address))


@pytest.fixture
def people():
    """Person to Brownie account."""
    return {"ada": accounts[10], "ben": accounts[11], "cleo": accounts[12], "dan": accounts[13]}


@pytest.fixture
def desks(tmp_path, people, operator_keys):
    enrolment = Enrolment.empty().with_people(list(people), [account.address for account in people.values()])
    return [
        Desk(key, tmp_path / f"state-{number}", tmp_path / "exchange", enrolment)
        for number, key in enumerate(operator_keys)
    ]


@pytest.fixture(scope="module")
def figures(methodology):
    """Figures under the vintage's methodology, from person -> (baseline, emissions, periods)."""

    def make(people, **more) -> Figures:
        made = figures_of(people, **more)
        return Figures(**{**vars(made), "methodology_id": methodology.methodology_id})

    return make


@pytest.fixture(scope="module")
def many_desks(tmp_path_factory, operator_keys):
    """Desks for this many made-up people, and their names."""

    def make(count):
        folder = tmp_path_factory.mktemp("many")
        names = [f"home {number}" for number in range(count)]
        addresses = [to_checksum_address(sha256(name.encode()).digest()[:20]) for name in names]
        enrolment = Enrolment.empty().with_people(names, addresses)
        desks = [
            Desk(key, folder / f"state-{number}", folder / "exchange", enrolment)
            for number, key in enumerate(operator_keys)
        ]
        return desks, names

    return make


@pytest.fixture(scope="session")
def operators(operator_keys):
    return [key.address for key in operator_keys]


@pytest.fixture
def fed(vintage, methodology, operators, figures, sender):
    """Feed one period: the desks, everybody's figures, the period's end."""

    def run(desks, people, through):
        made = figures(people)
        return feed(vintage, methodology, operators, desks, lambda operator: made, through, sender)

    return run


@pytest.fixture
def window_over():
    """Let the challenge window of the last batch pass."""

    def wait():
        chain.sleep(WINDOW)
        chain.mine()

    return wait


@pytest.fixture
def honest(vintage, methodology, desks, figures):
    """The batch of July that the operators should sign."""
    made, moment = figures(JULY_FIGURES), vintage.next_moment(JULY)
    gathered = [desk.observe(moment, made, None)[1] for desk in desks]
    for desk, own in zip(desks, gathered, strict=True):
        desk.show(moment, own, [other.operator for other in desks])
    operators = vintage.operator_set([desk.operator for desk in desks])
    return desks[0].aggregate(moment, vintage.terms(methodology), operators, None, vintage.oracle.chain.now())


@pytest.fixture
def challenges(vintage):
    return BatchChallenges(vintage.oracle.chain, vintage.oracle.challenges())


@pytest.fixture
def registry(vintage):
    return OperatorRegistry(vintage.oracle.chain, vintage.oracle.registry())


@pytest.fixture
def found(vintage, challenges, desks, methodology):
    """What a look at the files and the chain finds."""

    def look():
        posted = postings(vintage, challenges, 0)
        return examine_all(vintage, desks[0].exchange, posted, desks[0].enrolment, vintage.terms(methodology))

    return look


@pytest.fixture
def challenger(vintage, challenges, operators, tmp_path, stranger):
    chain = vintage.oracle.chain
    sender = Sender(chain, NodeSigner(chain, stranger.address), Journal(tmp_path / "challenge.journal", chain))
    return Challenger(vintage, challenges, sender, tmp_path / "challenger", operators)


@pytest.fixture
def signed_twice(honest, desks, vintage):
    """The third operator puts another root in the place of the one that it signed first."""
    folder, deployment = desks[2].folder(honest.moment), vintage.deployment
    first = read_root(folder, deployment, desks[2].operator)
    other = replace(first.root, evidenceHash=bytes(32))
    second = SignedRoot(desks[2].operator, other, sign(deployment, other, desks[2].key))
    folder.root(desks[2].operator).write_text(json.dumps(as_json(deployment, second)))
    return desks[2].operator


@pytest.fixture
def two_roots(signed_twice, desks, vintage, challenges, operators):
    """Who signed two roots, by the root that the other operators kept when they showed their figures."""

    def look():
        files = root_files(desks[0].exchange, desks[0].state, VINTAGE)
        return double_signers(vintage, challenges, 0, operators, files)

    return look


@pytest.fixture
def post(honest, desks, vintage, operators, sender):
    def run(draft, payer=sender):
        return bent.post_bent(draft, desks[0], [desks[0].key, desks[1].key], vintage, operators, payer)

    return run


@pytest.fixture
def faulty(monkeypatch):
    """The node behind a proxy that a test can make fail; Ganache takes a second and more to estimate a proof."""
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(connection, "TIMEOUT_SECONDS", PATIENCE)
    monkeypatch.setattr(faulty_node, "DELAY", PATIENCE + 0.5)
    with FaultyNode(web3.provider.endpoint_uri) as node:
        yield node


@pytest.fixture
def through(faulty, vintage, tmp_path):
    """Oracle and sender through that proxy, as a new process has them; the sender with a journal."""

    def make(account):
        chain = connect(faulty.url, chain_id=1337)
        journal = Journal(tmp_path / f"{account.address}.journal", chain)
        sender = Sender(chain, NodeSigner(chain, account.address), journal)
        return Vintage(OracleAt(chain, vintage.oracle.address), VINTAGE), sender

    return make


@pytest.fixture
def challenger_through(challenger, through, stranger):
    def make():
        vintage, sender = through(stranger)
        challenges = BatchChallenges(vintage.oracle.chain, challenger.challenges.address)
        return replace(challenger, vintage=vintage, challenges=challenges, sender=sender)

    return make
