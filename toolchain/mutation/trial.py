"""Mutants on trial: Foundry compiles a batch of them side by side and runs the same tests on each.

Every mutant has a tree of its own in a temporary folder, with the tests and what lies between them and the mutated
file; whatever does not depend on that file is there once. The checkout is only read. One compilation for many trees is
what makes this cheap: starting the compiler takes longer than a small contract.
"""

import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolchain.mutation.operators import Mutant

ROOT = Path(__file__).resolve().parents[2]
IMPORT = re.compile(r"""^import\s+(?:[^"';]*\sfrom\s+)?["']([^"']+)["']""", re.MULTILINE)
FOREIGN = "@openzeppelin"
BATCH_SECONDS = 1800
# a WebAssembly compiler has little memory
MOST_FILES = 80
COMMON = "common"

SETTINGS = """
[profile.default]
src = "trees"
test = "trees"
out = "out"
cache_path = "cache"
libs = ["node_modules"]
remappings = ["@openzeppelin=node_modules/@openzeppelin", "trees/=trees/"]
solc = "{solc}"
auto_detect_solc = false
offline = true
evm_version = "shanghai"
# what a contract does is the same without it, and compiling takes a third of the time
optimizer = false
# a mutant that never ends runs out of gas instead
gas_limit = 400000000
threads = 1
[fuzz]
runs = 64
seed = "0x1"
[lint]
lint_on_build = false
"""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed, survived, or invalid where the compiler refused it."""

    outcome: str
    by: str = ""


class TrialError(Exception):
    """The trial itself went wrong: no verdict can be believed."""


def closure(files: Iterable[str], root: Path = ROOT) -> dict[str, bytes]:
    """These files and all of ours that they import, by path below the root; as they were when first asked for."""
    return _closure(tuple(sorted(files)), root)


@cache
def _closure(files: tuple[str, ...], root: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = list(files)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = (root / name).read_bytes()
        waiting += _imports(name, found[name])
    return found


def _imports(name: str, content: bytes) -> list[str]:
    targets = IMPORT.findall(content.decode())
    return [_path(name, target) for target in targets if not target.startswith(FOREIGN)]


def _path(name: str, target: str) -> str:
    """The path of what a file imports."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def dependents(files: dict[str, bytes], changed: str) -> set[str]:
    """The changed file, and those that import it, directly or not."""
    found = {changed}
    while True:
        more = {name for name, content in files.items() if found & set(_imports(name, content))} - found
        if not more:
            return found
        found |= more


def placed(name: str, content: bytes, tree: str, own: set[str]) -> bytes:
    """A file as it stands in a tree: its imports say whether they mean the tree's own files or the common ones."""

    def absolute(found: re.Match[str]) -> str:
        target = found[1]
        if target.startswith(FOREIGN):
            return found[0]
        path = _path(name, target)
        return found[0].replace(target, f"trees/{tree if path in own else COMMON}/{path}")

    return IMPORT.sub(absolute, content.decode()).encode()


class Court:
    """The temporary folder in which batches are tried; what is tried stands below the root."""

    def __init__(self, folder: Path, root: Path = ROOT):
        self.folder, self.root = folder, root
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
        solc = next((ROOT / ".home" / ".solcx").glob("solc-v*"))
        (folder / "foundry.toml").write_text(SETTINGS.format(solc=solc))

    def check(self, tests: list[str]) -> None:
        """Run the tests on the contracts as they are: they must pass."""
        files = closure(tests, self.root)
        self._lay(
            {("original", name): placed(name, content, "original", set(files)) for name, content in files.items()}
        )
        failures = self._failures({"original"})
        if failures["original"]:
            raise TrialError(f"fails without any mutation: {failures['original']}")

    def batch_size(self, file: str, tests: list[str]) -> int:
        """How many mutants of a file the compiler bears at once."""
        return max(1, MOST_FILES // len(dependents(closure(tests, self.root), file)))

    def verdicts(self, mutants: list[Mutant], tests: list[str]) -> list[Verdict]:
        """What the tests say of each mutant; all are of one file."""
        files = closure(tests, self.root)
        changed = mutants[0].file
        if changed not in files:
            raise TrialError(f"{tests} do not reach {changed}")
        own = dependents(files, changed)
        laid = {
            (COMMON, name): placed(name, content, COMMON, set()) for name, content in files.items() if name not in own
        }
        trees = [f"m{place}" for place in range(len(mutants))]
        for tree, mutant in zip(trees, mutants, strict=True):
            for name in own:
                content = mutant.applied(files[name]) if name == changed else files[name]
                laid[tree, name] = placed(name, content, tree, own)
        self._lay(laid)
        valid = self._compilable(set(trees))
        failures = self._failures(valid)
        verdicts = []
        for name in trees:
            if name not in valid:
                verdicts.append(Verdict("invalid"))
            elif failures[name]:
                verdicts.append(Verdict("killed", failures[name]))
            else:
                verdicts.append(Verdict("survived"))
        return verdicts

    def _lay(self, laid: dict[tuple[str, str], bytes]) -> None:
        for old in ("trees", "out", "cache"):
            shutil.rmtree(self.folder / old, ignore_errors=True)
        for (tree, name), content in laid.items():
            path = self.folder / "trees" / tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _forge(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["forge", *arguments, "--root", str(self.folder)]
        try:
            return subprocess.run(
                command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=BATCH_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise TrialError(f"forge {arguments[0]} took more than {BATCH_SECONDS} s; run it again") from error

    def _compilable(self, trees: set[str]) -> set[str]:
        """The trees that compile; the others are taken away."""
        while trees:
            run = self._forge("build")
            if run.returncode == 0:
                return trees
            errors = re.findall(r"^Error(?:(?!^Error|^Warning).)*?trees/(m\d+)/", run.stdout + run.stderr, re.M | re.S)
            if not errors:
                raise TrialError(f"the compiler failed: {(run.stdout + run.stderr)[-2000:]}")
            for name in set(errors):
                trees.discard(name)
                shutil.rmtree(self.folder / "trees" / name)
        return trees

    def _failures(self, trees: set[str]) -> dict[str, str]:
        """For each tree the first test that failed, or nothing."""
        if not trees:
            return {}
        run = self._forge("test", "--json")
        try:
            suites = json.loads(run.stdout)
        except json.JSONDecodeError as error:
            raise TrialError(f"forge gave no results: {(run.stdout + run.stderr)[-2000:]}") from error
        failures: dict[str, str] = {}
        for suite, result in suites.items():
            tree = suite.split("/")[1]
            failed = [name for name, test in sorted(result["test_results"].items()) if test["status"] == "Failure"]
            first = f"{suite.rsplit(':', 1)[1]}.{failed[0].split('(')[0]}" if failed else ""
            failures[tree] = failures.get(tree) or first
        if set(failures) != trees:
            raise TrialError(f"no tests ran for {sorted(trees - set(failures))}")
        return failures
