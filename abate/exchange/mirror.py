"""An operator's own copy of an exchange that is served: fetched before a step works on it, and sent after it.

The copy is a plain exchange folder. What a run that was killed had made and not sent is sent by the next one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from abate.chain.signer import Signer
from abate.errors import ChainError, InputError, IntegrityError
from abate.exchange.requests import authorisation
from abate.exchange.rules import Place, sha256
from abate.exchange.server import NOTHING, PREFIX
from abate.files import write_atomically
from abate.oracle.moment import Deployment

TIMEOUT_SECONDS: Final = 30.0
RETRIES: Final = 5
FIRST_PAUSE_SECONDS: Final = 0.25
AGAIN: Final = (502, 503, 504)
DRAFT: Final = ("leaves.parquet", "reports.parquet", "batch.json")
"""The parts of a draft, in the order in which they are laid: what names the others comes last."""


def is_served(exchange: str) -> bool:
    """Whether an exchange is named by a URL, not by a folder."""
    return exchange.startswith(("http://", "https://"))


@dataclass
class Mirror:
    """One operator's copy.

    Attributes:
        url: of the server, without a slash at its end.
        folder: the copy.
        deployment: whose exchange it is.
        signer: the operator's key, which signs each request.
    """

    url: str
    folder: Path
    deployment: Deployment
    signer: Signer = field(repr=False)

    @classmethod
    def at(cls, url: str, state: Path, deployment: Deployment, signer: Signer) -> Mirror:
        """The copy of a server's exchange in this operator's own folder.

        Raises:
            InputError: the URL names no server.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
            raise InputError("an exchange is a folder, or http(s)://host:port", field="--exchange")
        name = f"{parts.hostname}-{parts.port or parts.scheme}{parts.path.rstrip('/').replace('/', '-')}"
        return cls(url.rstrip("/"), state / "exchange" / name, deployment, signer)

    # ------------------------------------------------------------------------------------------------- fetch and send

    def fetch(self) -> Path:
        """Bring the copy up to date: everything that the server has, its own roots checked; then send what is left.

        Returns:
            the folder.

        Raises:
            IntegrityError: the server has another root of this operator than this copy, or what came is not what it
                lists.
            InputError: the server does not let this operator in.
            ChainError: it gives no answer.
        """
        listed = self.listed()
        # what names other files comes after them, so that a run that is killed here leaves nothing that looks complete
        for path in sorted(listed, key=lambda path: (path.endswith(".json"), path)):
            file, place = self.folder / path, Place.of(path)
            if file.exists() and sha256(file).hex() == listed[path]:
                continue
            if file.exists() and place.part == "roots" and place.operator == self.signer.address:
                raise IntegrityError(
                    f"the exchange has another {path} than this copy: never sign two roots for a batch"
                )
            self.get(path, listed[path])
        for path in self.own(listed):
            self.send(path)
        return self.folder

    def own(self, listed: dict[str, str]) -> Iterator[str]:
        """This operator's roots and figures that the server does not have as they are here, in the order of laying."""
        for kind in ("roots/{}.json", "observations/{}.parquet", "observations/{}.json"):
            for file in sorted(self.folder.glob("*-*/" + kind.format(self.signer.address))):
                path = file.relative_to(self.folder).as_posix()
                if path not in listed:
                    yield path

    def send_own(self, batch: str) -> None:
        """Send this operator's files of a batch, such as ``2013-0001``, that are not there as they are here."""
        listed = self.listed()
        for path in self.own(listed):
            self.send(path)
        for part in ("observations", "signatures"):
            path = f"{batch}/{part}/{self.signer.address}.json"
            file = self.folder / path
            if file.exists() and listed.get(path) != sha256(file).hex():
                self.send(path)

    def send_draft(self, batch: str) -> None:
        """Send the draft of a batch, such as ``2013-0001``."""
        for name in DRAFT:
            self.send(f"{batch}/{name}")

    def send_tree(self, batch: str) -> None:
        """Send the tree of a posted batch, where this copy has it."""
        if (self.folder / batch / "tree.json").exists():
            self.send(f"{batch}/tree.json")

    # ------------------------------------------------------------------------------------------------- single requests

    def listed(self) -> dict[str, str]:
        """Path to SHA-256 of every file that the server has.

        Raises:
            IntegrityError: the answer is no such list.
        """
        answer = self.asked("GET", PREFIX)
        try:
            files: dict[str, str] = {str(path): str(digest) for path, digest in answer.json()["files"].items()}
        except (ValueError, KeyError, AttributeError, TypeError):
            raise IntegrityError(f"{self.host} answers with no list of files: is it an exchange?") from None
        for path in files:
            # nothing is written outside the copy, whatever a server says
            Place.of(path)
        return files

    def get(self, path: str, digest: str) -> None:
        """Fetch one file.

        Raises:
            IntegrityError: it is not what the server listed.
        """
        content = self.asked("GET", f"{PREFIX}/{path}").content
        if hashlib.sha256(content).hexdigest() != digest:
            raise IntegrityError(
                f"{path} came from {self.host} changed",
            )
        write_atomically(self.folder / path, content)

    def send(self, path: str) -> None:
        """Lay one file; the same again changes nothing."""
        self.asked("PUT", f"{PREFIX}/{path}", self.folder / path)

    def asked(self, method: str, path: str, body: Path | None = None) -> requests.Response:
        """One request, signed anew for each attempt.

        Raises:
            InputError, IntegrityError: the server's own line.
            ChainError: no answer.
        """
        content = sha256(body) if body is not None else NOTHING
        failed = ""
        for attempt in range(RETRIES):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            header = authorisation(self.deployment, self.signer, method, path, content, int(time.time()))
            try:
                answer = self.tried(method, self.url + path, header, body)
            except requests.RequestException as problem:
                failed = f"the exchange at {self.host} gives no answer ({type(problem).__name__})"
                continue
            if answer.status_code in AGAIN:
                failed = f"the exchange at {self.host} answers with status {answer.status_code}"
                continue
            if answer.status_code < 400:
                return answer
            raise self.refused(answer)
        raise ChainError(failed)

    def tried(self, method: str, url: str, header: str, body: Path | None) -> requests.Response:
        """One attempt."""
        headers: dict[str, str] = {"Authorization": header}
        if body is None:
            return requests.request(method, url, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        with body.open("rb") as opened:
            return requests.request(
                method, url, headers=headers, data=opened, timeout=TIMEOUT_SECONDS, allow_redirects=False
            )

    def refused(self, answer: requests.Response) -> InputError | IntegrityError:
        """What the server said, in one line."""
        try:
            said: Any = answer.json()["error"]
        except (ValueError, KeyError, TypeError):
            said = f"status {answer.status_code}"
        line = f"the exchange at {self.host} refuses: {said}"
        return IntegrityError(line) if answer.status_code == 409 else InputError(line)

    @property
    def host(self) -> str:
        """Host and port."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
