"""What is installed is what was locked: every package by version and hash, and no script of a dependency runs."""

import json
import re

from tests.library.docs.pages import REPO, text_of

LOCK = text_of(REPO / "requirements.lock")
NODE = json.loads(text_of(REPO / "package-lock.json"))


def test_every_python_package_is_locked_to_a_version_and_hashes():
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", LOCK.strip())
    assert len(blocks) > 100
    assert [block.splitlines()[0] for block in blocks if not re.match(r"[\w.\[\],-]+==\S+", block)] == []
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_node_package_is_locked_to_a_hash():
    packages = {name: one for name, one in NODE["packages"].items() if name and not one.get("link")}
    assert len(packages) > 100
    # what a package carries inside itself stands in that package's own hash
    free = {name: one for name, one in packages.items() if not one.get("inBundle")}
    assert [name for name, one in free.items() if not one.get("integrity", "").startswith("sha512-")] == []


def test_direct_node_dependencies_name_one_version():
    named = json.loads(text_of(REPO / "package.json"))
    versions = [
        v for group in ("dependencies", "devDependencies", "optionalDependencies") for v in named[group].values()
    ]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_set_up_installs_by_the_locks_alone():
    setup = "\n".join(text_of(file) for file in [REPO / "with-env", *sorted((REPO / "toolchain").glob("setup*"))])
    assert "requirements.lock" in setup
    assert "npm" in setup
    assert re.search(r"""["']ci["']|npm ci""", setup)
    assert not re.search(r"npm[\"', ]+install\b", setup)
