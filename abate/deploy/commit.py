"""Which code was deployed."""

from __future__ import annotations

import shutil
import subprocess

from abate.config import REPOSITORY


def git_commit() -> str | None:
    """The checkout's commit, with ``-modified`` where tracked files were changed; None outside a checkout."""
    git = shutil.which("git")
    if git is None:
        return None

    def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [git or "git", "-C", str(REPOSITORY), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (fixed program, no shell)

    head = ask("rev-parse", "HEAD")
    if head.returncode != 0:
        return None
    changed = ask("status", "--porcelain", "--untracked-files=no").stdout.strip()
    return head.stdout.strip() + ("-modified" if changed else "")
