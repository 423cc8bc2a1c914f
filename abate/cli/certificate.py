"""``abate certificate``: what a stranger needs to verify a retirement, and the verifying."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from eth_typing import ChecksumAddress
from rich.console import Console

from abate.certificates.document import CertificateDocument
from abate.certificates.export import export as export_certificate
from abate.certificates.state_proof import Header
from abate.certificates.text import day_text, from_hex, hex_text
from abate.certificates.verification import Verified
from abate.certificates.verification import verify as verify_certificate
from abate.chain.connection import Chain, connect
from abate.cli.session import FILE, Session, address, chain_options
from abate.config import Settings
from abate.deploy.record import Deployment
from abate.emissions import FactorLibrary
from abate.errors import InputError, IntegrityError
from abate.files import json_text, read_bytes, read_json, write_atomically
from abate.runs.shown import facts
from abate.units import kg_text

HASH_BYTES = 32


@click.group()
def certificate() -> None:
    """Export a retirement certificate with its proof, or verify one that somebody gave you."""


@certificate.command()
@click.argument("certificate", type=int, metavar="CERTIFICATE")
@click.option("--output", type=FILE, required=True, help="The file to write.")
@click.option("--block", type=int, help="Prove it in this block; by default in the one in which it was made.")
@chain_options
def export(certificate: int, output: Path, block: int | None, **options: Any) -> None:
    """Write CERTIFICATE (its number) to a file that anybody can verify offline, with CAD Trust's field names."""
    session = Session.of(options)
    document = export_certificate(session.contracts, certificate, block)
    verified = verify_certificate(document, hash_at(session.chain, document))
    write_atomically(output, document.text())
    rows = {**rows_of(verified), "file": str(output)}
    session.show("Exported", rows, rows)


def hash_at(chain: Chain, document: CertificateDocument) -> bytes:
    """The hash that a node has for the block of a document."""
    return bytes(chain.block(Header.of(document.header).number)["hash"])


@certificate.command()
@click.argument("file", type=FILE)
@click.option("--block-hash", metavar="HASH", help="Hash of the block, from a source that you trust; works offline.")
@click.option("--oracle", metavar="ADDRESS", help="The oracle that you trust.")
@chain_options
def verify(file: Path, block_hash: str | None, oracle: str | None, **options: Any) -> None:
    """Verify FILE: that this amount was retired, of which vintage, under which methodology, factor set and final batch.

    Everything is held against a block: the one with --block-hash, without asking anybody, or the one that the node of
    --rpc has under that number. Say which oracle you trust with --oracle or --deployment.
    """
    settings = Settings.read(options)
    document = read(file)
    verified = verify_certificate(document, trusted_hash(block_hash, settings, document))
    trusted = trusted_oracle(oracle, settings)
    here = document.oracle.proof.address
    if trusted is not None and trusted != here:
        raise IntegrityError(f"{file}: these credits are of the oracle {here}, not of {trusted}")
    rows = rows_of(verified)
    if options["as_json"]:
        click.echo(json_text({**rows, "oracleTrusted": trusted is not None}), nl=False)
        return
    facts(Console(), "This certificate is genuine", rows)
    if trusted is None:
        click.echo(f"as far as you trust the oracle {here}: compare it with the one of the programme (--oracle)")


def read(file: Path) -> CertificateDocument:
    """A document whose file holds nothing but what will be verified.

    Raises:
        InputError: the file cannot be read or is not JSON.
        IntegrityError: it was changed, in whatever byte.
    """
    document = CertificateDocument.read(read_json(file))
    given, expected = read_bytes(file), document.text()
    lines = zip(given.decode(errors="replace").splitlines(), expected.splitlines(), strict=False)
    for row, (one, other) in enumerate(lines, start=1):
        if one != other:
            raise IntegrityError(f"{file}: line {row}: {shortened(one)} does not fit the rest of the file")
    if given != expected.encode():
        raise IntegrityError(f"{file}: it does not end as an exported certificate ends")
    return document


def shortened(line: str, width: int = 60) -> str:
    """A line as far as a message shows it."""
    text = json.dumps(line.strip(), ensure_ascii=False)
    return text if len(text) <= width else f"{text[:width]}..."


def trusted_hash(given: str | None, settings: Settings, document: CertificateDocument) -> bytes:
    """The hash that the file is held against.

    Raises:
        InputError: neither a hash nor a node was given.
    """
    if given is not None:
        try:
            return from_hex(given, "--block-hash", HASH_BYTES)
        except IntegrityError as problem:
            raise InputError(str(problem)) from None
    if settings.rpc_url is None:
        raise InputError("not given: --block-hash, or a node with --rpc (or ABATE_RPC_URL)")
    return hash_at(connect(settings.rpc_url, settings.chain_id), document)


def trusted_oracle(given: str | None, settings: Settings) -> ChecksumAddress | None:
    """The oracle that the verifier trusts; None where none was named."""
    if given is not None:
        return address("--oracle", given)
    return None if settings.deployment is None else Deployment.load(settings.deployment).address("oracle")


def rows_of(verified: Verified) -> dict[str, str]:
    """What was proven, for people."""
    document, header = verified.document, verified.header
    says, batch = document.retirement, document.batch
    return {
        "certificate": str(document.id),
        "retired": f"{kg_text(says.amount)} {document.symbol} (kg CO2e)",
        "vintage": str(says.vintage),
        "in the name of": says.beneficiary,
        "on": day_text(says.retired_on),
        "statement": says.statement or "none",
        "methodology": hex_text(says.methodology_id),
        "factor set": factor_set(batch.factorSetHash),
        "final batch": f"{batch.sequence} of {batch.vintage}, through {day_text(batch.through)}",
        "accounts in it": str(batch.count),
        "root": hex_text(batch.root),
        "oracle": document.oracle.proof.address,
        "block": f"{header.number}, {hex_text(header.hash)}",
    }


def factor_set(digest: bytes) -> str:
    """A factor set's hash, with its name where it is one of those that ship with Abate."""
    names = [each.name for each in FactorLibrary.load() if each.hash == digest]
    return f"{hex_text(digest)} ({names[0]})" if names else hex_text(digest)
