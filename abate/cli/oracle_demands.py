"""``abate oracle answer``, ``demand``, ``dispute``, ``defend``, ``withdraw-reward``: a pending batch is questioned."""

from __future__ import annotations

import time
from typing import Any

import click

from abate.chain.currency import Erc20
from abate.chain.disputes import Dispute
from abate.chain.oracle import NOBODY
from abate.chain.stakes import StakeLedger
from abate.chain.times import moment
from abate.cli.oracle_place import ENROLMENT, OPERATOR, PROGRAMME, Place, options
from abate.cli.session import FILE, address, wallet_options
from abate.errors import InputError
from abate.oracle.demanding import closed_accounts, demand_for
from abate.oracle.postings import Posting, Standing, postings
from abate.runs.answer import answer as answer_all
from abate.runs.answer import case_of
from abate.runs.demand import stake_demands

QUESTIONS = [click.argument("programme", type=FILE)]


@click.command()
@options(PROGRAMME, ENROLMENT, [OPERATOR[-1]])
@wallet_options
@click.option("--watch", type=click.IntRange(1), metavar="SECONDS", help="Look again that often, until stopped.")
def answer(watch: int | None, **given: Any) -> None:
    """Answer every open demand that the exchanged files can answer, and take the demands' bonds.

    Answering shows the numbers of one report on chain, to anybody. Unanswered demands make the batch fall.
    """
    place = Place.of(given)
    while True:
        rows = answered(place)
        place.session.show("Demands", rows, rows)
        if watch is None:
            return
        time.sleep(watch)
        place.share.fetch()


def answered(place: Place) -> dict[str, str]:
    """One look at all demands; what was done."""
    done = answer_all(place.docket, place.sender)
    return {
        "open demands": str(len(done.open)),
        "answered": str(len(done.done)),
        "others were quicker, or it was too late": str(len(done.overtaken)),
        "the files do not answer": str(done.closed),
        "to withdraw": str(place.docket.demands.owed_to(place.signer.address)),
    }


@click.command()
@options(PROGRAMME, ENROLMENT, [OPERATOR[-1]])
@wallet_options
@click.option("--of", "accounts", multiple=True, metavar="ADDRESS", help="Whose numbers, or lost leaf; repeatable.")
@click.option("--closed", is_flag=True, help="Of every account whose report the exchanged files do not open.")
def demand(accounts: tuple[str, ...], closed: bool, **given: Any) -> None:
    """Demand the numbers behind leaves of the pending batch, or the new leaf of an account that lost its own.

    Costs a bond for each, which comes back when nobody answers; the batch then falls: abate oracle challenge.
    """
    place = Place.of(given)
    contracts, wallet = place.session.contracts, place.session.wallet
    case = case_of(place.docket, pending(place))
    wanted = [*(address("--of", one) for one in accounts), *(closed_accounts(case) if closed else [])]
    if not wanted:
        raise InputError("nothing is demanded", mend="name accounts with --of, or give --closed")
    final = place.vintage.final_leaves(place.exchange)
    calls = [demand_for(contracts.demands, case, final, one) for one in wanted]
    bond = stake_demands(wallet, calls)
    rows = {"demands": str(len(calls)), "bond of each, base units": str(bond)}
    place.session.show("Demanded", rows, rows)


@click.command()
@options(QUESTIONS, [OPERATOR[-1]])
@wallet_options
@click.option("--of", "account", metavar="ADDRESS", help="Whose data are false; without it, the whole batch.")
@click.option(
    "--evidence", required=True, metavar="HASH", help="32 bytes that commit to what you will show the arbiter."
)
def dispute(account: str | None, evidence: str, **given: Any) -> None:
    """Dispute the pending batch because of false raw data, which no proof reaches. Costs a stake; an arbiter rules."""
    place = Place.of(given)
    contracts, wallet = place.session.contracts, place.session.wallet
    batch, _ = place.vintage.oracle.pending_batch(place.vintage.year)
    if not batch.sequence:
        raise InputError(f"no batch of {place.vintage.year} is pending")
    about = NOBODY if account is None else address("--of", account)
    call = contracts.disputes.dispute(place.vintage.year, batch.sequence, about, word_of(evidence))
    staked(place, call)
    rows = {"batch": f"{batch.sequence} of {place.vintage.year}", "arbiter": contracts.disputes.dispute_terms().arbiter}
    wallet.say("keep what you committed to: the arbiter needs it")
    place.session.show("Disputed", rows, rows)


@click.command()
@options(QUESTIONS, [OPERATOR[-1]])
@wallet_options
@click.option("--dispute", "name", required=True, metavar="ID", help="The dispute's id; see abate oracle status.")
def defend(name: str, **given: Any) -> None:
    """Stake on a disputed batch being right."""
    place = Place.of(given)
    contracts = place.session.contracts
    found = dict(contracts.disputes.disputes_since(contracts.deployment.first_block()))
    disputed: Dispute | None = found.get(word_of(name))
    if disputed is None:
        raise InputError(f"{name} is no dispute of this deployment", field="--dispute")
    call = contracts.disputes.defend(disputed)
    staked(place, call)
    standing = contracts.disputes.standing_of(word_of(name))
    rows = {"batch": f"{disputed.sequence} of {disputed.vintage}", "ruling by": moment(standing.ruling_by)}
    place.session.show("Defended", rows, rows)


@click.command("withdraw-reward")
@options(QUESTIONS)
@wallet_options
def withdraw_reward(**given: Any) -> None:
    """Take what proofs, answers, demands and disputes have earned you, and the stakes that came back."""
    place = Place.of(given)
    contracts, wallet = place.session.contracts, place.session.wallet
    earned = contracts.registry.reward_of(wallet.address)
    if earned:
        wallet.do(contracts.registry.withdraw_reward())
    ledgers: list[StakeLedger] = [contracts.demands, contracts.disputes]
    owed = [ledger.owed_to(wallet.address) for ledger in ledgers]
    for ledger, amount in zip(ledgers, owed, strict=True):
        if amount:
            wallet.do(ledger.withdraw())
    rows = {"for proofs": str(earned), "from demands": str(owed[0]), "from disputes": str(owed[1])}
    place.session.show("Paid, in base units of the bonds' currency", rows, rows)


def staked(place: Place, call: Any) -> None:
    """Approve the stake and send, unless a run that was killed had."""
    contracts, wallet = place.session.contracts, place.session.wallet
    if wallet.resumed(call) is not None:
        return
    stake, token = contracts.disputes.dispute_terms().stake, Erc20(place.session.chain, contracts.disputes.currency())
    wallet.allow(token, contracts.disputes.address, stake, f"{stake} base units of {token.symbol()}")
    wallet.do(call)


def pending(place: Place) -> Posting:
    """The pending batch as it was posted.

    Raises:
        InputError: none is.
    """
    contracts = place.session.contracts
    found = postings(place.vintage, contracts.challenges, contracts.deployment.first_block())
    for one in found:
        if one.standing is Standing.PENDING:
            return one
    raise InputError(f"no batch of {place.vintage.year} is pending")


def word_of(text: str) -> bytes:
    """32 bytes from the command line.

    Raises:
        InputError: it is something else.
    """
    try:
        value = bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        value = b""
    if len(value) != 32:
        raise InputError(f"{text!r} is not 32 bytes in hexadecimal")
    return value
