"""A node that says what a test tells it to, where no real one would."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

LOCAL = {"eth_chainId": "0x539", "web3_clientVersion": "anvil/v1.7.1", "eth_accounts": []}
"""What a local chain says of itself."""
LIVE = {**LOCAL, "eth_chainId": "0x1", "web3_clientVersion": "Geth/v1.16"}
CUT = "the line is cut"
UNAVAILABLE = "503"
"""In place of a result."""


def says(message, code=-32000):
    """An answer with an error in the node's words."""
    return {"error": {"code": code, "message": message}}


class ScriptedNode:
    """Answers each method with what is written for it: a result, an error of ``says``, or a function of parameters.

    Attributes:
        asked: the methods, in the order in which they came.
    """

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                said = node.answer(asked)
                result = said.get("result")
                if result == CUT:
                    self.connection.close()
                    return
                body = json.dumps({"jsonrpc": "2.0", "id": asked["id"], **said}).encode()
                self.send_response(503 if result == UNAVAILABLE else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *ignored):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, asked):
        method = asked["method"]
        self.asked.append(method)
        said = self.answers.get(method, says(f"the method {method} does not exist", -32601))
        if callable(said):
            said = said(*asked["params"])
        return said if isinstance(said, dict) and "error" in said else {"result": said}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
