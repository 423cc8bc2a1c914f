"""The demo's homes, with operators whose keys no node holds; every operator works in a folder of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from brownie import accounts
from eth_account import Account

from abate.enrolment import Cost, Enrolment, create_enrolment
from abate.enrolment import file as enrolment_file
from tests.chain.commands import run_abate, run_there
from tests.chain.operators.people import ENROLMENT, HOMES, PASSPHRASE, PERIOD, PROGRAMME, Operator
from tests.chain.oracle.deployments import container
from tests.chain.programmes import deploy_programme
from tests.library.oracle.conftest import keys_of

REPO = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Programme and activity data, as everybody has them."""
    folder = tmp_path_factory.mktemp("programme")
    text = (REPO / "programmes" / "demo" / "programme.toml").read_text()
    start = text.index("operators = [")
    listed = json.dumps([key.address for key in keys_of(3)])
    text = text[:start] + f"operators = {listed}" + text[text.index("]", start) + 1 :]
    file = folder / "programmes" / "demo" / "programme.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    shutil.copy(REPO / "programmes" / "demo" / "methodology.toml", file.parent)
    shutil.copytree(REPO / "samples" / "sydney-homes", folder / "samples" / "sydney-homes")
    return folder


@pytest.fixture(scope="module")
def forker():
    """A process that forks others."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.chain.operators.forking"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture(scope="module")
def contracts(place):
    """Deployed once; the operators have money for gas."""
    made = deploy_programme(place / "programmes" / "demo" / "programme.toml", place / "deployment.json")
    for key in keys_of(3):
        accounts[0].transfer(key.address, "10 ether")
    return made


@pytest.fixture(scope="module")
def homes(place, contracts, tmp_path_factory):
    """The folders of three operators; the third has misread one meter."""
    people = [(home, accounts[10 + number].address) for number, home in enumerate(HOMES)]
    enrolment = Enrolment.empty().with_people(*map(list, zip(*people, strict=True)))
    root = tmp_path_factory.mktemp("homes")
    for number, key in enumerate(keys_of(3)):
        home = root / f"operator-{number}"
        shutil.copytree(place, home)
        (home / "passphrase").write_text(PASSPHRASE + str(number))
        keystore = Account.encrypt(key.key, PASSPHRASE + str(number), kdf="pbkdf2", iterations=2)
        (home / "key.json").write_text(json.dumps(keystore))
        before, enrolment_file.STANDARD = enrolment_file.STANDARD, Cost(n=2**4)
        try:
            create_enrolment(home / "people.enrolment", PASSPHRASE, enrolment)
        finally:
            enrolment_file.STANDARD = before
        for secret in ("key.json", "passphrase"):
            (home / secret).chmod(0o600)
    readings = home / "samples" / "sydney-homes" / "monthly.csv"
    readings.write_text(
        readings.read_text().replace("10006704,2013-07,1488,1008.409", "10006704,2013-07,1488,1108.409")
    )
    return root


def operators_in(root, contracts):
    """The operators as they work in these folders."""
    url = contracts.chain.web3.provider.endpoint_uri
    return [
        Operator(number, key.address, bytes(key.key).hex(), root / f"operator-{number}", url)
        for number, key in enumerate(keys_of(3))
    ]


@pytest.fixture
def operators(homes, contracts, tmp_path):
    """The three, each test with its own copy of their files."""
    shutil.copytree(homes, tmp_path, dirs_exist_ok=True)
    return operators_in(tmp_path, contracts)


@pytest.fixture(scope="module")
def at_work(contracts, tmp_path_factory):
    """Go on in a copy of the operators' folders, whose exchange is beside them; where, and a way to run commands."""

    def start(root):
        copy = shutil.copytree(root, tmp_path_factory.mktemp("work"), dirs_exist_ok=True)

        def run(number, command, *arguments):
            who = operators_in(copy, contracts)[number]
            own = {name: value for name, value in who.environment.items() if name.startswith("ABATE_")}
            line = ("oracle", command, PROGRAMME, "--exchange", copy / "exchange", "--json", *PERIOD, *arguments)
            done = run_there(who.home, own, *line)
            assert done.code == 0, done.err
            return done.json

        return copy, run

    return start


@pytest.fixture(scope="module")
def shown_once(homes, at_work):
    """The folders once all operators have shown their figures of July; nothing is sent for that."""
    folder, run = at_work(homes)
    for number in (0, 1, 2, 0, 1):
        run(number, "observe", *ENROLMENT)
    return folder


@pytest.fixture(scope="module")
def signed_once(shown_once, at_work):
    """The folders with a batch of July that the first and the third operator signed."""
    folder, run = at_work(shown_once)
    run(1, "aggregate", *ENROLMENT)
    for number in (0, 2):
        run(number, "sign", *ENROLMENT)
    return folder


@pytest.fixture
def abate(monkeypatch, capsys, tmp_path):
    """Run a command of ``abate oracle`` as an operator, in this process: its JSON, or code and line of error."""

    def run(who, command, *arguments):
        monkeypatch.chdir(who.home)
        for name, value in who.environment.items():
            if name.startswith("ABATE_"):
                monkeypatch.setenv(name, value)
        done = run_abate(capsys, monkeypatch, "oracle", command, PROGRAMME, "--json", *arguments)
        return json.loads(done.out) if not done.code else (done.code, done.err.strip().splitlines()[-1])

    return run


@pytest.fixture
def exchange(tmp_path):
    return ["--exchange", tmp_path / "exchange"]


@pytest.fixture
def money(contracts):
    """The bonds' currency; anybody mints it on a local chain."""

    def pay(who, amount):
        token = container("LocalCurrency").at(contracts.registry.bond_terms().currency)
        token.mint(who.address, amount, {"from": accounts[0]})
        return token

    return pay
