"""Settling a round: bring up the clock, check, settle every bid and consignment, check again, write it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak
from rich.console import Console

from abate.auction.plan import batches, cranks
from abate.auction.result_files import write_results
from abate.auction.settlement import Settlement
from abate.auction.settlement import settle as derive
from abate.chain.auction import CreditAuction
from abate.chain.auction_state import Stage
from abate.chain.call import refused
from abate.chain.connection import connect
from abate.chain.journal import Journal
from abate.chain.sender import Call, Sender
from abate.config import REPOSITORY, Settings
from abate.deploy.contracts import Contracts
from abate.deploy.networks import network_name, record_path
from abate.deploy.record import Deployment
from abate.errors import ChainError, InputError, IntegrityError
from abate.runs.settle_plot import write_plot
from abate.runs.settle_shown import show_settlement
from abate.runs.signers import sender_for

GAS_SHARE: Final = 4
"""A transaction uses at most this part of a block, so that it is taken in soon."""


@dataclass(frozen=True)
class SettleRequest:
    """What somebody asks for.

    Attributes:
        settings: node, record, and keystore where one signs.
        round: the round's number; None for the present one.
        folder: where to write the result; None for ``reports/settlements/<network>-<vintage>``.
        assume_yes: do not ask before sending on a live network.
    """

    settings: Settings
    round: int | None = None
    folder: Path | None = None
    assume_yes: bool = False


@dataclass(frozen=True)
class Settled:
    """A settled round.

    Attributes:
        settlement: the checked result; complete but for who was passed over.
        files: where it was written: JSON; CSV of bids, of consignments and of the published figures; the book as SVG.
        transactions: hashes of what this run sent, 0x texts; empty where all was settled before.
        passed_over: bidders whose own claim is refused, such as by a wallet that takes no certificate, with the reason.
    """

    settlement: Settlement
    files: list[Path]
    transactions: list[str]
    passed_over: dict[ChecksumAddress, str]


def settle(request: SettleRequest, console: Console, confirm: Callable[[str], bool]) -> Settled:
    """Settle a round for everybody; whatever is settled already is left alone.

    Args:
        request: which round, where.
        console: what a person reads.
        confirm: asked once before sending on a live network.

    Raises:
        InputError: no such deployment or round.
        ChainError: the round is not final yet, the person said no, or a transaction failed; run again to go on.
        IntegrityError: the contract and the reference differ; nothing was sent after that was found.
    """
    request.settings.need("rpc_url")
    chain = connect(cast(str, request.settings.rpc_url), request.settings.chain_id)
    network = network_name(chain)
    path = request.settings.deployment or record_path(network)
    contracts = Contracts(Deployment.load(path), chain)
    auction, first_block = contracts.auction, contracts.deployment.first_block()
    number = request.round or auction.current_round()
    if not number:
        raise InputError("no auction round was opened yet")
    sender = sender_for(request.settings, chain)
    journal = Journal(path.with_name(f"{path.stem}.settle-{number}.journal"), chain)
    work = Work(auction, number, replace(sender, journal=journal), console)

    if not chain.is_local and not request.assume_yes and not confirm(f"Settle round {number} for everybody?"):
        raise ChainError("nothing was sent")
    work.bring_up_clock()
    checked = derive(auction, number, first_block)
    retiring = {bidder for bidder in checked.unclaimed if auction.steps_of(bidder)[1]}
    # a claim that its bidder's own certificate refuses would be paid for in vain, each time
    refusing = {bidder for bidder in retiring if work.refusal_of(auction.claim(bidder))}
    work.send(batches(checked.without(refusing), work.gas_limit, retiring).calls(auction, number))
    done = derive(auction, number, first_block)
    passed_over = work.refused_claims(done)
    left = len(done.unclaimed) - len(passed_over)
    if left or done.unpaid or not done.published:
        raise IntegrityError(f"round {number} is not settled: {left} bids and {len(done.unpaid)} sales left")
    journal.finish()

    unit = contracts.currency.symbol(), contracts.currency.decimals()
    folder = request.folder or REPOSITORY / "reports" / "settlements" / f"{network}-{contracts.deployment.vintage}"
    files = [*write_results(done, folder), write_plot(done, *unit, folder)]
    show_settlement(done, *unit, console)
    for bidder, reason in passed_over.items():
        console.print(f"passed over: {bidder} {reason}", highlight=False, soft_wrap=True, markup=False)
    for file in files:
        console.print(f"written: {file}", highlight=False, soft_wrap=True)
    return Settled(done, files, work.transactions, passed_over)


class Work:
    """Sends what settling a round needs."""

    def __init__(self, auction: CreditAuction, number: int, sender: Sender, console: Console) -> None:
        self.auction, self.number, self.sender, self.console = auction, number, sender, console
        self.gas_limit = int(auction.chain.block()["gasLimit"]) // GAS_SHARE
        self.transactions: list[str] = []

    def refusal_of(self, call: Call) -> str | None:
        """What the contract says to a call now; None where it takes it."""
        said = refused(self.auction.chain, self.sender.address, call)
        return None if said is None else str(said)

    def refused_claims(self, done: Settlement) -> dict[ChecksumAddress, str]:
        """Bidders of a settled round whose own claim is refused, with the reason; everybody else is served."""
        said = {bidder: self.refusal_of(self.auction.claim(bidder)) for bidder in done.unclaimed}
        return {bidder: reason for bidder, reason in said.items() if reason is not None}

    def bring_up_clock(self) -> None:
        """Crank until the clock has caught up with the bids; does nothing where it does not lag."""
        for call in cranks(self.auction, self.number, self.gas_limit):
            if self.auction.stage_of(self.number) is not Stage.CLEARING:
                return
            # equal calls follow each other, so that the journal needs to tell them apart
            clock = self.auction.round_of(self.number).clock_tick
            self.send([call], f"from tick {clock}")

    def send(self, calls: list[Call], mark: str = "") -> None:
        """Send calls one after the other, each journalled, so that a killed run does not repeat one."""
        for place, call in enumerate(calls, 1):
            receipt = self.sender.send(call, keccak(call.data + mark.encode()).hex())
            self.transactions.append(f"0x{receipt['transactionHash'].hex()}")
            progress = f"{place} of {len(calls)}, " if len(calls) > 1 else ""
            self.console.print(f"  {progress}{call.action}: {receipt['gasUsed']:,} gas", highlight=False)
