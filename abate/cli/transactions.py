"""``abate transactions``: what an account sent that has not landed; offer more for it, or cancel it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import click
from eth_utils.abi import function_abi_to_4byte_selector

from abate.chain.artefacts import load_artefact
from abate.chain.fees import gwei
from abate.chain.outbox import Outbox
from abate.chain.replacing import Waiting, call_of, journals_of, landed_under
from abate.chain.replacing import cancel as cancel_nonce
from abate.chain.replacing import speed_up as speed_up_nonce
from abate.chain.replacing import waiting as waiting_of
from abate.chain.sender import LOCAL_POLL_SECONDS, POLL_SECONDS, Sender
from abate.chain.signer import Signed
from abate.cli.seconds import Seconds
from abate.cli.session import Session, wallet_options
from abate.config import wei_of
from abate.errors import InputError
from abate.runs.signers import sender_for

PATIENCE: Final = 300.0
NONCE = click.argument("nonce", type=click.IntRange(0))
MOST = click.option(
    "--most",
    metavar="GWEI",
    help="The most to offer for a unit of gas; by default ABATE_MAX_FEE, else eight times what was offered first.",
)
WAIT = click.option(
    "--wait", type=Seconds(zero=True), default=PATIENCE, show_default=True, help="Seconds to wait until it lands."
)


@click.group()
def transactions() -> None:
    """What your account has sent and has not landed; offer more for it, or cancel it.

    Commands wait for their transactions and raise the fee by themselves, up to eight times or ABATE_MAX_FEE. These are
    for when that was not enough, or when what was sent is not wanted any more.
    """


@transactions.command()
@wallet_options
def waiting(**given: Any) -> None:
    """Show every nonce of your account that has been given away and that no landed transaction has used."""
    session = Session.of(given)
    found = waiting_of(session.chain, session.account, journals_of(session.record, session.chain))
    made = [each for each in session.contracts.deployment.contracts.values() if each.transaction is not None]
    contracts = {str(each.address): each.contract for each in made}
    rows = {f"nonce {one.nonce}": told(one, contracts) for one in found}
    machine = [
        {
            "nonce": one.nonce,
            "step": one.step,
            "offersGwei": gwei(one.offers),
            "transaction": f"0x{one.attempts[-1].signed.hash.hex()}" if one.attempts else "",
            "known": one.is_known,
        }
        for one in found
    ]
    title = f"Waiting of {session.account}: {len(found) or 'nothing'}"
    session.show(title, rows, {"waiting": machine})


@transactions.command("speed-up")
@NONCE
@MOST
@WAIT
@wallet_options
def speed_up(nonce: int, most: str | None, wait: float, **given: Any) -> None:
    """Send what waits under NONCE again at a higher fee. Only one of the two can land."""
    session = Session.of(given)
    sender = acting(session)
    signed = speed_up_nonce(sender, stuck(session, sender, nonce), most_of(most))
    ended(session, sender, nonce, wait, signed, "run the command that sent it again: it goes on")


@transactions.command()
@NONCE
@MOST
@WAIT
@wallet_options
def cancel(nonce: int, most: str | None, wait: float, **given: Any) -> None:
    """Give NONCE to a transfer of nothing to yourself, so that what waits under it never lands."""
    session = Session.of(given)
    sender = acting(session)
    signed = cancel_nonce(sender, stuck(session, sender, nonce), most_of(most))
    ended(session, sender, nonce, wait, signed, "the command that sent it sends it anew when run again")


def acting(session: Session) -> Sender:
    """The sender; opens the keystore."""
    if session.settings.keystore is None and session.account_option is None:
        raise InputError("not set: --keystore (or ABATE_KEYSTORE)")
    return sender_for(session.settings, session.chain, session.account_option)


def stuck(session: Session, sender: Sender, nonce: int) -> Waiting:
    """What waits under this nonce.

    Raises:
        InputError: nothing does.
    """
    found = waiting_of(session.chain, sender.address, journals_of(session.record, session.chain))
    for one in found:
        if one.nonce == nonce:
            return one
    listed = ", ".join(f"nonce {one.nonce}" for one in found) or "nothing"
    raise InputError(f"nothing of {sender.address} waits under nonce {nonce}", mend=f"waiting: {listed}")


def ended(session: Session, sender: Sender, nonce: int, wait: float, signed: Signed, then: str) -> None:
    """Wait, and show what landed."""
    poll = LOCAL_POLL_SECONDS if session.chain.is_local else POLL_SECONDS
    done = landed_under(sender, nonce, wait, poll)
    landed = done and Outbox(session.chain).receipt(signed) is not None
    rows = {
        "nonce": str(nonce),
        "transaction": f"0x{signed.hash.hex()}",
        "landed": "not yet" if not done else "yes" if landed else "an earlier one did",
        "next": then if done else "abate transactions waiting",
    }
    session.show("Replaced", rows, rows)


def told(one: Waiting, contracts: Mapping[str, str]) -> str:
    """A waiting transaction in one line; ``contracts`` are the deployment's, by their addresses."""
    place = "the node has it" if one.is_known else "the node does not have it: run its command again"
    if not one.attempts:
        return f"sent by another program; {place}"
    newest = one.attempts[-1].signed.hash.hex()
    return f"{what(one, contracts)}: 0x{newest} offers {gwei(one.offers)} gwei, {len(one.attempts)} signed; {place}"


def what(one: Waiting, contracts: Mapping[str, str]) -> str:
    """What a noted transaction does: the function that it calls, else its step in the journal."""
    call = call_of(one.attempts[-1].signed.raw)
    contract = contracts.get(str(call.to))
    for item in load_artefact(contract).abi if contract else []:
        if item["type"] == "function" and function_abi_to_4byte_selector(cast(Any, item)) == call.data[:4]:
            return f"{item['name']} of {contract}"
    return one.step


def most_of(text: str | None) -> int | None:
    """What a person allows, wei per gas."""
    return None if text is None else wei_of(text, "--most")
