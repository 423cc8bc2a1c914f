"""Tests that a page names, by a link to their file, and those that a file defines."""

import re

from .pages import REPO, text_of

NAMED = re.compile(r"\[`([^`]+)`\]\(\.\./(tests/[^)]+)\)")
DEFINED = re.compile(r"^ *(?:def|function) ((?:test|testFuzz|invariant|check)_\w+)\(", flags=re.MULTILINE)


def assert_all_named_exist(page: str) -> None:
    """Each link leads to a file of tests, and bears its name or that of a test in it."""
    for name, path in NAMED.findall(page):
        file = REPO / path
        assert file.is_file(), path
        assert name == file.name or name in DEFINED.findall(text_of(file)), f"{name} in {path}"
