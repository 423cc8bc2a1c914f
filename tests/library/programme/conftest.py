"""The demo's programme, changed in one place at a time."""

import tomllib
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[3] / "programmes" / "demo" / "programme.toml"


@pytest.fixture
def demo_text():
    return DEMO.read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path, demo_text):
    """Writes the demo's programme with one piece of text replaced and returns the file."""

    def write(old: str, new: str) -> Path:
        assert demo_text.count(old) == 1, f"{old!r} must stand once in the demo's programme"
        text = demo_text.replace(old, new)
        tomllib.loads(text)
        file = tmp_path / "programme.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write
