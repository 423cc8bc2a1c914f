"""Asking the Solidity compiler, whichever it is: a native one, or npm's behind the same command line."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from abate.errors import InputError

INSTALL = "name the compiler with --solc (or ABATE_SOLC); inside ./with-env it is there"


@dataclass(frozen=True)
class Compiler:
    """A compiler that speaks standard JSON.

    Attributes:
        executable: the program.
        root: the folder below which it finds what sources import.
    """

    executable: Path
    root: Path

    def version(self) -> str:
        """Its version with the commit, such as ``0.8.37+commit.f401782d``; what it was built with is left out.

        Raises:
            InputError: it does not run, or does not say.
        """
        said = re.search(r"^Version: (\d+\.\d+\.\d+\+commit\.[0-9a-f]+)", self._run("--version"), flags=re.MULTILINE)
        if said is None:
            raise InputError("does not answer --version as a Solidity compiler does", file=self.executable)
        return said[1]

    def compile(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The output for a standard JSON input.

        Raises:
            InputError: a source does not compile, or the compiler does not run.
        """
        allowed = ("--standard-json", "--base-path", str(self.root), "--allow-paths", str(self.root))
        output: dict[str, Any] = json.loads(self._run(*allowed, given=json.dumps(asked)))
        errors = [each["formattedMessage"] for each in output.get("errors", []) if each["severity"] == "error"]
        if errors:
            raise InputError(f"does not compile: {errors[0].splitlines()[0]}", file=self.root)
        return output

    def _run(self, *arguments: str, given: str = "") -> str:
        command = [str(self.executable), *arguments]
        try:
            done = subprocess.run(  # noqa: S603 (the user's own compiler, no shell)
                command, input=given, cwd=self.root, capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError) as problem:
            raise InputError(f"the compiler does not run: {problem}", file=self.executable, mend=INSTALL) from None
        return done.stdout
