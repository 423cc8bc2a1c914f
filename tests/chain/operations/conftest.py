"""A deployment with three operators, each with a folder, a key and the shared exchange; July's batch is in its window.

Everything is made once for a file of tests; each test gets its own copy of the files, and the chain as it was then.
"""

import json
import shutil

import pytest
from brownie import accounts, chain
from eth_account import Account

from abate.enrolment import Cost, Enrolment, create_enrolment
from abate.enrolment import file as enrolment_file
from tests.chain.operations.runbook import Person, run
from tests.chain.operators.conftest import contracts, place  # noqa: F401 (fixtures)
from tests.chain.operators.people import HOMES, PASSPHRASE
from tests.chain.oracle.deployments import container
from tests.library.oracle.conftest import keys_of

OWNER, GUARDIAN, ARBITER = 1, 2, 6
STEP = "oracle {} programme.toml --exchange exchange --enrolment people.enrolment --period {}"


@pytest.fixture(scope="module", autouse=True)
def cheap():
    """Opening an enrolment costs little here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enrolment_file, "STANDARD", Cost(n=2**4))
        yield


@pytest.fixture(scope="module")
def url(contracts):  # noqa: F811
    return contracts.chain.web3.provider.endpoint_uri


@pytest.fixture(scope="module")
def signed_up(place, url, tmp_path_factory):  # noqa: F811
    """The operators' folders, before anything was observed."""
    root = tmp_path_factory.mktemp("operations")
    people = [(home, accounts[10 + number].address) for number, home in enumerate(HOMES)]
    enrolment = Enrolment.empty().with_people(*map(list, zip(*people, strict=True)))
    for number, key in enumerate(keys_of(3)):
        home = root / f"operator-{number}"
        shutil.copytree(place, home)
        lay_key(home, key, "key.json")
        create_enrolment(home / "people.enrolment", PASSPHRASE, enrolment)
    return root


def lay_key(home, key, name):
    """A keystore and its passphrase, for their owner's eyes only."""
    keystore = Account.encrypt(key.key, PASSPHRASE, kdf="pbkdf2", iterations=2)
    (home / name).write_text(json.dumps(keystore))
    (home / "passphrase").write_text(PASSPHRASE)
    for secret in (name, "passphrase"):
        (home / secret).chmod(0o600)


def operators_in(root, url):
    """The operators as they work in copies of their folders; they share one exchange."""
    (root / "exchange").mkdir(exist_ok=True)
    made = [Person(root / f"operator-{number}", key.address, url) for number, key in enumerate(keys_of(3))]
    for who in made:
        (who.home / "exchange").unlink(missing_ok=True)
        (who.home / "exchange").symlink_to(root / "exchange")
    return made


@pytest.fixture(scope="module")
def in_window(signed_up, url):
    """The first and the third operator signed July, which is posted."""
    first, second, third = operators_in(signed_up, url)
    through_a_period((first, second, third), "2013-07", signers=(first, third))
    return signed_up


def through_a_period(operators, period, signers):
    """Observe twice, aggregate, sign and post."""
    for who in (*operators, *operators[:-1]):
        run(who, STEP.format("observe", period))
    run(operators[0], STEP.format("aggregate", period))
    for who in signers:
        run(who, STEP.format("sign", period))
    return run(operators[0], f"oracle post programme.toml --exchange exchange --period {period}")


@pytest.fixture
def operators(in_window, url, tmp_path):
    """The three, each test with its own copy of their files."""
    shutil.copytree(in_window, tmp_path, dirs_exist_ok=True, symlinks=True)
    return operators_in(tmp_path, url)


@pytest.fixture
def role(operators, url):
    """Somebody by the node's account that holds the role, in the first operator's folder."""
    return lambda number: Person(operators[0].home, accounts[number].address, url, keystore=None)


@pytest.fixture
def owner_of_the_programme(role):
    return role(OWNER)


@pytest.fixture
def guardian_of_the_programme(role):
    return role(GUARDIAN)


@pytest.fixture
def arbiter(role):
    return role(ARBITER)


@pytest.fixture
def funded(contracts):  # noqa: F811
    """Give somebody base units of the bonds' currency; anybody mints it on a local chain."""
    token = container("LocalCurrency").at(contracts.registry.bond_terms().currency)

    def pay(who, amount):
        token.mint(who.address, amount, {"from": accounts[0]})
        return token

    return pay


@pytest.fixture(scope="session")
def wait():
    """Let time pass on the chain."""

    def pass_time(seconds):
        chain.sleep(seconds)
        chain.mine()

    return pass_time
