"""``abate export``: a release for explorers and integrators."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from abate.chain.connection import connect
from abate.cli.session import FILE
from abate.config import REPOSITORY, Settings, build_folder, solc_file
from abate.deploy.contracts import Contracts
from abate.deploy.record import Deployment
from abate.errors import InputError
from abate.export.built import built_contracts
from abate.export.compiler import Compiler
from abate.export.folder import files_of, hashes_of, write_release
from abate.export.release import Released, release
from abate.export.verification import verifications
from abate.files import json_text
from abate.runs.shown import facts

DEFAULT = REPOSITORY / "dist" / "artefacts"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT)
@click.option("--solc", type=FILE, help="The compiler that the contracts were built with; or ABATE_SOLC.")
@click.option("--deployment", type=FILE, help="A deployment's record: adds what verifies it to the release.")
@click.option("--rpc", "rpc_url", metavar="URL", help="A node of the deployment's chain; or ABATE_RPC_URL.")
@click.option("--json", "as_json", is_flag=True, help="Print the hashes for machines.")
def export(folder: Path, solc: Path | None, deployment: Path | None, rpc_url: str | None, as_json: bool) -> None:
    """Write a release of the compiled contracts to FOLDER (dist/artefacts): compiler inputs, metadata, ABIs, hashes,
    and typed Python and TypeScript.

    An earlier release there is replaced.
    """
    deployed = None if deployment is None else deployed_contracts(deployment, rpc_url)
    build = build_folder()
    version, _, _ = built_contracts(build)[0].compiler.partition("+")
    released = release(REPOSITORY, build, Compiler((solc or solc_file(version)).absolute(), REPOSITORY))
    files = files_of(released)
    if deployed is not None:
        files |= verification_files(deployed, released)
    write_release(folder, files)
    if as_json:
        click.echo(json.dumps(hashes_of(released), indent=2))
        return
    rows = {
        "folder": str(folder),
        "contracts": str(len(released)),
        "compiler": released[0].built.compiler,
        "verification files": str(sum(path.startswith("verification/") for path in files)),
    }
    facts(Console(), "Exported", rows)


def deployed_contracts(record: Path, rpc_url: str | None) -> Contracts:
    """A deployment on its chain.

    Raises:
        InputError: no node was named, or it is on another chain.
    """
    settings = Settings.read({"rpc_url": rpc_url})
    if settings.rpc_url is None:
        raise InputError("not given: a node of the deployment's chain with --rpc (or ABATE_RPC_URL)")
    return Contracts(Deployment.load(record), connect(settings.rpc_url))


def verification_files(contracts: Contracts, released: list[Released]) -> dict[str, str]:
    """Path -> text for each contract of a deployment, checked against its chain.

    Raises:
        IntegrityError: other code stands there than the compiled one.
    """
    chain_id = contracts.deployment.chain_id
    return {
        f"verification/{each.released.name}.json": json_text(each.document(chain_id))
        for each in verifications(contracts, released)
    }
