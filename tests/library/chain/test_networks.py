"""Networks and keystores by the names that Brownie gave them."""

from pathlib import Path

import pytest

from abate.brownie_home import networks
from abate.config import Settings
from abate.errors import InputError

OWN = """
live:
  - name: Ethereum
    networks:
      - {id: sepolia, name: Sepolia, chainid: 11155111, host: "https://node.example/${PROJECT}/$PROJECT_KEY"}
      - {id: devnet, chainid: "0x1092", host: "http://127.0.0.1:7545"}
development:
  - {id: anvil, cmd: anvil, host: "http://127.0.0.1", cmd_settings: {port: 8545, chain_id: 1337}}
"""
OUTSIDE = """
live:
  - name: Mine
    networks:
      - {id: devnet, chainid: 1, host: "http://hidden.example"}
      - {id: elsewhere, chainid: 5, host: "http://elsewhere.example"}
"""


@pytest.fixture
def environment(tmp_path):
    """Two homes, the wrapper's and the user's own."""
    for name, text in (("inside", OWN), ("outside", OUTSIDE)):
        home = tmp_path / name / ".brownie"
        (home / "accounts").mkdir(parents=True)
        (home / "network-config.yaml").write_text(text)
    return {"HOME": str(tmp_path / "inside"), "ABATE_USER_HOME": str(tmp_path / "outside")}


def test_a_networks_id_gives_node_and_chain(environment):
    settings = Settings.read({"network": "devnet"}, environment)

    assert (settings.rpc_url, settings.network, settings.chain_id) == ("http://127.0.0.1:7545", "devnet", 4242)


def test_a_home_without_a_networks_file_has_none(environment, tmp_path):
    assert sorted(networks({**environment, "HOME": str(tmp_path)})) == ["devnet", "elsewhere"]
    assert networks({"HOME": str(tmp_path)}) == {}


def test_variables_of_the_host_are_filled_in(environment):
    settings = Settings.read({"network": "sepolia"}, environment | {"PROJECT": "ab", "PROJECT_KEY": "cd"})

    assert settings.rpc_url == "https://node.example/ab/cd"


def test_a_variable_that_is_not_set_is_named(environment):
    with pytest.raises(InputError) as refused:
        Settings.read({"network": "sepolia"}, environment | {"PROJECT": "ab"})

    assert str(refused.value) == (
        "--network: network 'sepolia' needs PROJECT_KEY in the environment; export PROJECT_KEY=…"
    )


def test_the_users_own_networks_are_known_too(environment):
    assert Settings.read({}, environment | {"ABATE_NETWORK": "elsewhere"}).chain_id == 5


def test_an_unknown_network_lists_the_known_ones(environment):
    with pytest.raises(InputError) as refused:
        Settings.read({"network": "sepolja"}, environment)

    assert str(refused.value) == (
        "--network: no network is called 'sepolja'; known: anvil, devnet, elsewhere, sepolia; "
        "add it: ./with-env brownie networks add Live sepolja host=URL chainid=NUMBER"
    )


def test_a_local_network_is_where_the_wrapper_says(environment):
    assert Settings.read({"network": "anvil"}, environment).rpc_url == "http://127.0.0.1:8545"
    moved = environment | {"ABATE_RPC_PORT": "9000"}
    assert Settings.read({"network": "anvil"}, moved).rpc_url == "http://127.0.0.1:9000"


def test_one_networks_file_can_take_the_place_of_brownies(environment, tmp_path):
    (tmp_path / "mine.yaml").write_text(OUTSIDE)

    assert sorted(networks(environment | {"ABATE_NETWORKS": str(tmp_path / "mine.yaml")})) == ["devnet", "elsewhere"]


@pytest.mark.parametrize("text", ["live: [{name: x}]", "live: 3", "[", "development: [{id: x}]"])
def test_a_file_that_is_no_networks_file_is_refused(environment, tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text)

    with pytest.raises(InputError, match=r"mine\.yaml: cannot be read as a networks file \("):
        networks(environment | {"ABATE_NETWORKS": str(tmp_path / "mine.yaml")})


def test_node_and_network_exclude_each_other(environment):
    with pytest.raises(InputError, match=r"^--rpc and --network name two nodes; give one of them$"):
        Settings.read({"rpc_url": "http://127.0.0.1:1", "network": "devnet"}, environment)
    both = environment | {"ABATE_RPC_URL": "http://127.0.0.1:1", "ABATE_NETWORK": "devnet"}
    with pytest.raises(InputError, match=r"^ABATE_RPC_URL and ABATE_NETWORK name two nodes; give one of them$"):
        Settings.read({}, both)
    assert Settings.read({"network": "devnet"}, both).rpc_url == "http://127.0.0.1:7545"


@pytest.mark.parametrize("home", ["HOME", "ABATE_USER_HOME"])
def test_an_account_of_brownie_is_a_keystore(environment, home):
    file = Path(environment[home]) / ".brownie" / "accounts" / "deployer.json"
    file.write_text("{}")

    assert Settings.read({"keystore": Path("deployer")}, environment).keystore == file


def test_a_keystore_that_nobody_has_tells_the_accounts(environment, monkeypatch):
    monkeypatch.setenv("HOME", environment["HOME"])
    monkeypatch.setenv("ABATE_USER_HOME", environment["ABATE_USER_HOME"])
    (Path(environment["HOME"]) / ".brownie" / "accounts" / "deployer.json").write_text("{}")

    with pytest.raises(InputError, match=r"^no such file: depolyer; accounts of brownie accounts are: deployer$"):
        Settings.read({"keystore": Path("depolyer")}, environment).need("keystore")
