"""Set up everything Abate needs, inside the repo, once; silent and instant when nothing changed since.

Runs on a bare Python 3.11: the standard library is all it may use.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".home"
STAMP = HOME / "setup.sha256"
VENV_PYTHON = ROOT / ".venv/bin/python"
UV = ROOT / ".uv/bin/uv"
OLDEST_NODE = 20
# what the set-up's result depends on
INPUTS = (
    "requirements.lock",
    "package-lock.json",
    ".npmrc",
    "pyproject.toml",
    "with-env",
    "toolchain/uv.lock",
    "toolchain/setup.py",
    "toolchain/install_solc.py",
    "toolchain/solc.js",
    "toolchain/install_networks.py",
    "toolchain/network-config.yaml",
)


def fingerprint() -> str:
    """One hash over the place and everything the set-up depends on: a moved checkout is set up anew."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in INPUTS:
        digest.update(name.encode() + (ROOT / name).read_bytes())
    return digest.hexdigest()


def is_current(wanted: str) -> bool:
    """Whether an earlier set-up already did all of this."""
    present = VENV_PYTHON.exists() and (ROOT / "node_modules").is_dir()
    return present and STAMP.exists() and STAMP.read_text() == wanted


def missing(what: str, mend: str) -> None:
    """Stop, naming the prerequisite in one line."""
    sys.exit(f"abate set-up: {what}; {mend}")


def check_prerequisites() -> None:
    """Node and npm, and Python's own venv module."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        missing("Python's venv module is missing", "install python3.11-venv")
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            missing(f"{tool} is missing", f"install Node {OLDEST_NODE} or later, which brings npm")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    found = re.match(r"v(\d+)", version)
    if found is None or int(found[1]) < OLDEST_NODE:
        missing(f"Node {version} is too old", f"install Node {OLDEST_NODE} or later")


def environment() -> dict[str, str]:
    """The user's environment, with every cache inside the repo.

    HOME stays as it is, so that the user's own settings for package mirrors apply.
    """
    return os.environ | {
        "TMPDIR": str(HOME / "tmp"),
        "UV_CACHE_DIR": str(HOME / ".cache/uv"),
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_CACHE_DIR": str(HOME / ".cache/pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "npm_config_cache": str(HOME / ".npm"),
        # pip asks rustc for its version, and rustup answers by making its folder
        "RUSTUP_HOME": str(HOME / ".rustup"),
        # the compiled wheel of Brownie breaks stateful tests, coverage and the networks section of its config
        "BROWNIE_NOCOMPILE": "1",
    }


def say(line: str) -> None:
    """Progress goes to stderr, so that the wrapped command's stdout stays its own."""
    print(f"abate set-up: {line}", file=sys.stderr, flush=True)


def run(*command: str, **variables: str) -> None:
    """Run one step; show what it printed only if it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment() | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        sys.exit(f"abate set-up: this step failed: {' '.join(command)}")


def install_python_packages() -> None:
    """A virtual environment that holds exactly requirements.lock, and Abate itself."""
    python = str(VENV_PYTHON)
    if not UV.exists():
        run(sys.executable, "-m", "venv", "--clear", str(UV.parent.parent))
        run(str(UV.parent / "pip"), "install", "--require-hashes", "--only-binary", ":all:", "-r", "toolchain/uv.lock")
    uv_pip = (str(UV), "pip")
    run(str(UV), "venv", "--clear", "--python", sys.executable, ".venv")
    run(*uv_pip, "sync", "--python", python, "--require-hashes", "--no-binary", "eth-brownie", "requirements.lock")
    run(*uv_pip, "install", "--python", python, "--no-deps", "--no-build-isolation", "--editable", ".")


def install_compiler_and_networks() -> None:
    """The Solidity compiler for py-solc-x, the local chains for Brownie, both in the repo's own home."""
    run(str(VENV_PYTHON), "toolchain/install_solc.py", HOME=str(HOME), SOLCX_BINARY_PATH=str(HOME / ".solcx"))
    run(str(VENV_PYTHON), "toolchain/install_networks.py", str(HOME / ".brownie/network-config.yaml"))


def main() -> None:
    """Do what is missing; two runs at once wait for each other."""
    wanted = fingerprint()
    if is_current(wanted):
        return
    (HOME / "tmp").mkdir(parents=True, exist_ok=True)
    with (HOME / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current(wanted):
            return
        check_prerequisites()
        STAMP.unlink(missing_ok=True)
        say("Python packages")
        install_python_packages()
        say("Node packages")
        run("npm", "ci", "--no-progress")
        say("Solidity compiler and local networks")
        install_compiler_and_networks()
        STAMP.write_text(wanted)
        say("done")


if __name__ == "__main__":
    main()
