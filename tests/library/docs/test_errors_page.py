"""docs/errors.md names every error that a contract declares and every exception of the library, and nothing else."""

import importlib
import inspect
import pkgutil
import re
import sys

import click
import pytest
from eth_utils import keccak

import abate
from abate.cli import abate as command
from abate.cli import main
from abate.errors import AbateError, InputError

from .pages import DOCS, REPO, rows, text_of

ERROR = re.compile(r"^\s*error (\w+)\(([^)]*)\);", flags=re.MULTILINE)
SIGNATURE = re.compile(r"`(\w+\([^`]*\))` `(0x[0-9a-f]{8})`")
ROWS = rows(text_of(DOCS / "errors.md"))
SECTIONS = {"ICreditPolicy": "Policies", "ISignedBids": "CreditAuction", "ISignedOrders": "Signed orders"}
"""Where an interface's errors stand, if not under the contract's own name."""
OPENZEPPELIN = "OpenZeppelin"
OUR_WORDS = ("Often met at the start", "When the chain is not ready", "Figures that disagree")


def declared(folder: str) -> dict[str, set[str]]:
    """File stem -> signatures of the errors that stand in it."""
    found: dict[str, set[str]] = {}
    for file in sorted((REPO / folder).rglob("*.sol")):
        if "test" in file.relative_to(REPO / folder).parts:
            continue
        made = {" ".join(f"{name}({inputs})".split()) for name, inputs in ERROR.findall(text_of(file))}
        found |= {file.stem: made} if made else {}
    return found


def selector(signature: str) -> str:
    """First four bytes of the hash over name and types; contracts are addresses."""
    name, inputs = re.fullmatch(r"(\w+)\((.*)\)", signature).groups()
    types = [part.split()[0] for part in inputs.split(",") if part]
    plain = ["address" if re.match(r"I[A-Z]", kind) else kind for kind in types]
    return "0x" + keccak(text=f"{name}({','.join(plain)})")[:4].hex()


def on_page() -> list[tuple[str, str, str]]:
    """Section, signature and selector of each contract error of the page."""
    return [(row.path[1], *found) for row in ROWS for found in SIGNATURE.findall(row.cells[0])]


def exceptions() -> dict[str, type[AbateError]]:
    """Every exception class of the package, by the name that the page gives it."""
    found: dict[str, type[AbateError]] = {}
    for module in pkgutil.walk_packages(abate.__path__, "abate."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, BaseException) and kind.__module__ == module.name and not name.startswith("_"):
                shown = f"`{name}`" if module.name == "abate.errors" else f"`{name}` (`{module.name}`)"
                found[shown] = kind
    return found


def table(title: str) -> list[tuple[str, ...]]:
    return [row.cells for row in ROWS if row.path[-1] == title]


def test_every_declared_error_stands_once_with_its_exact_signature():
    expected = [
        (SECTIONS.get(stem, stem.removeprefix("I")), signature)
        for folder in ("interfaces", "contracts")
        for stem, signatures in declared(folder).items()
        for signature in signatures
    ]
    given = [(section, signature) for section, signature, _ in on_page() if section != OPENZEPPELIN]
    assert len(expected) > 60
    assert sorted(given) == sorted(expected)


def test_openzeppelins_errors_are_those_of_the_installed_version():
    installed = set().union(*declared("node_modules/@openzeppelin/contracts").values())
    given = [signature for section, signature, _ in on_page() if section == OPENZEPPELIN]
    assert given
    assert [signature for signature in given if signature not in installed] == []
    assert len(set(given)) == len(given)


def test_every_selector_is_that_of_its_signature():
    given = {signature: shown for _, signature, shown in on_page()}
    assert given == {signature: selector(signature) for signature in given}


def test_every_row_says_why_and_every_contract_error_what_to_do():
    assert [row.cells[0] for row in ROWS if len(row.cells) < 3 or not row.cells[-2].endswith(".")] == []
    helpless = [row.cells[0] for row in ROWS if SIGNATURE.match(row.cells[0]) and not row.cells[2].endswith(".")]
    assert helpless == []


def test_every_exception_of_the_library_stands_with_its_exit_code():
    given = {cells[0]: cells[1] for cells in table("Exceptions")}
    assert given == {shown: f"`{kind.exit_code}`" for shown, kind in exceptions().items()}


def test_every_exception_is_below_the_one_base():
    assert [shown for shown, kind in exceptions().items() if not issubclass(kind, AbateError)] == []


def test_every_attribute_that_the_page_names_exists():
    for shown, *_, why, _ in table("Exceptions"):
        listed = re.search(r"Attributes: ([^.]*)\.", why)
        source = inspect.getsource(exceptions()[shown])
        for attribute in re.findall(r"`(\w+)`", listed[1] if listed else ""):
            assert f"self.{attribute}" in source, f"{shown}: {attribute}"


def ends_with(monkeypatch, problem: BaseException | None) -> int:
    """Exit code of a command that raises this."""

    def raised(*_: object, **__: object) -> None:
        if problem is not None:
            raise problem

    monkeypatch.setattr(command, "invoke", raised)
    monkeypatch.setattr(sys, "argv", ["abate", "factors"])
    try:
        main()
    except SystemExit as end:
        return int(end.code)
    return 0


def test_the_exit_codes_are_those_of_the_command(monkeypatch):
    made = [None, AbateError("x"), InputError("x"), click.UsageError("x"), KeyboardInterrupt(), click.Abort()]
    codes = [ends_with(monkeypatch, problem) for problem in made]
    assert codes == [0, 1, 2, 2, 130, 130]
    assert [cells[0] for cells in table("Exit codes")] == [f"`{code}`" for code in sorted(set(codes))]


@pytest.mark.parametrize("title", OUR_WORDS)
def test_quoted_words_are_those_that_the_code_says(title):
    sources = [*(REPO / "abate").rglob("*.py"), *(REPO / "toolchain").glob("*.py"), *(REPO / "toolchain").glob("*.sh")]
    code = "\n".join(text_of(file) for file in sources)
    quoted = [words for cells in table(title) for words in re.findall(r"`([^`]+)`", cells[0])]
    assert quoted
    assert [words for words in quoted if words not in code] == []
