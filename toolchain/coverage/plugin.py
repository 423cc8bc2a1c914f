"""A pytest plugin that lets the node trace whatever the tests send and ask, and writes down which way jumps went.

It listens in this process to every request over HTTP, of Brownie's connection and of the library's own: a transaction
is traced once it is mined, a call just before it is made. Loaded by ``-p toolchain.coverage.plugin``; the results go to
the folder that ABATE_BRANCHES names, a file for each run.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

from web3.providers.rpc import HTTPProvider

from toolchain.coverage.code import Codes

TRACER = " ".join(
    line
    for line in (Path(__file__).parent / "tracer.js").read_text(encoding="utf-8").splitlines()
    if not line.startswith("//")
)
SENDS = ("eth_sendTransaction", "eth_sendRawTransaction")
PATIENCE = 5.0
# nothing stands behind the 0x of a plain payment
MARK = 2


class Recorder:
    """Traces beside the requests, without the tests noticing."""

    def __init__(self, codes: Codes):
        self.codes = codes
        self.ways: dict[str, set[str]] = {}
        self.known: dict[str, str | None] = {}
        self.pending: list[tuple[str, str]] = []
        self.traced = self.failed = 0
        self.ask = HTTPProvider.make_request

    def watch(self) -> None:
        """Listen from now on."""
        recorder = self

        def make_request(provider: HTTPProvider, method: str, params: Any) -> Any:
            recorder.settle(provider)
            if method == "eth_call":
                recorder.trace(provider, "debug_traceCall", list(params[:2]), _input(params[0]))
            answer = recorder.ask(provider, method, params)
            if method in SENDS:
                recorder.sent(provider, method, params, answer)
            elif method in ("evm_revert", "anvil_reset", "hardhat_reset"):
                recorder.known.clear()
            return answer

        HTTPProvider.make_request = make_request  # type: ignore[method-assign]

    def sent(self, provider: HTTPProvider, method: str, params: Any, answer: Any) -> None:
        """A transaction waits for its block; one that the node refused is traced as a call."""
        if "result" in answer:
            data = _input(params[0]) if method == "eth_sendTransaction" else ""
            self.pending.append((answer["result"], data))
        elif method == "eth_sendTransaction":
            self.trace(provider, "debug_traceCall", [params[0], "latest"], _input(params[0]))

    def settle(self, provider: HTTPProvider) -> None:
        """Trace what was sent before, now that it is mined; the chain may be put back by the next request."""
        waiting, self.pending = self.pending, []
        for transaction, data in waiting:
            deadline = time.monotonic() + PATIENCE
            while True:
                answer = self.ask(provider, "eth_getTransactionReceipt", [transaction])
                receipt = answer.get("result") or {}
                if receipt or time.monotonic() > deadline:
                    break
                time.sleep(0.005)
            if not data:
                sent = self.ask(provider, "eth_getTransactionByHash", [transaction]).get("result") or {}
                data = "" if sent.get("to") else sent.get("input", "")
            created = str(receipt.get("contractAddress") or "").lower()
            self.trace(provider, "debug_traceTransaction", [transaction], data, created)

    def trace(self, provider: HTTPProvider, method: str, params: list, creation: str, created: str = "") -> None:
        """Run the tracer and file its keys under the contracts whose code ran.

        ``creation`` is the code of a contract that is being made, ``created`` its address where that is known.
        """
        answer = self.ask(provider, method, [*params, {"tracer": TRACER}])
        keys = answer.get("result")
        if not isinstance(keys, list):
            self.failed += 1
            return
        self.traced += 1
        for key in keys:
            place, pc, way = key.split(":")
            kind, address = place[0], place[1:]
            is_outermost = address == created if created else not self.contract(provider, address)
            if len(creation) > MARK and kind == "r" and is_outermost:
                kind, name = "i", self.codes.of_creation(creation)
            else:
                name = self.contract(provider, address)
            if name:
                self.ways.setdefault(f"{kind}:{name}", set()).add(f"{pc}:{way}")

    def contract(self, provider: HTTPProvider, address: str) -> str | None:
        """The name of the contract at an address, if it is one of ours."""
        if address not in self.known:
            code = self.ask(provider, "eth_getCode", [address, "latest"]).get("result") or ""
            name = self.codes.of_runtime(str(code))
            if name is None:
                return None
            self.known[address] = name
        return self.known[address]

    def save(self, folder: Path) -> None:
        """Write what this run saw."""
        folder.mkdir(parents=True, exist_ok=True)
        seen = {name: sorted(ways) for name, ways in sorted(self.ways.items())}
        text = json.dumps({"traced": self.traced, "failed": self.failed, "ways": seen})
        (folder / f"{time.time_ns()}.json").write_text(text, encoding="utf-8")


def _input(transaction: dict[str, Any]) -> str:
    """The creation code of a transaction; nothing where it calls an account."""
    if transaction.get("to"):
        return ""
    return str(transaction.get("data") or transaction.get("input") or "")


_recorder: list[Recorder] = []


def pytest_sessionstart() -> None:
    """Begin to listen, before any test connects."""
    recorder = Recorder(Codes.read(Path(os.environ["ABATE_BRANCHES_BUILD"])))
    recorder.watch()
    _recorder.append(recorder)


def pytest_sessionfinish() -> None:
    """Write down what was seen."""
    for recorder in _recorder:
        recorder.save(Path(os.environ["ABATE_BRANCHES"]))
