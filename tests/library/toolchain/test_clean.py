"""Cleaning forgets what can be made again, and nothing else."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_cleaning_keeps_the_keys_and_networks_of_brownies_home(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    kept = [tmp_path / ".home/.brownie" / name for name in ("accounts/deployer.json", "network-config.yaml")]
    made = [tmp_path / name for name in (".home/.cache/uv/x", ".home/setup.sha256", ".venv/bin/python", "build/x.json")]
    for file in [*kept, *made]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")

    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)

    assert [file.exists() for file in kept] == [True, True]
    assert [file.exists() for file in made] == [False] * 4
