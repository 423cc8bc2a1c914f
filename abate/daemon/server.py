"""``/metrics`` for Prometheus and ``/healthz`` for whoever restarts processes, over HTTP in a thread of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from abate.daemon.health import Health
from abate.daemon.metrics import Metrics
from abate.errors import InputError


def address_of(text: str) -> tuple[str, int]:
    """``HOST:PORT``; port 0 takes a free one.

    Raises:
        InputError: it is something else.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise InputError(f"{text!r} is not HOST:PORT", field="--metrics", mend="such as 127.0.0.1:9464")
    return host, int(port)


@contextmanager
def serving(address: tuple[str, int], metrics: Metrics, health: Health) -> Iterator[str]:
    """Serve as long as the block runs; where, as ``host:port``.

    Raises:
        InputError: nothing can listen there.
    """

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            reasons = health.reasons()
            metrics.healthy.set(not reasons)
            if self.path == "/metrics":
                self.answer(200, CONTENT_TYPE_LATEST, generate_latest(metrics.registry))
            elif self.path == "/healthz":
                told = json.dumps({"healthy": not reasons, "reasons": reasons}) + "\n"
                self.answer(503 if reasons else 200, "application/json", told.encode())
            else:
                self.answer(404, "text/plain", b"/metrics or /healthz\n")

        def answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    try:
        server = ThreadingHTTPServer(address, Handler)
    except OSError as problem:
        raise InputError(f"cannot listen at {address[0]}:{address[1]}: {problem.strerror}", field="--metrics") from None
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"{address[0]}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
