"""A period of the demo's homes, step by step with the commands, by three operators with keystores of their own."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from brownie import accounts, chain
from eth_account import Account

from abate.cli import main
from abate.credits import load_methodology
from abate.enrolment import Cost, load_enrolment
from abate.enrolment import file as enrolment_file
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import publish_signature
from tests.chain.feeding.bent import wrong_credits
from tests.chain.feeding.conftest import JULY, WINDOW
from tests.chain.programmes import deploy_programme
from tests.library.oracle.conftest import keys_of

REPO = Path(__file__).parents[3]
PASSPHRASE = "correct horse battery"
HOMES = ["10006414", "10006704", "10017562", "10017936", "10017994", "10018060", "10018064", "10018250"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the demo's programme, with operators whose keys no node holds, their keystores and people."""
    folder = tmp_path_factory.mktemp("place")
    text = (REPO / "programmes" / "demo" / "programme.toml").read_text()
    start = text.index("operators = [")
    listed = json.dumps([key.address for key in keys_of(3)])
    text = text[:start] + f"operators = {listed}" + text[text.index("]", start) + 1 :]
    file = folder / "programmes" / "demo" / "programme.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    shutil.copy(REPO / "programmes" / "demo" / "methodology.toml", file.parent)
    shutil.copytree(REPO / "samples" / "sydney-homes", folder / "samples" / "sydney-homes")
    rows = [f"{home},{accounts[10 + number].address}" for number, home in enumerate(HOMES)]
    (folder / "people.csv").write_text("\n".join(["person,account", *rows]))
    for number, key in enumerate(keys_of(3)):
        keystore = Account.encrypt(key.key, PASSPHRASE, kdf="pbkdf2", iterations=2)
        (folder / f"operator-{number}.json").write_text(json.dumps(keystore))
    return folder


@pytest.fixture(scope="module")
def contracts(place):
    """Deployed once for all tests here."""
    return deploy_programme(place / "programmes" / "demo" / "programme.toml", place / "deployment.json")


@pytest.fixture
def programme(place, contracts, tmp_path):
    """The programme in the test's own copy of the folder."""
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    return tmp_path / "programmes" / "demo" / "programme.toml"


