"""What was sent: a file that is written before a transaction leaves, so that nothing is ever sent twice.

Each entry keeps the signed transaction itself. Sending the same bytes again is harmless, for a nonce is used once; so
after a crash the sender repeats the entry instead of making a second transaction.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from abate.chain.connection import Chain
from abate.chain.signer import Signed
from abate.errors import InputError
from abate.files import write_atomically


@dataclass
class Journal:
    """Steps already sent, one JSON object a line; the first line says which chain they are for.

    Attributes:
        path: the file; made with its folder at the first entry, removed with the last.
        chain: the chain that the steps are for.
    """

    path: Path
    chain: Chain = field(repr=False)
    _sent: dict[str, Signed] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Read what an earlier run sent.

        A local chain that was started anew has forgotten everything: its old journal is dropped.

        Raises:
            InputError: the file is another chain's, or is damaged elsewhere than in its last line.
        """
        lines = self._read() if self.path.exists() else []
        if lines and lines[0].get("chain_id") != self.chain.chain_id:
            raise InputError(
                f"this journal is of chain {lines[0].get('chain_id')}, the node is on {self.chain.chain_id}",
                file=self.path,
                mend="use the node it was written with",
            )
        if lines and not self._is_this_chain(lines[0]):
            self.path.unlink()
            lines = []
        for line in lines[1:]:
            if line.get("hash"):
                self._sent[line["step"]] = Signed(bytes.fromhex(line["raw"]), bytes.fromhex(line["hash"]))
            else:
                self._sent.pop(line["step"], None)

    def find(self, step: str) -> Signed | None:
        """The transaction that was sent, or about to be sent, for this step."""
        return self._sent.get(step)

    def write(self, step: str, signed: Signed) -> None:
        """Note a transaction, safely on disk when this returns; call it before sending."""
        if not self.path.exists() or not self.path.stat().st_size:
            self._begin()
        self._append({"step": step, "hash": signed.hash.hex(), "raw": signed.raw.hex()})
        self._sent[step] = signed

    def forget(self, step: str) -> None:
        """Strike a step that is over: landed and reported, landed and failed, or unable to land ever."""
        self._sent.pop(step, None)
        if self._sent:
            self._append({"step": step, "hash": None})
        else:
            self.path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Remove the file: everything landed and is recorded elsewhere."""
        self.path.unlink(missing_ok=True)
        self._sent.clear()

    def _begin(self) -> None:
        block = self.chain.block()
        head = {"chain_id": self.chain.chain_id, "block": block["number"], "block_hash": block["hash"].hex()}
        write_atomically(self.path, json.dumps(head) + "\n")

    def _is_this_chain(self, head: dict[str, Any]) -> bool:
        if not self.chain.is_local:
            return True
        if self.chain.block()["number"] < head["block"]:
            return False
        return bool(self.chain.block(head["block"])["hash"].hex() == head["block_hash"])

    def _append(self, line: dict[str, object]) -> None:
        with self.path.open("a") as out:
            out.write(json.dumps(line) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def _read(self) -> list[dict[str, Any]]:
        texts = self.path.read_text().splitlines()
        lines: list[dict[str, Any]] = []
        for row, text in enumerate(texts, 1):
            try:
                lines.append(json.loads(text))
            except ValueError:
                # the last line may be cut by a crash; it was then not sent either
                if row < len(texts):
                    raise InputError("not a journal line", file=self.path, row=row) from None
                write_atomically(self.path, "".join(line + "\n" for line in texts[:-1]))
        return lines
