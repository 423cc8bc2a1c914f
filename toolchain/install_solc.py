"""Put the Solidity compiler where py-solc-x, and so Brownie, looks for it.

The native binary is taken where its publisher's site answers quickly; elsewhere the same version from npm, behind a
small executable. Both give the same bytecode.
"""

import os
import shlex
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

from solcx.install import BINARY_DOWNLOAD_BASE

VERSION = "0.8.37"
ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ["SOLCX_BINARY_PATH"]) / f"solc-v{VERSION}"
CONNECT_SECONDS = 3
DOWNLOAD_SECONDS = 60


def site_answers() -> bool:
    """Whether the publisher's download site accepts a connection."""
    host = urlparse(BINARY_DOWNLOAD_BASE).hostname
    try:
        socket.create_connection((host, 443), CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def answers(compiler: Path) -> bool:
    """Whether the compiler runs on this machine and is the version asked for."""
    try:
        said = subprocess.run([compiler, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    return VERSION in said


def install_native() -> bool:
    """Download the native compiler; False where that does not work here."""
    if not site_answers():
        return False
    download = f"import solcx; solcx.install_solc('{VERSION}')"
    try:
        subprocess.run([sys.executable, "-c", download], timeout=DOWNLOAD_SECONDS, check=True, capture_output=True)
    except subprocess.SubprocessError:
        return False
    return answers(TARGET)


def install_from_npm() -> None:
    """Write an executable that runs the compiler of node_modules.

    Its answer to --version is written down once, because py-solc-x asks for it many times in a compilation.
    """
    query = 'process.stdout.write(require("solc").version())'
    node = shutil.which("node") or "node"
    version = subprocess.run([node, "-e", query], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if not version.startswith(VERSION):
        sys.exit(f"node_modules holds solc {version}, not {VERSION}; run npm ci")
    TARGET.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then\n'
        '  echo "solc, the solidity compiler commandline interface"\n'
        f'  echo "Version: {version}"\n'
        "  exit 0\n"
        "fi\n"
        f'exec node {shlex.quote(str(ROOT / "toolchain" / "solc.js"))} "$@"\n'
    )
    TARGET.chmod(TARGET.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def main() -> None:
    """Install the compiler once; a second call finds it there."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    if TARGET.exists() and answers(TARGET):
        return
    if TARGET.exists():
        TARGET.unlink()
    if not install_native():
        if TARGET.exists():
            TARGET.unlink()
        install_from_npm()
    if not answers(TARGET):
        sys.exit(f"the Solidity compiler at {TARGET} does not answer")


if __name__ == "__main__":
    main()
