from pathlib import Path

import pytest

from abate.config import Settings
from abate.errors import InputError


def test_an_option_wins_over_the_environment():
    settings = Settings.read({"rpc_url": "http://option"}, {"ABATE_RPC_URL": "http://environment"})

    assert settings.rpc_url == "http://option"


def test_an_empty_variable_counts_as_not_set():
    assert Settings.read({}, {"ABATE_KEYSTORE": ""}) == Settings()


def test_everything_missing_is_named_in_one_line():
    with pytest.raises(InputError) as caught:
        Settings.read({}, {}).need("rpc_url", "deployment", "keystore")

    assert str(caught.value) == (
        "not set: --rpc or --network (or ABATE_RPC_URL, ABATE_NETWORK), --deployment (or ABATE_DEPLOYMENT), "
        "--keystore (or ABATE_KEYSTORE); "
        "give each as an option or in the environment"
    )


def test_a_file_that_does_not_exist_is_named(tmp_path: Path):
    settings = Settings.read({"keystore": tmp_path / "absent.json"}, {})

    with pytest.raises(InputError, match=r"^no such file: .*absent\.json$"):
        settings.need("keystore")


def test_what_is_set_and_exists_is_enough(tmp_path: Path):
    (tmp_path / "key.json").touch()
    settings = Settings.read({"keystore": str(tmp_path / "key.json"), "rpc_url": "http://node"}, {})
    settings.need("rpc_url", "keystore")
    assert settings.keystore == tmp_path / "key.json"


def test_fees_are_given_in_gwei():
    assert Settings.read({"max_fee": "30"}, {}).max_fee == 30 * 10**9
    assert Settings.read({}, {"ABATE_MAX_FEE": "0.5"}).max_fee == 500_000_000


@pytest.mark.parametrize("text", ["0", "-1", "1e3", "0.0000000001", "much"])
def test_what_is_no_fee_is_refused(text):
    with pytest.raises(InputError, match=f'^--max-fee: {text!r} is no fee; gwei per gas, such as "30" or "0.5"$'):
        Settings.read({"max_fee": text}, {})


@pytest.mark.parametrize("text", ["0", "-1", "2.5", "100000"])
def test_what_is_no_number_of_blocks_is_refused(text):
    assert Settings.read({"confirmations": "3"}, {}).confirmations == 3
    with pytest.raises(InputError, match=f"^--confirmations: {text!r} is no number of blocks; 1 or more$"):
        Settings.read({"confirmations": text}, {})
