"""A proxy in front of the real node that fails where a test tells it to."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import requests

DELAY = 2.0


@dataclass
class Fault:
    """What goes wrong with the next request of a method.

    Attributes:
        method: such as ``eth_sendRawTransaction``.
        forwards: how often the real node gets the request.
        answer: what is answered: ``node`` (the node's answer), ``drop`` (the line is cut), ``late``, an HTTP status,
            a text that is no JSON, or a mapping that takes the place of result and error.
        then: called after the node had the request.
    """

    method: str
    forwards: int = 1
    answer: object = "node"
    then: object = None


@dataclass
class FaultyNode:
    """Forwards to the real node, but for the faults that wait; each happens once, in order.

    Attributes:
        altered: changes every result of a method, so that the node is of another kind.
        answers: what takes the place of result and error for some parameters of a method; None for others.
    """

    real: str
    faults: list[Fault] = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    altered: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)

    def __enter__(self):
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                node.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *ignored):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        self.server.shutdown()
        self.server.server_close()

    def next_fault(self, method):
        for fault in self.faults:
            if fault.method == method:
                self.faults.remove(fault)
                return fault
        return Fault(method)

    def answer(self, handler, body):
        request = json.loads(body)
        method = "batch" if isinstance(request, list) else request["method"]
        self.asked[method] += 1
        own = self.answers[method](*request["params"]) if method in self.answers else None
        fault = self.next_fault(method) if own is None else Fault(method, forwards=0, answer=own)
        answered = b""
        for _ in range(fault.forwards):
            answered = requests.post(self.real, data=body, headers={"Content-Type": "application/json"}).content
        if method in self.altered and answered:
            content = json.loads(answered)
            answered = json.dumps({**content, "result": self.altered[method](content["result"])}).encode()
        if fault.then is not None:
            fault.then()
        if fault.answer == "drop":
            handler.connection.close()
            return
        if fault.answer == "late":
            time.sleep(DELAY)
        status = fault.answer if isinstance(fault.answer, int) else 200
        if isinstance(fault.answer, dict):
            answered = json.dumps({"jsonrpc": "2.0", "id": request["id"], **fault.answer}).encode()
        elif fault.answer not in ("node", "late"):
            answered = str(fault.answer).encode()
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(answered)))
            handler.end_headers()
            handler.wfile.write(answered)
        except OSError:
            pass


def says(message, code=-32000):
    """An answer with an error in the node's words."""
    return {"error": {"code": code, "message": message}}
