"""A release that cannot be written leaves what was there."""

import pytest

from abate.errors import InputError
from abate.export.compiler import Compiler
from abate.export.folder import write_release


def test_a_release_is_not_written_over_a_file(tmp_path):
    (tmp_path / "out").write_text("a letter")
    with pytest.raises(InputError) as told:
        write_release(tmp_path / "out", {"hashes.json": "{}\n"})
    assert str(told.value) == f"{tmp_path / 'out'}: is not empty, and no earlier release; name another folder"
    assert (tmp_path / "out").read_text() == "a letter"


def test_a_place_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "letter").write_text("")
    with pytest.raises(InputError) as told:
        write_release(tmp_path / "letter" / "out", {"hashes.json": "{}\n"})
    assert str(told.value) == f"{tmp_path / 'letter' / 'out'}: cannot be written: File exists"


def test_what_fails_in_the_middle_leaves_the_earlier_release(tmp_path):
    write_release(tmp_path / "out", {"hashes.json": "{}\n"})
    with pytest.raises(FileExistsError):
        write_release(tmp_path / "out", {"hashes.json": "{ }\n", "hashes.json/Thing.json": "[]\n"})
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "hashes.json").read_text() == "{}\n"


@pytest.fixture
def compiler(tmp_path):
    """A compiler that answers as written."""

    def made(answer):
        program = tmp_path / "solc"
        program.write_text(f"#!/bin/sh\ncat >/dev/null\ncat <<'EOF'\n{answer}\nEOF\n")
        program.chmod(0o700)
        return Compiler(program, tmp_path)

    return made


def test_the_first_error_of_the_compiler_is_told(compiler, tmp_path):
    errors = '[{"severity": "warning", "formattedMessage": "odd"}, '
    errors += '{"severity": "error", "formattedMessage": "ParserError: Expected identifier\\n --> Thing.sol:1:1"}]'
    with pytest.raises(InputError) as told:
        compiler(f'{{"errors": {errors}}}').compile({})
    assert str(told.value) == f"{tmp_path}: does not compile: ParserError: Expected identifier"


def test_warnings_of_the_compiler_are_passed_over(compiler):
    answer = '{"errors": [{"severity": "warning", "formattedMessage": "odd"}], "contracts": {}}'
    assert compiler(answer).compile({})["contracts"] == {}
