"""The command ``abate advise`` on the samples."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from abate.cli import abate as command

REPO = Path(__file__).resolve().parents[3]
SAMPLES = REPO / "samples"


def advised(manifest, *arguments):
    """Run ``abate advise`` on a manifest; what it says as JSON."""
    words = ["advise", str(manifest), *map(str, arguments), "--json"]
    done = CliRunner().invoke(command, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def advise():
    return advised
