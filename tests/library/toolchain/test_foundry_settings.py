"""Foundry proves the contracts that Brownie deploys: one compiler, one level, one optimizer."""

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]


def test_foundry_compiles_as_brownie_does():
    brownie = yaml.safe_load((ROOT / "brownie-config.yaml").read_text())["compiler"]
    foundry = tomllib.loads((ROOT / "foundry.toml").read_text())["profile"]["default"]
    assert foundry["evm_version"] == brownie["evm_version"]
    assert foundry["optimizer"] is brownie["solc"]["optimizer"]["enabled"]
    assert foundry["optimizer_runs"] == brownie["solc"]["optimizer"]["runs"]
    assert foundry["remappings"] == brownie["solc"]["remappings"]
    assert foundry["solc"].endswith(f"solc-v{brownie['solc']['version']}")