@pytest.fixture
def abate(programme, tmp_path, contracts, monkeypatch, capsys):
    """Run a command of ``abate oracle`` and return what it prints as JSON, or its one line of error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(enrolment_file, "STANDARD", Cost(n=2**4))
    monkeypatch.setenv("ABATE_RPC_URL", contracts.chain.web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(tmp_path / "deployment.json"))
    monkeypatch.setenv("ABATE_ENROLMENT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("ABATE_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    (tmp_path / "passphrase").write_text(PASSPHRASE)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["abate", *map(str, arguments)])
        try:
            main()
        except SystemExit as end:
            return end.code, capsys.readouterr().err.strip()
        printed = capsys.readouterr().out
        return json.loads(printed) if printed.startswith("{") else printed

    return run


@pytest.fixture
def enrolled(abate):
    abate("enrol", "people.enrolment", "--csv", "people.csv")


@pytest.fixture
def operator(abate, enrolled, programme):
    """One step of one operator, with a state folder of its own."""

    def step(number, command, *more):
        own = ["--keystore", f"operator-{number}.json", "--state", f"state-{number}", "--enrolment", "people.enrolment"]
        period = ["--exchange", "exchange", "--period", "2013-07", "--json"]
        return abate("oracle", command, programme, *own, *period, *more)

    return step


@pytest.fixture
def anybody(abate, programme, relayer):
    def step(command, *more):
        paid = [] if command == "status" else ["--account", relayer.address]
        return abate("oracle", command, programme, "--exchange", "exchange", "--json", *paid, *more)

    return step


def test_a_period_from_observation_to_credits(operator, anybody, contracts):
    addresses = [key.address for key in keys_of(3)]
    waiting = [operator(number, "observe")["waiting"] for number in (0, 1, 2)]
    assert waiting == [addresses[1:], addresses[2:], []]
    assert [operator(number, "observe")["figures"] for number in (0, 1)] == ["shown, sealed"] * 2

    draft = operator(1, "aggregate")
    assert (draft["accounts"], draft["operators"], draft["disagreements"]) == ("8", "3", [])
    # whoever holds the enrolment verifies, without an operator's key
    looked = anybody("verify", "--period", "2013-07", "--enrolment", "people.enrolment")
    assert (looked["root"], looked["on chain"]) == (draft["root"], "not yet")
    assert [operator(number, "sign")["signatures"][0] for number in (0, 2)] == ["1", "2"]

    posted = anybody("post", "--period", "2013-07")
    assert posted["root"] == draft["root"]
    assert anybody("post", "--period", "2013-07")["transaction"] == "none: it was posted before"
    assert "final at" in anybody("status")["pending batch"]
    assert operator(2, "verify")["on chain"] == "this very batch"

    chain.sleep(WINDOW)
    chain.mine()
    relayed = anybody("relay")
    credit = contracts.credit
    # 342,608 g of the group's mean a year earlier, less what each home caused, less 3 %
    assert credit.issued_to(accounts[12].address) == (342_608 - 236_269) * 97 // 100
    assert credit.issued_to(accounts[10].address) == 0
    assert relayed["left at the cap"] == "0"
    assert anybody("relay")["transactions"] == "0"
    assert anybody("status")["final batch"].startswith("1 through 2013-07-31 14:00 UTC, authorised ")
    assert contracts.oracle.final_batch(2013).through == JULY


def test_a_batch_whose_total_is_false_is_not_signed(operator, tmp_path):
    for number in (0, 1, 2, 0, 1):
        operator(number, "observe")
    operator(0, "aggregate")
    file = tmp_path / "exchange" / "2013-0001" / "batch.json"
    content = json.loads(file.read_text())
    total = int(content["batch"]["authorisedTotal"])
    content["batch"]["authorisedTotal"] = str(total + 1)
    file.write_text(json.dumps(content))

    said = f"abate: authorisedTotal is {total + 1}, the marks of its 8 leaves sum to {total}"
    assert operator(1, "sign") == (1, said)
    assert not (tmp_path / "exchange" / "2013-0001" / "signatures").exists()


def test_bad_input_is_one_line(operator, anybody, abate, programme):
    assert anybody("relay") == (2, "abate: no batch of 2013 is final yet; see abate oracle status")
    code, line = operator(0, "aggregate")
    assert code == 2
    assert line.endswith("0 of 3 operators have shown their figures, 2 are needed")
    code, line = anybody("post", "--period", "2013-07")
    assert (code, line.endswith("batch.json: cannot be read: No such file or directory")) == (2, True)


def test_nothing_personal_is_printed(operator, anybody, capsys):
    printed = [operator(number, "observe") for number in (0, 1, 2, 0, 1)]
    printed += [operator(0, "aggregate"), operator(0, "verify"), operator(1, "sign"), anybody("status")]
    text = json.dumps(printed)
    assert not [home for home in HOMES if home in text]
    assert "236269" not in text and "236.269" not in text


@pytest.fixture
def posted(operator, anybody):
    for number in (0, 1, 2, 0, 1):
        operator(number, "observe")
    operator(1, "aggregate")
    for number in (0, 2):
        operator(number, "sign")
    anybody("post", "--period", "2013-07")


@pytest.fixture
def bent(operator, anybody, contracts, programme, tmp_path):
    """Two operators sign a batch that credits one home 1 g too much; it is posted."""
    for number in (0, 1, 2, 0, 1):
        operator(number, "observe")
    operator(1, "aggregate")
    enrolment = load_enrolment(tmp_path / "people.enrolment", PASSPHRASE)
    keys, vintage = keys_of(3), Vintage(contracts.oracle, 2013)
    desk = Desk(keys[0], tmp_path / "state-0", tmp_path / "exchange", enrolment)
    terms = vintage.terms(load_methodology(programme.parent / "methodology.toml"))
    moment, operators = vintage.moment(JULY), vintage.operator_set([key.address for key in keys])
    draft = wrong_credits(desk.derive(moment, terms, operators, None, contracts.chain.now() + WINDOW))
    write_draft(desk.folder(moment), draft)
    for key in keys[:2]:
        publish_signature(desk.folder(moment), moment.deployment, draft.batch, key, contracts.chain.now())
    anybody("post", "--period", "2013-07")


def test_a_bent_batch_is_challenged_with_the_command(bent, abate, programme, contracts, deployer):
    own = ["--state", "state-2", "--enrolment", "people.enrolment", "--exchange", "exchange", "--json"]
    account = sorted((one.address for one in accounts[10:18]), key=str.lower)[1]
    fault = {"kind": "WrongCredits", "accounts": [account], "operator": None}

    seen = abate("oracle", "challenge", programme, *own, "--dry-run")
    assert [batch["faults"] for batch in seen["batches"]] == [[fault]]
    assert (seen["proven"], contracts.oracle.pending_batch(2013)[0].sequence) == ([], 1)

    deployer.transfer(keys_of(3)[2].address, "1 ether")
    done = abate("oracle", "challenge", programme, "--keystore", "operator-2.json", *own)
    assert done["proven"] == [{"kind": "WrongCredits", "sequence": 1, "overtaken": False}]
    terms, signers = contracts.registry.bond_terms(), [key.address for key in keys_of(3)][:2]
    assert int(done["reward"]) == terms.slice // 2
    assert [contracts.registry.operator_of(one).bond for one in signers] == [terms.size - terms.slice] * 2
    assert abate("oracle", "challenge", programme, "--keystore", "operator-2.json", *own)["batches"] == []


@pytest.fixture
def for_person(abate, programme, enrolled):
    """A command about one person, by the first operator."""

    def step(command, person, *more):
        place = [programme, "--exchange", "exchange", "--enrolment", "people.enrolment", "--person", person]
        return abate("oracle", command, *place, *more, "--json")

    return step


def test_a_person_gets_a_report_that_anybody_can_check(posted, for_person, abate, contracts, tmp_path):
    for_person("disclose", HOMES[2], "--output", "report.json")
    root = contracts.oracle.pending_batch(2013)[0].root.hex()

    said = abate("oracle", "disclose", "--check", "report.json", "--root", root, "--json")
    assert abate("oracle", "disclose", "--check", "report.json", "--json") == said
    assert (said["account"], said["emissions"]) == (accounts[12].address, "236.269 kg")
    assert said["root"] == "0x" + root
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o600

    other = "11" * 32
    refused = f"abate: this report of {accounts[12].address} is not part of the batch with the root 0x{other}"
    assert abate("oracle", "disclose", "--check", "report.json", "--root", other) == (1, refused)


def test_a_person_is_forgotten_after_the_window(posted, for_person, abate, tmp_path):
    own = ["--keystore", "operator-0.json", "--state", "state-0"]
    code, line = for_person("forget", HOMES[2], *own)
    assert (code, "batch 1 of 2013 is in its challenge window; wait until" in line) == (2, True)
    chain.sleep(WINDOW)
    chain.mine()

    assert for_person("forget", HOMES[2], *own)["people"] == "1"
    receipt = tmp_path / "receipts" / f"{accounts[12].address}.json"
    assert f"{keys_of(3)[0].address} forgot {accounts[12].address}" in abate("oracle", "forget", "--check", receipt)
    assert HOMES[2] not in abate("enrol", "people.enrolment", "--list")
    refused = f"abate: nobody called '{HOMES[2]}' is enrolled; enrol them: abate enrol FILE --person ..."
    assert for_person("disclose", HOMES[2], "--output", "again.json") == (2, refused)


def test_an_operator_leaves_takes_the_bond_and_joins_again(abate, enrolled, programme, contracts, deployer):
    keys = [key.address for key in keys_of(3)]
    others, registry, oracle = ",".join(keys[1:]), contracts.registry, contracts.oracle
    terms, before = registry.bond_terms(), oracle.operator_set_hash()
    deployer.transfer(keys[0], "1 ether")

    def first(command, *more):
        return abate("oracle", command, programme, "--keystore", "operator-0.json", "--json", *more)

    assert first("join")["paid"] == "0"
    assert "UTC" in first("leave")["bond free from"]
    assert oracle.operator_set_hash() == oracle.hash_operator_set(keys[1:], 2)
    code, line = first("withdraw-bond")
    assert (code, "StillBonded" in line) == (1, True)
    chain.sleep(terms.unbonding + 1)
    chain.mine()

    assert first("withdraw-bond")["base units paid back"] == str(terms.size)
    assert registry.operator_of(keys[0]).bond == 0
    joined = first("top-up", "--operators", others)
    assert (joined["paid"], joined["bond"], joined["in force"]) == (str(terms.size), str(terms.size), "yes")
    assert oracle.operator_set_hash() == before
