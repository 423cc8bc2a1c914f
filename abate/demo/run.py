"""The whole demonstration in one call."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from rich.console import Console

from abate.chain.connection import Chain, connect
from abate.demo import market
from abate.demo.amounts import minute, plain, scaled
from abate.demo.read_chain import batches_of, certificates_of
from abate.demo.room import OperatorRoom
from abate.demo.setting import DEMO, deploy_all, fill_vaults, load_documents, set_stage
from abate.demo.stage import Documents
from abate.demo.story import Story, steps_of
from abate.demo.summing import summary_of
from abate.demo.telling import Teller, show_checks, show_tables
from abate.errors import InputError, IntegrityError
from abate.report.page import write_report
from abate.report.summary import Summary


def run_demo(rpc_url: str, folder: Path, console: Console, programme: Path = DEMO) -> Summary:
    """Run the demonstration on a local chain, show it, and write its report.

    Args:
        rpc_url: a local chain; its clock is moved on to the end of each period where it stands before it.
        folder: where ``summary.json`` and ``index.html`` are written, with the deployment's record and the
            operators' shared folder beside them; what an earlier run left there is replaced.
        console: where the story is told.
        programme: the programme document.

    Returns:
        the summary; ``all_kept`` says whether every promise holds.

    Raises:
        InputError: a document is wrong, or the chain is no local one.
        ChainError, IntegrityError: something was refused, or figures do not agree.
    """
    documents = load_documents(programme)
    chain = local_chain(rpc_url)
    # names of the demonstration's own, for what lies there from an earlier run is removed
    exchange, record = folder / "demo-exchange", folder / "demo-deployment.json"
    shutil.rmtree(exchange, ignore_errors=True)
    for stale in (record, record.with_suffix(".journal")):
        stale.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as private,
        Teller(console, steps=5 + steps_of(documents.simulation)) as teller,
    ):
        story = begin(documents, chain, teller, exchange, record, Path(private))
        for period in documents.simulation.rounds:
            story.month(period)
        story.spend(Path(private))
        summary = end(story)
    show_tables(summary, console)
    show_checks(summary, console)
    _, page = write_report(summary, folder)
    console.print(f"The whole story with plots: {page}", soft_wrap=True, highlight=False)
    return summary


def local_chain(rpc_url: str) -> Chain:
    """Connect to a local chain.

    Raises:
        InputError: it is a live one: the demonstration uses keys that everybody knows.
    """
    chain = connect(rpc_url)
    if not chain.is_local:
        raise InputError(f"chain {chain.chain_id} is not a local one", mend="the demonstration uses keys known to all")
    return chain


def begin(documents: Documents, chain: Chain, teller: Teller, exchange: Path, record: Path, private: Path) -> Story:
    """Deploy, fund and enrol."""
    first_block = int(chain.block()["number"])
    programme, currency = documents.programme, documents.programme.currency
    teller.chapter(f"{programme.name}: {chain.client.split('/')[0]}, chain {chain.chain_id}, {minute(chain.now())}")
    with teller.step("deploying the contracts") as said:
        contracts = deploy_all(documents, chain, record)
        said.append(f"{len(contracts.deployment.contracts)} contracts deployed and checked against the programme")
    words = documents.simulation.words
    with teller.step(f"enrolling the {words.many}") as said:
        stage = set_stage(documents, contracts, first_block)
        room = OperatorRoom.of(stage, exchange, private)
        funds = plain(currency.units(documents.simulation.funds), currency.decimals)
        said.append(f"{len(stage.homes)} {words.many} enrolled, each with {funds} {currency.symbol} of test money")
        budget = plain(fill_vaults(stage), currency.decimals)
        if stage.neighbours:
            said.append(
                f"{len(stage.neighbours)} {words.guests} without ETH, each with {budget} {currency.symbol} in a vault"
            )
    return Story(stage, room, teller)


def end(story: Story) -> Summary:
    """Everybody takes their money home, and everything is read back from the chain."""
    stage, teller = story.stage, story.teller
    currency = stage.documents.programme.currency
    teller.chapter("The end")
    with teller.step("everybody takes their money home") as said:
        taken = scaled(market.withdraw_all(stage), currency.decimals)
        said.append(f"vaults emptied: {taken} {currency.symbol} withdrawn")
    batches = batches_of(stage, story.room.periods(), story.room.names())
    with teller.step("the contract draws the certificates") as said:
        certificates = certificates_of(stage, batches)
        said.append(f"{len(certificates)} certificates drawn by the contract itself")
    with teller.step("reading everything back from the chain") as said:
        summary = summary_of(story, batches, certificates)
        said.append(f"every figure read back from {stage.chain.block()['number']} blocks")
    return summary


def require_kept(summary: Summary) -> None:
    """Fail where a promise was broken.

    Raises:
        IntegrityError: names the promises.
    """
    broken = [check.promise for check in summary.checks if not check.kept]
    if broken:
        raise IntegrityError(f"{len(broken)} of {len(summary.checks)} promises are broken: {'; '.join(broken)}")
