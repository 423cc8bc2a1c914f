"""Which functions of which files are mutated, and which tests must notice: areas.toml, read and checked."""

import hashlib
import json
import subprocess
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolchain.mutation.operators import Mutant, Node, mutants_of
from toolchain.mutation.trial import ROOT, closure

AREAS = Path(__file__).parent / "areas.toml"


@dataclass(frozen=True)
class Unit:
    """A file and what of it is mutated.

    ``functions``: only these; empty for all. ``without``: not these. ``stages``: lists of test files, the cheap ones
    first; what survives a stage meets the next.
    """

    area: str
    file: str
    stages: list[list[str]]
    functions: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The contract's name."""
        return Path(self.file).stem

    def mutants(self) -> list[Mutant]:
        """The mutants of the chosen functions."""
        files = closure([self.file])
        found = mutants_of(self.file, files[self.file], syntax_tree(self.file, files))
        present = {mutant.function for mutant in found}
        unknown = (set(self.functions) | set(self.without)) - present
        if unknown:
            raise SystemExit(f"areas.toml: {self.file} has nothing to mutate in {', '.join(sorted(unknown))}")
        wanted = set(self.functions) or present
        return [mutant for mutant in found if mutant.function in wanted - set(self.without)]

    @cached_property
    def fingerprint(self) -> str:
        """One hash over all that a verdict depends on."""
        digest = hashlib.sha256()
        files = closure(test for stage in self.stages for test in stage)
        for name in sorted(files):
            digest.update(name.encode() + b"\0" + files[name])
        return digest.hexdigest()


def chosen(words: list[str]) -> list[Unit]:
    """The units whose name or area contains one of the words; all without words."""
    units = [
        Unit(area=area["name"], **unit)
        for area in tomllib.loads(AREAS.read_text(encoding="utf-8"))["area"]
        for unit in area["unit"]
    ]
    return [unit for unit in units if not words or any(word in (unit.name, unit.area) for word in words)]


def syntax_tree(file: str, files: dict[str, bytes]) -> Node:
    """The compiler's syntax tree of a file, among all that it imports of ours."""
    sources = {name: {"content": content.decode()} for name, content in files.items()}
    question = {
        "language": "Solidity",
        "sources": sources,
        "settings": {
            "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
            "outputSelection": {"*": {"": ["ast"]}},
        },
    }
    solc = next((ROOT / ".home" / ".solcx").glob("solc-v*"))
    run = subprocess.run(
        [str(solc), "--standard-json", "--base-path", str(ROOT), "--allow-paths", str(ROOT)],
        input=json.dumps(question),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    tree: Node = json.loads(run.stdout)["sources"][file]["ast"]
    return tree
