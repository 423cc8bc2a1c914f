"""Writing a release: a folder that is there whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from abate.errors import InputError
from abate.export.python_bindings import python_package
from abate.export.release import Released
from abate.export.typescript_bindings import typescript_package
from abate.files import json_text

HASHES: Final = "hashes.json"
FOLDERS: Final = ("abi", "metadata", "python", "standard-json", "typescript", "verification")
"""All that a release consists of, beside its hashes; another folder is not overwritten."""


def files_of(contracts: Sequence[Released]) -> dict[str, str]:
    """Path -> text of everything that a release holds."""
    files = {HASHES: json_text(hashes_of(contracts))}
    for each in contracts:
        files[f"abi/{each.name}.json"] = json.dumps(each.built.abi, indent=2) + "\n"
        # not a byte more: the code holds the hash of this text
        files[f"metadata/{each.name}.json"] = each.metadata
        files[f"standard-json/{each.name}.json"] = json.dumps(each.standard_json, indent=1) + "\n"
    files |= {f"python/{path}": text for path, text in python_package(contracts).items()}
    return files | {f"typescript/{path}": text for path, text in typescript_package(contracts).items()}


def hashes_of(contracts: Sequence[Released]) -> dict[str, Any]:
    """What contracts/hashes.json holds too: the compiler, and the hashes of each contract."""
    return {"compiler": contracts[0].built.compiler, "contracts": {each.name: each.hashes for each in contracts}}


def write_release(folder: Path, files: Mapping[str, str]) -> None:
    """Write a release in place of an earlier one.

    Raises:
        InputError: the folder holds something that is no release, or cannot be written.
    """
    if folder.exists() and not _is_release(folder):
        raise InputError("is not empty, and no earlier release", file=folder, mend="name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as problem:
        raise InputError(f"cannot be written: {problem.strerror}", file=folder) from None
    try:
        for path, text in files.items():
            file = made / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        made.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _is_release(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    names = {each.name for each in folder.iterdir()}
    return not names or (HASHES in names and names <= {*FOLDERS, HASHES})
