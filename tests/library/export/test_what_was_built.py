"""A release is made of compiled contracts, whole ones, and of nothing else."""

import json

import pytest
from eth_utils import keccak

from abate.chain.artefacts import load_artefact
from abate.errors import InputError, IntegrityError
from abate.export.built import built_contracts
from abate.export.metadata import CHUNK, hash_of
from abate.export.release import standard_json
from abate.export.structs import Structs


@pytest.fixture
def built(tmp_path):
    """Writes a file of the compiler's output folder."""

    def write(text, name="Thing"):
        file = tmp_path / "contracts" / f"{name}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return file

    return write


def refused(ask, error=InputError):
    with pytest.raises(error) as told:
        ask()
    return str(told.value)


def test_an_empty_build_says_to_compile(tmp_path):
    mend = "no compiled contract; compile the contracts: make compile"
    assert refused(lambda: built_contracts(tmp_path)) == f"{tmp_path / 'contracts'}: {mend}"


def test_a_build_of_local_contracts_alone_is_empty(built, tmp_path):
    built(json.dumps({"sourcePath": "contracts/test/Thing.sol", "type": "contract", "bytecode": "00"}))
    built(json.dumps({"sourcePath": "contracts/Sums.sol", "type": "library", "bytecode": "00"}), "Sums")
    assert refused(lambda: built_contracts(tmp_path)).startswith(f"{tmp_path / 'contracts'}: no compiled contract;")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{}", "'sourcePath'"),
        ('{"sourcePath": "contracts/Thing.sol"}', "'type'"),
    ],
)
def test_a_broken_build_is_told_with_its_file(text, why, built, tmp_path):
    file = built(text)
    expected = f"{file}: not a compiled contract ({why}); compile again: make compile"
    assert refused(lambda: built_contracts(tmp_path)) == expected


def test_a_contract_that_was_never_compiled_says_to_compile(tmp_path):
    expected = "no such compiled contract; compile the contracts: make compile"
    assert refused(lambda: load_artefact("Thing", tmp_path)) == f"{tmp_path / 'contracts' / 'Thing.json'}: {expected}"


def test_code_that_is_no_hexadecimal_is_told_with_its_file(built, tmp_path):
    file = built('{"abi": [], "bytecode": "zz", "deployedBytecode": ""}')
    why = "non-hexadecimal number found in fromhex() arg at position 0"
    expected = f"{file}: not a compiled contract ({why}); compile again: make compile"
    assert refused(lambda: load_artefact("Thing", tmp_path)) == expected


def test_metadata_of_many_pieces_has_no_hash_of_ours():
    hash_of("x" * CHUNK)
    expected = f"metadata of {CHUNK + 1} bytes is longer than one piece of {CHUNK}"
    assert refused(lambda: hash_of("x" * (CHUNK + 1)), IntegrityError) == expected


def test_a_source_that_changes_while_it_is_read_is_seen(tmp_path):
    (tmp_path / "Thing.sol").write_text("contract Thing {}")
    metadata = {"sources": {"Thing.sol": {"keccak256": f"0x{keccak(text='contract Thing {}').hex()}"}}}
    assert standard_json(tmp_path, {}, json.dumps(metadata))["sources"] == {
        "Thing.sol": {"content": "contract Thing {}"}
    }
    (tmp_path / "Thing.sol").write_text("contract Thing { }")
    expected = "Thing.sol was changed while it was read"
    assert refused(lambda: standard_json(tmp_path, {}, json.dumps(metadata)), IntegrityError) == expected


def test_one_name_stands_for_one_struct():
    def taking(field):
        parts = [{"name": field, "type": "uint256"}]
        return [{"inputs": [{"type": "tuple[]", "internalType": "struct IThing.Terms[]", "components": parts}]}]

    assert Structs.of([taking("price"), taking("price")]).names == {"IThing.Terms": "Terms"}
    expected = "the struct IThing.Terms has different fields in two contracts"
    assert refused(lambda: Structs.of([taking("price"), taking("lots")]), IntegrityError) == expected
