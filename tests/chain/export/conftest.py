"""A release of the compiled contracts, written once for all tests of a run; and a deployed programme to use it on."""

from pathlib import Path

import pytest

from abate.config import build_folder
from abate.export.compiler import Compiler
from abate.export.folder import files_of, write_release
from abate.export.release import release
from tests.chain.wallet.conftest import (  # noqa: F401 (fixtures)
    ascending,
    bidding,
    contracts,
    final_tree,
    holders,
    record,
    wallet,
)

REPOSITORY = Path(__file__).resolve().parents[3]
SOLC = REPOSITORY / ".home" / ".solcx" / "solc-v0.8.37"


@pytest.fixture(scope="session")
def released():
    return release(REPOSITORY, build_folder(), Compiler(SOLC, REPOSITORY))


@pytest.fixture(scope="session")
def folder(released, tmp_path_factory):
    """Where the release was written."""
    made = tmp_path_factory.mktemp("release") / "artefacts"
    write_release(made, files_of(released))
    return made
