"""The server of an exchange: signed requests in, whole files out, nothing half-written, nothing overwritten."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import web

from abate.errors import AbateError, InputError, IntegrityError
from abate.exchange.requests import Doorkeeper
from abate.exchange.rules import Place, Rules, sha256
from abate.files import SHARED

PREFIX: Final = "/v1/files"
CHUNK: Final = 256 * 1024
IDLE_SECONDS: Final = 60.0
"""A body of which nothing comes for so long is given up."""
NOTHING: Final = hashlib.sha256().digest()


@dataclass
class Exchange:
    """One exchange, served.

    Attributes:
        root: the folder.
        doorkeeper: who is let in.
        rules: who may lay what.
        chain_now: the chain's time, unix seconds.
        largest: most bytes of a table or a tree.
        told: called with one line for each file that was laid or refused; nothing personal.
    """

    root: Path
    doorkeeper: Doorkeeper
    rules: Rules
    chain_now: Callable[[], int]
    largest: int
    told: Callable[[str], None] = lambda line: None
    _hashes: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict, repr=False)
    _laying: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def application(self) -> web.Application:
        """The application, ready to be run."""
        application = web.Application(middlewares=[in_one_line], client_max_size=self.largest)
        application.router.add_get(PREFIX, self.listed)
        application.router.add_get(PREFIX + "/{path:.+}", self.read)
        application.router.add_put(PREFIX + "/{path:.+}", self.lay)
        return application

    # -------------------------------------------------------------------------------------------------- the requests

    async def listed(self, request: web.Request) -> web.Response:
        """All files with their SHA-256."""
        self.admitted(request, NOTHING)
        return web.json_response({"files": await asyncio.to_thread(self.hashes)})

    async def read(self, request: web.Request) -> web.StreamResponse:
        """One file."""
        place = Place.of(request.match_info["path"])
        if not place.is_public:
            self.admitted(request, NOTHING)
        file = self.root / place.path
        if not file.is_file():
            raise web.HTTPNotFound(text=f"{place.path} is not there")
        return web.FileResponse(file)

    async def lay(self, request: web.Request) -> web.Response:
        """Lay one file, whole or not at all."""
        place = Place.of(request.match_info["path"])
        # asked before the body is read, so that a stranger cannot fill the disk
        operator, *_ = self.claimed(request)
        most = place.most_bytes(self.largest)
        if request.content_length is not None and request.content_length > most:
            raise web.HTTPRequestEntityTooLarge(
                most, request.content_length, text=f"{place.path} may have {most} bytes"
            )
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".coming.")
        coming = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                digest = await self.received(request, out, most, place)
            operator = self.admitted(request, digest)
            async with self._laying:
                fresh = await asyncio.to_thread(self.laid, place, operator, coming)
        except IntegrityError as problem:
            self.told(f"refused {place.path} by {operator}: {problem}")
            raise web.HTTPConflict(text=str(problem)) from None
        except InputError as problem:
            said = str(problem).replace(str(coming), place.path)
            self.told(f"refused {place.path} by {operator}: {said}")
            raise web.HTTPUnprocessableEntity(text=said) from None
        finally:
            coming.unlink(missing_ok=True)
        if fresh:
            self.told(f"{operator} laid {place.path}")
        return web.json_response({"laid": fresh}, status=201 if fresh else 200)

    # --------------------------------------------------------------------------------------------------------- parts

    async def received(self, request: web.Request, out: object, most: int, place: Place) -> bytes:
        """Write the body down, at most so much of it; its SHA-256."""
        digest, size = hashlib.sha256(), 0
        while True:
            chunk = await asyncio.wait_for(request.content.read(CHUNK), IDLE_SECONDS)
            if not chunk:
                break
            size += len(chunk)
            if size > most:
                raise web.HTTPRequestEntityTooLarge(most, size, text=f"{place.path} may have {most} bytes")
            digest.update(chunk)
            out.write(chunk)  # type: ignore[attr-defined]
        out.flush()  # type: ignore[attr-defined]
        os.fsync(out.fileno())  # type: ignore[attr-defined]
        return digest.digest()

    def laid(self, place: Place, operator: str, coming: Path) -> bool:
        """Judge what came, and put it in its place."""
        if not self.rules.judge(place, operator, coming, self.chain_now()):
            return False
        there = self.root / place.path
        there.parent.mkdir(parents=True, exist_ok=True)
        coming.chmod(SHARED)
        coming.replace(there)
        return True

    def admitted(self, request: web.Request, content: bytes) -> str:
        """The operator who signed this request."""
        header = request.headers.get("Authorization")
        try:
            return self.doorkeeper.admit(header, request.method, request.raw_path, content, int(time.time()))
        except IntegrityError as problem:
            raise web.HTTPUnauthorized(text=str(problem)) from None

    def claimed(self, request: web.Request) -> tuple[str, int, str, str]:
        """What the request claims, before its body is read."""
        try:
            return self.doorkeeper.claimed(request.headers.get("Authorization"), int(time.time()))
        except IntegrityError as problem:
            raise web.HTTPUnauthorized(text=str(problem)) from None

    def hashes(self) -> dict[str, str]:
        """Path to SHA-256 of everything that belongs to the exchange; a file is hashed again when it changed."""
        found = {}
        for file in sorted(self.root.glob("*-*/**/*")):
            path = file.relative_to(self.root).as_posix()
            try:
                Place.of(path)
                seen = file.stat().st_mtime_ns, file.stat().st_size
            except (InputError, FileNotFoundError):
                continue
            if self._hashes.get(path, ((0, 0), ""))[0] != seen:
                self._hashes[path] = (seen, sha256(file).hex())
            found[path] = self._hashes[path][1]
        return found


@web.middleware
async def in_one_line(request: web.Request, handler: Callable[[web.Request], object]) -> web.StreamResponse:
    """Every refusal as one line of JSON."""
    try:
        return await handler(request)  # type: ignore[misc, no-any-return]
    except web.HTTPException as problem:
        return web.json_response({"error": problem.text}, status=problem.status)
    except AbateError as problem:
        return web.json_response({"error": str(problem)}, status=422)


def serve(exchange: Exchange, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until the process is told to end.

    Args:
        exchange: what to serve.
        host: address to listen at.
        port: port, 0 for any.
        ready: called with the port once requests are taken.
    """

    async def run() -> None:
        runner = web.AppRunner(exchange.application(), access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            ready(int(runner.addresses[0][1]))
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    try:
        asyncio.run(run())
    except OSError as problem:
        raise InputError(f"cannot listen at {host}:{port}: {problem.strerror}", field="--port") from None
