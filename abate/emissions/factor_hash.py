"""The content hash of a factor set, ``factorSetHash`` on chain.

Canonical form, UTF-8, every line ended by one line feed:

    abate-factor-set/1
    set=<name>
    publisher=<publisher>
    version=<version>
    gases=<CO2 or CO2e>
    gwp:<gas>=<number>                              one line per gas, sorted by gas
    <factor>|<year>|<unit>|<gas>|<mass>|<number>    one line per row, sorted by code point

A number is its shortest plain decimal text: ``0.210`` and ``0.21`` are the same. The hash is Keccak-256 of that text,
so it changes when a number, a unit, a gas, a year or a name does, and does not when rows change places, when the
file's line endings or comments do, or when a title is put in better words.

Several sets together have the hash of their hashes: sorted ascending as 32-byte numbers, each once, concatenated,
Keccak-256. One set alone has its own hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from eth_utils.crypto import keccak

from abate.emissions.decimals import plain

if TYPE_CHECKING:
    from abate.emissions.factor_source import FactorSource
    from abate.emissions.factor_table import FactorRow


def canonical_form(name: str, source: FactorSource, rows: Iterable[FactorRow]) -> str:
    """The text that is hashed."""
    head = [
        "abate-factor-set/1",
        f"set={name}",
        f"publisher={source.publisher}",
        f"version={source.version}",
        f"gases={source.gases}",
        *(f"gwp:{gas}={plain(value)}" for gas, value in sorted(source.gwp.items())),
    ]
    body = sorted(f"{row.factor}|{row.year}|{row.unit}|{row.gas}|{row.mass}|{plain(row.value)}" for row in rows)
    return "\n".join([*head, *body]) + "\n"


def factor_set_hash(name: str, source: FactorSource, rows: Iterable[FactorRow]) -> bytes:
    """Keccak-256 of the canonical form, 32 bytes."""
    return bytes(keccak(text=canonical_form(name, source, rows)))


def combined_hash(hashes: Iterable[bytes]) -> bytes:
    """The hash of several sets used together; of one set, its own.

    Raises:
        ValueError: there is none.
    """
    each = sorted(set(hashes))
    if not each:
        raise ValueError("no factor set is used")
    return each[0] if len(each) == 1 else bytes(keccak(b"".join(each)))
