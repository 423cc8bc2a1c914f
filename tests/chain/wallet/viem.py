"""A foreign wallet: the npm package viem, which knows nothing of Abate."""

import json
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / "node_modules"


def sign(key, typed_data: dict) -> bytes:
    """The 65-byte signature of typed data by a key (an eth_account LocalAccount)."""
    answer = subprocess.run(
        ["node", HERE / "viem.js"],
        input=json.dumps({"key": "0x" + bytes(key.key).hex(), "typedData": typed_data}),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "NODE_PATH": str(MODULES)},
    )
    signed = json.loads(answer.stdout)
    assert signed["address"] == key.address
    return bytes.fromhex(signed["signature"][2:])
