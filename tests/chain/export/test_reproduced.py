"""Whoever has an exported input and a compiler gets the very code that Brownie built, byte for byte."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from abate.config import build_folder
from abate.export.built import built_contracts
from abate.export.compiler import Compiler
from tests.chain.export.conftest import REPOSITORY, SOLC

HASHES = REPOSITORY / "contracts" / "hashes.json"
UPDATE = "the contracts changed: run `make hashes` and commit contracts/hashes.json with them"
ELF = b"\x7fELF"
CODES = ["evm.bytecode.object", "evm.deployedBytecode.object"]


@pytest.fixture(scope="module")
def recompiled(folder):
    """Name -> creation code, runtime code and metadata, from npm's compiler and the exported files alone."""
    command = ["node", Path(__file__).with_name("recompile.mjs"), folder / "standard-json", REPOSITORY / "node_modules"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return json.loads(done.stdout)


def hashes_of(creation: str, runtime: str) -> dict:
    return {name: f"0x{keccak(hexstr=code).hex()}" for name, code in (("creation", creation), ("runtime", runtime))}


def expected() -> dict:
    contracts = json.loads(HASHES.read_text())["contracts"]
    return {name: {key: hashes[key] for key in ("creation", "runtime")} for name, hashes in contracts.items()}


def native() -> Path | None:
    """A native compiler: the one that is named, or the one that the set-up could download."""
    named = os.environ.get("ABATE_NATIVE_SOLC")
    if named:
        return Path(named).absolute()
    with SOLC.open("rb") as program:
        return SOLC if program.read(len(ELF)) == ELF else None


def test_each_exported_input_alone_compiles_to_what_brownie_built(recompiled):
    built = {each.name: (each.creation.hex(), each.runtime.hex()) for each in built_contracts(build_folder())}

    assert len(built) >= 20
    assert {name: (found["creation"], found["runtime"]) for name, found in recompiled.items()} == built


def test_the_metadata_is_the_compilers_own_byte_for_byte(recompiled, folder):
    written = {file.stem: file.read_bytes().decode() for file in (folder / "metadata").iterdir()}

    assert written == {name: found["metadata"] for name, found in recompiled.items()}


def test_npms_compiler_gives_the_hashes_that_are_checked_in(recompiled):
    found = {name: hashes_of(code["creation"], code["runtime"]) for name, code in recompiled.items()}

    assert found == expected(), UPDATE


def test_the_file_of_hashes_is_as_exported(folder):
    assert json.loads(HASHES.read_text()) == json.loads((folder / "hashes.json").read_text()), UPDATE


def test_a_native_compiler_gives_the_hashes_that_are_checked_in(folder):
    executable = native()
    if executable is None:
        pytest.skip("no native compiler here: its download site did not answer, and ABATE_NATIVE_SOLC names none")
    compiler, found = Compiler(executable, folder), {}
    for file in sorted((folder / "standard-json").iterdir()):
        asked = json.loads(file.read_text())
        source = next(path for path in asked["sources"] if path.endswith(f"/{file.stem}.sol"))
        asked["settings"]["outputSelection"] = {
            source: {file.stem: ["evm.bytecode.object", "evm.deployedBytecode.object"]}
        }
        evm = compiler.compile(asked)["contracts"][source][file.stem]["evm"]
        found[file.stem] = hashes_of(evm["bytecode"]["object"], evm["deployedBytecode"]["object"])

    assert compiler.version() == json.loads(HASHES.read_text())["compiler"]
    assert found == expected()
