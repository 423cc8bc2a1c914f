"""The node that traces: Anvil as the tests know it, but for contracts of any size."""

import shlex
import subprocess
from pathlib import Path

import yaml

NETWORKS = Path(__file__).resolve().parents[1] / "network-config.yaml"


def start_node(port: str) -> subprocess.Popen[bytes]:
    """Listening soon on this port of this machine, until it is killed."""
    networks = yaml.safe_load(NETWORKS.read_text(encoding="utf-8"))["development"]
    network = next(one for one in networks if one["id"] == "anvil")
    settings = network["cmd_settings"]
    command = [*shlex.split(network["cmd"]), "--silent", "--disable-code-size-limit", "--steps-tracing", "--port", port]
    command += ["--accounts", str(settings["accounts"]), "--mnemonic", settings["mnemonic"]]
    command += ["--hardfork", settings["evm_version"], "--gas-limit", "300000000"]
    command += ["--base-fee", str(settings["base_fee"]), "--chain-id", str(settings["chain_id"])]
    return subprocess.Popen(command)
