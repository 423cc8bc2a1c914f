"""An operator's own copy of an exchange that is served: fetched before a step works on it, and sent after it.

The copy is a plain exchange folder. What a run that was killed had made and not sent is sent by the next one.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast
from urllib.parse import urlsplit

import requests

from abate.chain.signer import Signer
from abate.errors import ChainError, InputError, IntegrityError
from abate.exchange.requests import authorisation
from abate.exchange.rules import Place, sha256
from abate.exchange.server import CHUNK, NOTHING, PREFIX
from abate.files import SHARED
from abate.oracle.moment import Deployment

TIMEOUT_SECONDS: Final = 30.0
RETRIES: Final = 5
FIRST_PAUSE_SECONDS: Final = 0.25
AGAIN: Final = (502, 503, 504)
DRAFT: Final = ("leaves.parquet", "reports.parquet", "batch.json")
"""The parts of a draft, in the order in which they are laid: what names the others comes last."""


LARGEST: Final = 2**34
"""Most bytes of a table or a tree: the most that a server can be told to take."""
LONGEST_LIST: Final = 2**26
LONGEST_LINE: Final = 2**16


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        status: of HTTP.
        content: the body; empty where it went into a file.
    """

    status: int
    content: bytes

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: it is none, or nested without end.
        """
        try:
            return json.loads(self.content)
        except RecursionError:
            raise ValueError("nested too deeply") from None


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
        answer = self.asked("GET", PREFIX, most=LONGEST_LIST)
        try:
            files: dict[str, str] = {str(path): str(digest) for path, digest in answer.json()["files"].items()}
        except (ValueError, KeyError, AttributeError, TypeError):
            raise IntegrityError(f"{self.host} answers with no list of files: is it an exchange?") from None
        for path in files:
            # nothing is written outside the copy, whatever a server says
            Place.of(path)
        return files

    def get(self, path: str, digest: str) -> None:
        """Fetch one file, whole or not at all.

        Raises:
            IntegrityError: it is not what the server listed, or longer than such a file may be.
        """
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".coming.", delete=False) as coming:
            try:
                self.asked("GET", f"{PREFIX}/{path}", most=Place.of(path).most_bytes(LARGEST), into=coming)
                coming.flush()
                os.fsync(coming.fileno())
                if sha256(Path(coming.name)).hex() != digest:
                    raise IntegrityError(f"{path} came from {self.host} changed")
                Path(coming.name).chmod(SHARED)
                Path(coming.name).replace(file)
            finally:
                Path(coming.name).unlink(missing_ok=True)

    def send(self, path: str) -> None:
        """Lay one file; the same again changes nothing."""
        self.asked("PUT", f"{PREFIX}/{path}", self.folder / path)

    def asked(
        self,
        method: str,
        path: str,
        body: Path | None = None,
        most: int = LONGEST_LINE,
        into: IO[bytes] | None = None,
    ) -> Answer:
        """One request, signed anew for each attempt.

        Args:
            method, path: of the request.
            body: a file to lay.
            most: most bytes of the answer; no more are read.
            into: where to put the answer's content; None keeps it in memory.

        Raises:
            InputError: the server's own line.
            IntegrityError: the same, or the answer is longer than it may be.
            ChainError: no answer.
        """
        content = sha256(body) if body is not None else NOTHING
        failed = ""
        for attempt in range(RETRIES):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            header = authorisation(self.deployment, self.signer, method, path, content, int(time.time()))
            try:
                answer = self.tried(method, self.url + path, header, body, most, into)
            except requests.RequestException as problem:
                failed = f"the exchange at {self.host} gives no answer ({type(problem).__name__})"
                continue
            if answer.status in AGAIN:
                failed = f"the exchange at {self.host} answers with status {answer.status}"
                continue
            if answer.status < 400:
                return answer
            raise self.refused(answer)
        raise ChainError(failed)

    def tried(self, method: str, url: str, header: str, body: Path | None, most: int, into: IO[bytes] | None) -> Answer:
        """One attempt."""
        with (
            body.open("rb") if body is not None else nullcontext() as opened,
            requests.request(
                method,
                url,
                headers={"Authorization": header},
                data=opened,
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            is_file = into is not None and answer.status_code < 400
            out = into if into is not None and is_file else io.BytesIO()
            out.seek(0)
            out.truncate()
            size = 0
            for chunk in answer.iter_content(CHUNK):
                size += len(chunk)
                if size > (most if is_file or into is None else LONGEST_LINE):
                    raise IntegrityError(f"the exchange at {self.host} answers with more than {most} bytes")
                out.write(chunk)
            return Answer(answer.status_code, b"" if is_file else cast(io.BytesIO, out).getvalue())

    def refused(self, answer: Answer) -> InputError | IntegrityError:
        """What the server said, in one line."""
        try:
            said: Any = answer.json()["error"]
        except (ValueError, KeyError, TypeError):
            said = f"status {answer.status}"
        line = f"the exchange at {self.host} refuses: {said}"
        return IntegrityError(line) if answer.status == 409 else InputError(line)

    @property
    def host(self) -> str:
        """Host and port."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
