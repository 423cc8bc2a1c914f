"""Whose code is it: contracts by what the compiler puts at the end of their code, a hash over source and settings."""

import json
from pathlib import Path

# the last two bytes of compiled code say how long its metadata is
LENGTH_DIGITS = 4


class Codes:
    """Compiled contracts by the metadata of their runtime code."""

    def __init__(self, artefacts: dict[str, dict]):
        self.artefacts = artefacts
        self.names = {}
        for name, artefact in artefacts.items():
            metadata = _metadata(artefact["deployedBytecode"])
            if metadata:
                self.names[metadata] = name

    @classmethod
    def read(cls, folder: Path) -> "Codes":
        """The artefacts in Brownie's build folder."""
        artefacts = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
        return cls({artefact["contractName"]: artefact for artefact in artefacts if artefact.get("deployedBytecode")})

    def of_runtime(self, code: str) -> str | None:
        """The contract with this runtime code; its immutables may be filled in."""
        return self.names.get(_metadata(code))

    def of_creation(self, code: str) -> str | None:
        """The contract that this creation code makes: its own code, then its arguments."""
        plain = code.removeprefix("0x")
        fitting = [name for name, one in self.artefacts.items() if plain.startswith(one["bytecode"].removeprefix("0x"))]
        return fitting[0] if fitting else None


def _metadata(code: str) -> str:
    plain = code.removeprefix("0x")
    if len(plain) < LENGTH_DIGITS:
        return ""
    length = 2 * int(plain[-LENGTH_DIGITS:], 16) + LENGTH_DIGITS
    return plain[-length:] if length < len(plain) else ""
