"""Setting up again keeps the networks that the user added or changed."""

import importlib.util
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def install():
    spec = importlib.util.spec_from_file_location("networks", ROOT / "toolchain" / "install_networks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda file: module.main(file)


def read(file):
    content = yaml.safe_load(file.read_text())
    live = {each["id"]: each for group in content["live"] for each in group["networks"]}
    return live, {each["id"]: each for each in content["development"]}


def test_a_new_home_gets_all_of_abates_networks(install, tmp_path):
    install(tmp_path / ".brownie" / "network-config.yaml")

    live, local = read(tmp_path / ".brownie" / "network-config.yaml")
    assert live["sepolia"]["chainid"] == 11155111
    assert list(local) == ["ganache", "anvil"]


def test_live_networks_of_the_user_stay_as_they_are(install, tmp_path):
    file = tmp_path / "network-config.yaml"
    install(file)
    content = yaml.safe_load(file.read_text())
    content["live"][0]["networks"][1]["host"] = "http://mine.example"
    content["live"].append({"name": "Mine", "networks": [{"id": "devnet", "chainid": 4242, "host": "http://x"}]})
    content["development"] = [{"id": "anvil", "cmd": "another"}, {"id": "mine", "cmd": "anvil"}]
    file.write_text(yaml.safe_dump(content))

    install(file)

    live, local = read(file)
    assert (live["sepolia"]["host"], live["devnet"]["chainid"]) == ("http://mine.example", 4242)
    assert local["anvil"]["cmd"] == "anvil --timestamp 1375315200"
    assert sorted(local) == ["anvil", "ganache", "mine"]


def test_setting_up_twice_changes_nothing(install, tmp_path):
    file = tmp_path / "network-config.yaml"
    install(file)
    text = file.read_text()

    install(file)

    assert file.read_text() == text
