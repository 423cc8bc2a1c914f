"""What a command cannot do without is asked for in one line."""

import pytest

from abate.cli.oracle_place import Place
from abate.cli.session import Session
from abate.errors import InputError

NODE = ("--rpc", "http://127.0.0.1:9")
SERVED = ("--exchange", "https://exchange.example")


def test_an_account_is_an_address(refused):
    assert refused("balance", "--account", "alice", *NODE) == (
        "--account: 'alice' is no address (0x and 40 hexadecimal digits)"
    )


def test_a_report_is_disclosed_of_somebody_to_a_file(refused):
    expected = "not given: --output, programme, --exchange, --person, --enrolment"
    assert refused("oracle", "disclose", *NODE) == expected


def test_forgetting_needs_programme_exchange_and_enrolment(refused):
    assert refused("oracle", "forget", *NODE) == "not given: programme, --exchange, --enrolment"


def test_rows_are_erased_where_they_lie(refused):
    expected = (
        "--exchange: rows are erased in the folder itself, not through its server; whoever keeps the folder runs this "
        "there first, then each operator on its own copy below --state"
    )
    assert refused("oracle", "forget", "programme.toml", *SERVED, "--enrolment", "people", *NODE) == expected


def test_a_root_is_hexadecimal(refused, tmp_path):
    (tmp_path / "report.json").write_text("{}")
    expected = "--root: 'posted' is not a hash"
    assert refused("oracle", "disclose", "--check", "report.json", "--root", "posted", *NODE) == expected


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf"])
def test_a_daemon_looks_again_after_some_seconds(seconds, refused):
    options = ("--exchange", "exchange", "--enrolment", "people", "--poll", seconds)
    expected = f"--poll: {float(seconds):g} is no number of seconds above 0"
    assert refused("oracle", "run", "programme.toml", *options, *NODE) == expected


def test_every_command_that_asks_a_chain_needs_a_node(refused):
    expected = (
        "not set: --rpc or --network (or ABATE_RPC_URL, ABATE_NETWORK); give each as an option or in the environment"
    )
    assert refused("balance") == expected


def test_whose_account_it_is_must_be_told(unset):
    session = Session.of({"rpc_url": "http://127.0.0.1:9"})
    told = refused_by(lambda: session.account)
    assert told == "not set: --account, or --keystore (or ABATE_KEYSTORE)"
    told = refused_by(lambda: session.wallet)
    mend = "give your encrypted key; on a local network an --account of the node does"
    assert told == f"not set: --keystore (or ABATE_KEYSTORE); {mend}"


def test_an_operator_signs_with_its_own_key(unset):
    place = Place(Session.of({"rpc_url": "http://127.0.0.1:9"}), {})
    expected = "not set: --keystore (or ABATE_KEYSTORE); an operator signs with its own key"
    assert refused_by(lambda: place.key) == expected


def test_nothing_is_replaced_without_a_key(refused):
    for command in ("speed-up", "cancel"):
        assert refused("transactions", command, 3, *NODE) == "not set: --keystore (or ABATE_KEYSTORE)"


def refused_by(ask):
    with pytest.raises(InputError) as told:
        ask()
    return str(told.value)
