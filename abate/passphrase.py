"""Where passphrases come from: a file, the environment, or the person at the terminal. Never an argument."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Final

from abate.errors import InputError
from abate.files import read_bytes

ENROLMENT_VARIABLE: Final = "ABATE_ENROLMENT_PASSPHRASE"
"""Name of the variable that may hold the enrolment's passphrase."""


def read_passphrase(file: Path | None, variable: str, prompt: str, *, repeat: bool = False) -> str:
    """The passphrase: the first line of the file, else the environment variable, else what the person types.

    Args:
        file: a file that only its owner can read; None where no file was named.
        variable: name of an environment variable that may hold the passphrase.
        prompt: the question at the terminal.
        repeat: ask twice, for a new file.

    Raises:
        InputError: the file cannot be read, the passphrase is empty, both entries differ, or nobody can be asked.
    """
    if file is not None:
        return _filled(read_bytes(file).decode("utf-8", "replace").partition("\n")[0].rstrip("\r"), f"{file}")
    if variable in os.environ:
        return _filled(os.environ[variable], variable)
    if not sys.stdin.isatty():
        raise InputError("no passphrase", mend=f"name its file with the passphrase-file option or set {variable}")
    typed = _filled(getpass(f"{prompt}: "), "the passphrase")
    if repeat and getpass(f"{prompt}, once more: ") != typed:
        raise InputError("the two passphrases differ")
    return typed


def _filled(passphrase: str, where: str) -> str:
    if not passphrase:
        raise InputError("the passphrase is empty", field=where)
    return passphrase
