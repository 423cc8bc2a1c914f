"""Which of two transactions under one nonce landed is told, whichever it was."""

import json

import pytest
from eth_account import Account

from abate.chain.local_keys import local_key
from tests.chain.commands import run_abate
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture
from tests.library.chain.test_lost_transactions import POOL, receipt


@pytest.fixture
def cancel(scripted, tmp_path, capsys, monkeypatch):  # noqa: F811
    """Cancel what another program sent under nonce 3; one of the two lands as soon as it is sent, or none does."""
    (tmp_path / "key.json").write_text(json.dumps(Account.encrypt(local_key(1).key, "words", "pbkdf2", 2)))
    (tmp_path / "passphrase").write_text("words")
    landed = []

    def run(lands, *more):
        def sent(raw):
            if lands != "neither":
                landed.append(raw)
            return "0x" + "00" * 32

        chain = scripted(
            **POOL
            | {
                "eth_sendRawTransaction": sent,
                "eth_getTransactionCount": lambda who, block: "0x4" if landed or block == "pending" else "0x3",
                "eth_getTransactionReceipt": receipt("0x1") if lands == "this" else None,
            }
        )
        options = {
            "--rpc": chain.web3.provider.endpoint_uri,
            "--deployment": tmp_path / "record.json",
            "--keystore": tmp_path / "key.json",
            "--passphrase-file": tmp_path / "passphrase",
        }
        words = [word for pair in options.items() for word in pair]
        done = run_abate(capsys, monkeypatch, "transactions", "cancel", 3, *words, *more, "--json")
        return done.json if not done.code else done.err

    return run


@pytest.mark.parametrize(("lands", "said"), [("this", "yes"), ("another", "an earlier one did")])
def test_it_is_told_which_one_landed(lands, said, cancel):
    told = cancel(lands, "--wait", 5)
    assert (told["landed"], told["next"]) == (said, "the command that sent it sends it anew when run again")


def test_what_does_not_land_in_time_is_looked_up_later(cancel):
    told = cancel("neither", "--wait", 0)
    assert (told["landed"], told["next"]) == ("not yet", "abate transactions waiting")


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf"])
def test_nobody_waits_for_ever(seconds, cancel):
    told = cancel("neither", "--wait", seconds)
    assert told == f"abate: --wait: {float(seconds):g} is no number of seconds\n"
