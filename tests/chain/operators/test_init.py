"""An operator begins: key, folder, a look at the deployment, and what to do next."""

import json

import pytest
from eth_utils import to_checksum_address

from tests.chain.commands import run_abate
from tests.chain.operators.people import PROGRAMME

PASSPHRASE = "a passphrase of the test"


@pytest.fixture
def init(operators, monkeypatch, capsys):
    """Run ``abate oracle init`` in the first operator's folder; what it prints, or its one line of error."""
    home = operators[0].home
    monkeypatch.chdir(home)
    for name in ("ABATE_RPC_URL", "ABATE_DEPLOYMENT", "ABATE_KEYSTORE", "ABATE_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    (home / "secret").write_text(PASSPHRASE)
    (home / "secret").chmod(0o600)

    def run(*arguments):
        done = run_abate(capsys, monkeypatch, "oracle", "init", PROGRAMME, "--json", *arguments)
        return json.loads(done.out) if not done.code else (done.code, done.err.strip())

    return run


@pytest.fixture
def chain_options(operators, tmp_path):
    (tmp_path / "exchange").mkdir()
    return ["--rpc", operators[0].rpc, "--deployment", "deployment.json", "--exchange", tmp_path / "exchange"]


def test_a_fresh_key_is_made_and_kept_to_its_owner(init, operators):
    home = operators[0].home
    told = init("--passphrase-file", "secret")

    keystore = home / "operator.json"
    assert json.loads(keystore.read_text())["crypto"]["kdf"] == "scrypt"
    assert keystore.stat().st_mode & 0o777 == 0o600
    assert (home / "oracle-state").stat().st_mode & 0o777 == 0o700
    assert told["operator"] == to_checksum_address(json.loads(keystore.read_text())["address"])
    assert told["next"] == f"give {told['operator']} to the programme's owner"
    assert told["deployment"] == "not looked at: give --rpc and --deployment once it stands"

    before = keystore.read_bytes()
    again = init("--passphrase-file", "secret")
    assert (again["operator"], again["key"]) == (told["operator"], "operator.json, opened")
    assert keystore.read_bytes() == before


def test_an_operator_in_force_observes_next(init, operators, chain_options, tmp_path):
    own = ["--keystore", "key.json", "--passphrase-file", "passphrase"]
    told = init(*own, *chain_options)
    assert told["operator"] == operators[0].address
    assert (told["in force"], told["bond"]) == ("yes", "1000000000 of 1000000000 base units")
    assert told["exchange"] == f"{tmp_path / 'exchange'}, can be read and written"
    assert told["next"] == f"abate oracle observe {PROGRAMME} --period ..., once the period has ended"


def test_a_stranger_asks_to_be_admitted(init, chain_options):
    told = init("--passphrase-file", "secret", *chain_options)
    assert told["in force"] == "no"
    assert told["next"] == f"ask the programme's owner to admit {told['operator']}"


@pytest.mark.parametrize("file", ["key.json", "passphrase"])
def test_what_others_can_read_is_refused(file, init, operators):
    (operators[0].home / file).chmod(0o640)
    own = ["--keystore", "key.json", "--passphrase-file", "passphrase"]
    assert init(*own) == (2, f"abate: {file}: can be read by others; chmod 600 {file}")


def test_a_wrong_passphrase_is_told(init):
    told = init("--keystore", "key.json", "--passphrase-file", "secret")
    assert told == (2, "abate: key.json: the passphrase does not open this keystore")


def test_an_exchange_that_is_not_there_is_told(init, chain_options, tmp_path):
    own = ["--keystore", "key.json", "--passphrase-file", "passphrase", *chain_options[:-1], tmp_path / "nowhere"]
    said = f"abate: {tmp_path / 'nowhere'}: --exchange: no such folder; the folder that all operators share"
    assert init(*own) == (2, said)
