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
        "not set: --rpc (or ABATE_RPC_URL), --deployment (or ABATE_DEPLOYMENT), --keystore (or ABATE_KEYSTORE); "
        "give each as an option or in the environment"
    )


def test_a_file_that_does_not_exist_is_named(tmp_path: Path):
    settings = Settings.read({"keystore": tmp_path / "absent.json"}, {})

    with pytest.raises(InputError, match=r"^no such file: .*absent\.json$"):
        settings.need("keystore")
