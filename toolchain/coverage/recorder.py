"""Lets the node trace whatever a process sends and asks, and keeps which way jumps went.

It listens to every request over HTTP, of Brownie's connection and of the library's own: a transaction is traced once it
is mined, a call just after it was made. The node takes about 30 microseconds for each instruction, so nothing is traced
twice that looks the same from outside: a transaction to one function of one contract that used the same gas, a call
with the same input that got the same answer; and nothing more of a function, in a file of tests, that half a million
instructions showed nothing new of. What is left out by that can only make a way seem not gone.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from web3.providers.rpc import HTTPProvider

from toolchain.coverage.branches import Ways
from toolchain.coverage.code import Codes

TRACER = " ".join(
    line
    for line in (Path(__file__).parent / "tracer.js").read_text(encoding="utf-8").splitlines()
    if not line.startswith("//")
)
SENDS = ("eth_sendTransaction", "eth_sendRawTransaction")
RESTORES = ("evm_revert", "anvil_reset", "hardhat_reset")
# an 0x and a selector; nothing stands behind the 0x of a plain payment
SELECTOR, PLAIN = 10, 2
# instructions traced of one function in one file that show nothing new, before the rest is passed over
PATIENCE = 500_000


class Recorder:
    """Traces beside the requests, without their senders noticing.

    Attributes:
        test: what is named as going a way.
        ways: by contract, every way seen and the test that went it first.
        traced: transactions and calls.
        alike: those that were not traced because they looked like others, or because others had shown nothing new.
        failed: those that the node could not trace.
    """

    def __init__(self, codes: Codes):
        self.codes = codes
        self.test = ""
        self.ways: Ways = {}
        self.traced = self.alike = self.failed = 0
        self._names: dict[str, str | None] = {}
        self._pending: list[str] = []
        self._seen: set[tuple[Any, ...]] = set()
        self._idle: Counter[tuple[str, str]] = Counter()
        self._ask = HTTPProvider.make_request

    def watch(self) -> None:
        """Listen from now on."""
        recorder = self

        def make_request(provider: HTTPProvider, method: str, params: Any) -> Any:
            recorder._settle(provider)
            answer = recorder._ask(provider, method, params)
            if method == "eth_call":
                recorder._called(provider, list(params[:2]), answer)
            elif method in SENDS and "result" in answer:
                recorder._pending.append(answer["result"])
            elif method == "eth_sendTransaction":
                recorder._called(provider, [params[0], "latest"], answer)
            elif method in RESTORES:
                recorder._names.clear()
                recorder._pending.clear()
            return answer

        HTTPProvider.make_request = make_request  # type: ignore[method-assign]

    def begin(self, test: str) -> None:
        """What is seen from now on is that of these tests."""
        self.test = test
        self._idle.clear()

    def stop(self) -> None:
        """Listen no longer."""
        HTTPProvider.make_request = self._ask  # type: ignore[method-assign]

    def save(self, file: Path) -> None:
        """Write what was seen until now."""
        counts = {"traced": self.traced, "alike": self.alike, "failed": self.failed}
        file.write_text(json.dumps(counts | {"ways": self.ways}), encoding="utf-8")

    def _settle(self, provider: HTTPProvider) -> None:
        """Trace what was sent before, where it is mined by now; the chain may be put back by the next request."""
        waiting, self._pending = self._pending, []
        for transaction in waiting:
            receipt = self._ask(provider, "eth_getTransactionReceipt", [transaction]).get("result")
            if not receipt:
                self._pending.append(transaction)
                continue
            sent = self._ask(provider, "eth_getTransactionByHash", [transaction])["result"]
            outcome = sent["input"][:SELECTOR], receipt["status"], receipt["gasUsed"]
            created = str(receipt.get("contractAddress") or "").lower()
            self._trace(provider, "debug_traceTransaction", [transaction], sent, outcome, created)

    def _called(self, provider: HTTPProvider, params: list[Any], answer: Any) -> None:
        error = answer.get("error") or {}
        data = params[0].get("input") or params[0].get("data")
        outcome = data, answer.get("result"), error.get("message"), str(error.get("data"))
        self._trace(provider, "debug_traceCall", params, params[0], outcome, "")

    def _trace(self, provider: HTTPProvider, method: str, params: list, sent: Any, outcome: Any, created: str) -> None:
        """Run the tracer and file its keys under the contracts whose code ran."""
        data = str(sent.get("input") or sent.get("data") or "")
        made = "" if sent.get("to") else data
        called = self.codes.of_creation(made) if made else self._name(provider, str(sent["to"]).lower())
        target = str(called or sent.get("to") or made)
        function, like = (target, data[:SELECTOR]), (target, *outcome)
        if like in self._seen or self._idle[function] >= PATIENCE:
            self.alike += 1
            return
        result = self._ask(provider, method, [*params, {"tracer": TRACER}]).get("result")
        if not isinstance(result, dict) or "ways" not in result:
            self.failed += 1
            return
        self._seen.add(like)
        self.traced += 1
        is_new = False
        for key in result["ways"]:
            place, pc, way = key.split(":")
            kind, address = place[0], place[1:]
            is_outermost = address == created if created else not self._name(provider, address)
            if len(made) > PLAIN and kind == "r" and is_outermost:
                kind, name = "i", called
            else:
                name = self._name(provider, address)
                if name is None and kind == "i":
                    # taken back with the transaction
                    name = self.codes.of_creation(result["made"][address])
            if name:
                seen = self.ways.setdefault(f"{kind}:{name}", {})
                is_new |= f"{pc}:{way}" not in seen
                seen.setdefault(f"{pc}:{way}", self.test)
        self._idle[function] = 0 if is_new else self._idle[function] + result["steps"]

    def _name(self, provider: HTTPProvider, address: str) -> str | None:
        """The name of the contract at an address, if it is one of ours."""
        if address not in self._names:
            code = self._ask(provider, "eth_getCode", [address, "latest"]).get("result") or ""
            name = self.codes.of_runtime(str(code))
            if name is None:
                return None
            self._names[address] = name
        return self._names[address]
