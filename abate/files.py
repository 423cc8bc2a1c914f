"""Writing files so that a reader never sees half of one, and reading them with clear errors."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from abate.errors import InputError

SHARED: Final = 0o644
PRIVATE: Final = 0o600


def write_atomically(path: Path, content: str | bytes, mode: int = SHARED) -> None:
    """Write a file whole or not at all; makes its folder where missing.

    The content is on the disk before it takes the file's place, so a reader sees the old file or the new one, and so
    does whoever starts again after a crash.

    Args:
        path: the file; an existing one is replaced.
        content: its new content; a text is written as UTF-8.
        mode: who may read it.

    Raises:
        InputError: the folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise InputError(f"cannot be written: {problem.strerror}", file=path) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_bytes(path: Path) -> bytes:
    """The whole file.

    Raises:
        InputError: it does not exist or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"cannot be read: {problem.strerror}", file=path) from None


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        InputError: it cannot be read or is not a JSON object.
    """
    try:
        content = json.loads(read_bytes(path))
    except (ValueError, RecursionError) as problem:
        raise InputError(f"is not JSON: {problem}", file=path) from None
    if not isinstance(content, dict):
        raise InputError("is not a JSON object", file=path)
    return content


def json_text(content: dict[str, Any]) -> str:
    """A JSON object as a file that people can read too."""
    return json.dumps(content, indent=2) + "\n"
