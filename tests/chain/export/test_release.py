"""What a release holds, and that nothing is released which the sources do not give."""

import json
from hashlib import sha256

import pytest
from eth_utils.crypto import keccak

from abate.config import build_folder
from abate.errors import InputError, IntegrityError
from abate.export.built import built_contracts
from abate.export.compiler import Compiler
from abate.export.folder import write_release
from abate.export.metadata import cid, hash_in, hash_of
from abate.export.release import release, settings_of
from tests.chain.export.conftest import REPOSITORY, SOLC

KINDS = ("abi", "metadata", "standard-json")


@pytest.fixture
def build(tmp_path):
    """A copy of the build with one contract in it, to be changed."""
    (tmp_path / "contracts").mkdir()
    content = json.loads((build_folder() / "contracts" / "ReductionPolicy.json").read_text())
    file = tmp_path / "contracts" / "ReductionPolicy.json"

    def changed(**fields) -> None:
        file.write_text(json.dumps({**content, **fields}))

    changed()
    return tmp_path, changed


def test_it_holds_every_deployed_contract_and_none_of_local_networks(folder):
    names = {each.name for each in built_contracts(build_folder())}

    assert {"CarbonCredit", "CreditAuction", "EmissionOracle", "RetirementCertificate"} < names
    assert names.isdisjoint({"LocalCurrency", "NamedCurrency", "AuctionMath", "CreditTree", "AuctionBook"})
    for kind in KINDS:
        assert {file.stem for file in (folder / kind).iterdir()} == names


def test_the_code_ends_with_the_hash_of_the_metadata_that_is_handed_out(folder):
    for each in built_contracts(build_folder()):
        written = (folder / "metadata" / f"{each.name}.json").read_bytes()
        assert hash_of(written.decode()) == hash_in(each.runtime), each.name


def test_the_hash_is_the_one_that_ipfs_gives():
    # `printf 'hello world\n' | ipfs add -n`, from IPFS's own documentation
    assert cid(hash_of("hello world\n")) == "QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o"
    assert hash_of("")[:2] == b"\x12\x20"
    with pytest.raises(IntegrityError, match="longer than one piece"):
        hash_of("x" * (256 * 1024 + 1))


def test_an_input_holds_the_sources_of_its_contract_and_no_others(folder):
    asked = json.loads((folder / "standard-json" / "ReductionPolicy.json").read_text())
    metadata = json.loads((folder / "metadata" / "ReductionPolicy.json").read_text())

    assert set(asked["sources"]) == {"contracts/policies/ReductionPolicy.sol", "interfaces/ICreditPolicy.sol"}
    for path, source in asked["sources"].items():
        assert metadata["sources"][path]["keccak256"] == f"0x{keccak(text=source['content']).hex()}"
        assert metadata["sources"][path]["license"] == "Apache-2.0"


def test_sources_that_changed_since_they_were_built_are_not_released(build):
    folder, changed = build
    runtime = json.loads((folder / "contracts" / "ReductionPolicy.json").read_text())["deployedBytecode"]
    other = sha256(b"other sources").hexdigest()
    at = runtime.rindex("64697066735822") + len("646970667358221220")
    changed(deployedBytecode=runtime[:at] + other + runtime[at + 64 :])

    with pytest.raises(InputError) as refused:
        release(REPOSITORY, folder, Compiler(SOLC, REPOSITORY))

    assert str(refused.value) == (
        f"{REPOSITORY / 'contracts/policies/ReductionPolicy.sol'}: ReductionPolicy was built from other sources or "
        "settings than these; compile everything again: brownie compile --all"
    )


def test_another_compiler_is_refused(build):
    folder, changed = build
    changed(compiler={"version": "0.8.36+commit.00000000"})

    with pytest.raises(InputError, match=r"is 0\.8\.37\+commit\.f401782d, the contracts were built with 0\.8\.36"):
        release(REPOSITORY, folder, Compiler(SOLC, REPOSITORY))


def test_code_without_a_metadata_hash_is_refused():
    with pytest.raises(IntegrityError, match="does not end with a metadata hash"):
        hash_in(b"\x60\x00")


def test_a_missing_compiler_is_told_in_one_line(tmp_path):
    with pytest.raises(InputError, match=r"the compiler does not run: .*; name the compiler with --solc"):
        Compiler(tmp_path / "solc", tmp_path).version()


def test_a_program_that_is_no_compiler_is_refused():
    with pytest.raises(InputError, match="does not answer --version as a Solidity compiler does"):
        Compiler(REPOSITORY / "toolchain" / "find_python.sh", REPOSITORY).version()


def test_the_settings_are_those_that_are_deployed():
    assert settings_of(REPOSITORY) == {
        "evmVersion": "shanghai",
        "optimizer": {"enabled": True, "runs": 10_000},
        "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
    }


def test_a_new_release_takes_the_place_of_the_old_one_whole(tmp_path):
    folder = tmp_path / "out"
    write_release(folder, {"hashes.json": "{}\n", "abi/Old.json": "[]\n"})
    write_release(folder, {"hashes.json": "{}\n", "abi/New.json": "[]\n"})

    assert [file.name for file in (folder / "abi").iterdir()] == ["New.json"]
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_something_else_is_not_touched(tmp_path):
    (tmp_path / "letter.txt").write_text("dear reader")

    with pytest.raises(InputError, match="is not empty, and no earlier release; name another folder"):
        write_release(tmp_path, {"hashes.json": "{}\n"})

    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
