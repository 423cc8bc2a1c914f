"""Start a local chain of one's own, Ganache or Anvil, and stop it surely."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

from abate.config import REPOSITORY
from abate.errors import ChainError, InputError

# the mnemonic that every local chain knows; its keys hold nothing on any other network
LOCAL_MNEMONIC = "test test test test test test test test test test test junk"
LOCAL_CHAIN_ID = 1337
CHAIN_START = datetime(2013, 8, 1, tzinfo=UTC)
START_TIMEOUT = 60.0
STOP_TIMEOUT = 5.0
ATTEMPTS = 3


def ganache_command(port: int, start: datetime, accounts: int, chain_id: int) -> list[str]:
    """Arguments of Ganache 7."""
    moment = start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    flags = {
        "--server.port": port,
        "--chain.chainId": chain_id,
        "--chain.networkId": chain_id,
        "--chain.hardfork": "shanghai",
        "--chain.time": moment,
        "--miner.blockGasLimit": 30_000_000,
        "--wallet.totalAccounts": accounts,
        "--wallet.mnemonic": LOCAL_MNEMONIC,
    }
    return ["ganache", *(str(part) for pair in flags.items() for part in pair)]


def anvil_command(port: int, start: datetime, accounts: int, chain_id: int) -> list[str]:
    """Arguments of Anvil."""
    flags = {
        "--port": port,
        "--chain-id": chain_id,
        "--hardfork": "shanghai",
        "--timestamp": int(start.timestamp()),
        "--gas-limit": 30_000_000,
        "--accounts": accounts,
        "--mnemonic": LOCAL_MNEMONIC,
    }
    return ["anvil", *(str(part) for pair in flags.items() for part in pair)]


COMMANDS: dict[str, Callable[[int, datetime, int, int], list[str]]] = {
    "ganache": ganache_command,
    "anvil": anvil_command,
}


@dataclass
class LocalNode:
    """A local chain that lives as long as a ``with`` block, and never longer than this process.

    >>> with LocalNode("anvil") as node:
    ...     chain = connect(node.rpc_url)

    Attributes:
        kind: ``ganache`` or ``anvil``.
        start: what the chain's clock shows at the beginning.
        accounts: how many unlocked accounts the node holds.
        port: the port on the loopback interface; 0 takes a free one.
        chain_id: the chain's id; Abate takes another than the default for a live network.
        options: further arguments of the node's program, such as where it keeps its chain.
    """

    kind: str
    start: datetime = CHAIN_START
    accounts: int = 30
    port: int = 0
    chain_id: int = LOCAL_CHAIN_ID
    options: tuple[str, ...] = ()
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _log: Path | None = field(default=None, repr=False)

    @property
    def rpc_url(self) -> str:
        """Where the node answers."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        """Start the node and wait until it answers.

        Raises:
            InputError: no such kind of node, or its program is not installed.
            ChainError: it did not answer in time; the text ends with what it printed last.
        """
        if self.kind not in COMMANDS:
            raise InputError(f"no local node called {self.kind!r}", mend=f"one of {', '.join(COMMANDS)}")
        chosen = self.port
        attempts = 0
        while True:
            attempts += 1
            self.port = chosen or free_port()
            try:
                self._launch()
                return self
            except ChainError:
                # somebody else may have taken the free port between choosing and binding it
                if chosen or attempts == ATTEMPTS:
                    raise

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the node, whatever happened."""
        self.stop()

    def _launch(self) -> None:
        command = [*COMMANDS[self.kind](self.port, self.start, self.accounts, self.chain_id), *self.options]
        search = os.pathsep.join([str(REPOSITORY / "node_modules" / ".bin"), os.environ.get("PATH", "")])
        program = shutil.which(command[0], path=search)
        if program is None:
            raise InputError(f"{command[0]} is not installed", mend="run through ./with-env, which sets it up")
        handle, name = tempfile.mkstemp(prefix=f"abate-{self.kind}-", suffix=".log")
        self._log = log = Path(name)
        # a group of its own, so that stopping reaches whatever the node started itself
        self._process = process = subprocess.Popen(  # noqa: S603 (fixed program, no shell)
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            start_new_session=True,
        )
        os.close(handle)
        atexit.register(self.stop)
        self._wait(process, log)

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while process.poll() is None:
            if answers(self.rpc_url, self.chain_id):
                return
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        printed = log.read_text(errors="replace").strip().splitlines()[-3:]
        self.stop()
        raise ChainError(f"{self.kind} did not start on port {self.port}: {' / '.join(printed) or 'no output'}")

    def stop(self) -> None:
        """End the node and remove its log; harmless when it has ended already."""
        atexit.unregister(self.stop)
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self._log is not None:
            self._log.unlink(missing_ok=True)
            self._log = None


def free_port() -> int:
    """A port of the loopback interface on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(rpc_url: str, chain_id: int = LOCAL_CHAIN_ID) -> bool:
    """Whether a node of that chain answers there."""
    question = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []}
    try:
        answer = requests.post(rpc_url, json=question, timeout=2).json()
    except (requests.RequestException, ValueError):
        return False
    return bool(answer.get("result") == hex(chain_id))
