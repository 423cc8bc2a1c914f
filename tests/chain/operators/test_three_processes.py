"""Three operators as three processes with three keys feed one period; none sees another's key."""

import json

import pytest
from brownie import accounts, chain

from tests.chain.feeding.conftest import WINDOW
from tests.chain.operators.people import ENROLMENT, PASSPHRASE, PERIOD, PROGRAMME, forked


@pytest.fixture
def served(operators, tmp_path):
    """The exchange over HTTP, kept by the first operator."""
    keeper = operators[0]
    process = keeper.start("serve", "--exchange", tmp_path / "exchange", "--port", 0)
    line = process.stdout.readline()
    assert line.startswith("serving "), process.stderr.read()
    yield line.split()[-1]
    process.terminate()
    process.communicate()


@pytest.fixture(params=["a folder", "HTTP"])
def exchange(request, tmp_path):
    return request.getfixturevalue("served") if request.param == "HTTP" else tmp_path / "exchange"


def test_none_sees_anothers_key_and_the_median_wins(exchange, operators, contracts, forker, tmp_path):
    printed = []

    def asked(who, command, *more):
        line = ["oracle", command, PROGRAMME, "--exchange", str(exchange), "--json", *more]
        return {"arguments": line, "folder": str(who.home), "environment": who.environment, "step": 0}

    def run(*steps):
        ended = forked(forker, [asked(*step) for step in steps])
        assert [each["code"] for each in ended] == [0] * len(ended), ended
        printed.extend(each["printed"] for each in ended)
        return [json.loads(each["out"]) for each in ended]

    first, second, third = operators
    own = [*PERIOD, *ENROLMENT]
    run(*((who, "observe", *own) for who in operators))
    shown = run(*((who, "observe", *own) for who in operators))
    assert [each["figures"] for each in shown] == ["shown, sealed"] * 3
    roots = {each["root"] for each in shown}
    assert len(roots) == 3

    (draft,) = run((second, "aggregate", *own))
    assert draft["disagreements"] == [
        {"account": accounts[11].address.lower(), "operator": third.address, "field": "emissions"}
    ]
    run((first, "sign", *own), (third, "sign", *own))
    (posted,) = run((second, "post", *PERIOD))
    assert posted["root"] == draft["root"]
    chain.sleep(WINDOW)
    chain.mine()
    (relayed,) = run((first, "relay"))
    assert relayed["left at the cap"] == "0"
    # what two of the three read: 342,608 g of the group's mean a year earlier, less what this home caused, less 3 %
    assert contracts.credit.issued_to(accounts[12].address) == (342_608 - 236_269) * 97 // 100

    secrets = [who.secret for who in operators] + [PASSPHRASE + str(who.number) for who in operators]
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and file.name != "passphrase"]
    assert len(kept) > 40
    holding = [(file, secret) for secret in secrets for file in kept if holds(file, secret)]
    assert holding == []
    assert not [secret for secret in secrets if secret in "".join(printed)]
    for who in operators:
        others = [str(each.home) + "/" for each in operators if each is not who]
        assert any("key.json" in path for path in who.opened())
        assert not [path for path in who.opened() if path.startswith(tuple(others))]
        assert not [name for name in who.environment.values() if name.startswith(tuple(others))]


def holds(file, secret):
    """Whether a secret stands in a file, as text or as bytes."""
    content = file.read_bytes()
    raw = bytes.fromhex(secret) if len(secret) == 64 else b""
    return secret.encode() in content or (raw and raw in content)
