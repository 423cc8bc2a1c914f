"""``abate oracle``: what owner, guardian and arbiter do, with a key or as calldata for a multisig or timelock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import click
from eth_typing import ChecksumAddress

from abate.chain.call import refused
from abate.chain.disputes import Dispute, DisputeState
from abate.chain.sender import Call
from abate.chain.times import moment
from abate.cli.oracle_demands import word_of
from abate.cli.oracle_place import OPERATOR, Place, options
from abate.cli.session import FILE, address, wallet_options
from abate.deploy.contracts import Contracts
from abate.errors import InputError
from abate.oracle.standing import announced
from abate.oracle.terms import ascending_operators

PROGRAMME = [click.argument("programme", type=FILE)]
CALLDATA = [
    click.option(
        "--calldata", is_flag=True, help="Send nothing: print the call for the role's multisig or timelock, tried out."
    )
]
WHO = [click.option("--operator", "named", required=True, metavar="ADDRESS", help="Which operator.")]
WHICH = [
    click.option("--dispute", "name", required=True, metavar="ID", help="The dispute's id; see abate oracle status.")
]
HOLDERS: Final[Mapping[str, Callable[[Contracts], ChecksumAddress]]] = {
    "owner": lambda contracts: contracts.oracle.owner(),
    "guardian": lambda contracts: contracts.oracle.guardian(),
    "arbiter": lambda contracts: contracts.disputes.dispute_terms().arbiter,
}
"""Who has a role."""


@click.command()
@options(PROGRAMME, CALLDATA)
@wallet_options
@click.option("--new", required=True, metavar="LIST", help="All operators of the new set; addresses, commas.")
@click.option("--quorum", type=click.IntRange(1, 64), help="Signatures that a batch needs then; by default as now.")
def announce(new: str, quorum: int | None, **given: Any) -> None:
    """Owner: announce all operators that may take the place of the present ones after the admission delay."""
    place = Place.of(given)
    contracts = place.session.contracts
    listed = ascending_operators([address("--new", one.strip()) for one in new.split(",")])
    call = contracts.registry.schedule_operator_set(listed, quorum or contracts.oracle.quorum())

    def done() -> dict[str, str]:
        coming = announced(contracts.oracle, contracts.registry, contracts.deployment.first_block())
        assert coming is not None
        return {
            "operators": ", ".join(coming.operators),
            "may be activated from": moment(coming.active_from),
            "until": moment(coming.until),
            "next": "abate oracle activate",
        }

    act(place, call, "owner", "An announcement", "Announced", done)


@click.command("cancel-announced")
@options(PROGRAMME, CALLDATA)
@wallet_options
def cancel_announced(**given: Any) -> None:
    """Owner: withdraw the announced set of operators."""
    place = Place.of(given)
    call = place.session.contracts.registry.cancel_operator_set()
    act(place, call, "owner", "A withdrawal", "Withdrawn", lambda: {"announced operators": "none"})


@click.command()
@options(PROGRAMME)
@wallet_options
def activate(**given: Any) -> None:
    """Anybody: put the announced operators in force once their delay is over; those with a whole bond are."""
    place = Place.of(given)
    contracts = place.session.contracts
    found = announced(contracts.oracle, contracts.registry, contracts.deployment.first_block())
    if found is None:
        raise InputError("no operators are announced", mend="the owner announces them: abate oracle announce")
    place.session.wallet.do(contracts.registry.activate_operator_set(found.operators))
    ready = [one for one in found.operators if contracts.registry.is_ready(one)]
    waiting = [one for one in found.operators if one not in ready]
    rows = {"in force": ", ".join(ready), "admitted, not ready": ", ".join(waiting) or "none"}
    place.session.show("Activated", rows, rows)


@click.command()
@options(PROGRAMME, WHO, [OPERATOR[-1]], CALLDATA)
@wallet_options
def suspend(named: str, **given: Any) -> None:
    """Guardian: take an operator out of force for the time of a suspension; a quorum must be left."""
    place = Place.of(given)
    contracts, operator = place.session.contracts, address("--operator", named)
    call = contracts.registry.suspend(operator, list(place.operator_set.operators))

    def done() -> dict[str, str]:
        until = contracts.registry.operator_of(operator).suspended_until
        return {"operator": operator, "suspended until": moment(until), "next": "the owner confirms or lifts it"}

    act(place, call, "guardian", "A suspension", "Suspended", done)


@click.command("confirm-suspension")
@options(PROGRAMME, WHO, CALLDATA)
@wallet_options
def confirm_suspension(named: str, **given: Any) -> None:
    """Owner: make a running suspension permanent."""
    place, operator = Place.of(given), address("--operator", named)
    call = place.session.contracts.registry.confirm_suspension(operator)
    act(place, call, "owner", "A confirmation", "Confirmed", lambda: {"operator": operator})


@click.command("lift-suspension")
@options(PROGRAMME, WHO, CALLDATA)
@wallet_options
def lift_suspension(named: str, **given: Any) -> None:
    """Owner: end a suspension; the operator enters again with abate oracle join."""
    place, operator = Place.of(given), address("--operator", named)
    call = place.session.contracts.registry.lift_suspension(operator)
    rows = {"operator": operator, "next": "abate oracle join, with its key"}
    act(place, call, "owner", "A lifting", "Lifted", lambda: rows)


@click.command()
@options(PROGRAMME, CALLDATA)
@wallet_options
def revoke(**given: Any) -> None:
    """Guardian: revoke the pending batch, once per period; what the quorum posts after it stands."""
    place = Place.of(given)
    contracts, year = place.session.contracts, place.programme.vintage
    batch, _ = contracts.oracle.pending_batch(year)
    if not batch.sequence:
        raise InputError(f"no batch of {year} is pending", mend="a final batch is not revoked: abate oracle challenge")
    rows = {"batch": f"{batch.sequence} of {year}", "next": "the operators aggregate, sign and post again"}
    act(place, contracts.oracle.revoke_batch(year), "guardian", "A revocation", "Revoked", lambda: rows)


@click.command()
@options(PROGRAMME, WHICH, CALLDATA)
@wallet_options
@click.option("--wrong/--right", "is_wrong", default=None, required=True, help="What the batch is.")
def rule(name: str, is_wrong: bool, **given: Any) -> None:
    """Arbiter: rule on a dispute. Ruled wrong, the batch falls: abate oracle challenge collects from its signers."""
    place = Place.of(given)
    contracts = place.session.contracts
    disputed = dispute_of(place, name)
    call = contracts.disputes.rule(disputed, is_wrong)

    def done() -> dict[str, str]:
        standing = contracts.disputes.standing_of(word_of(name))
        batch = f"{disputed.sequence} of {disputed.vintage}"
        return {"batch": batch, "ruling": standing.state.name.lower().replace("_", " ")}

    act(place, call, "arbiter", "A ruling", "Ruled", done)


@click.command()
@options(PROGRAMME, WHICH)
@wallet_options
def release(name: str, **given: Any) -> None:
    """Anybody: give the stakes of a dispute back on which no ruling came in time; the batch stands."""
    place = Place.of(given)
    contracts = place.session.contracts
    disputed = dispute_of(place, name)
    if contracts.disputes.standing_of(word_of(name)).state is not DisputeState.OPEN:
        raise InputError(f"{name} is not open any more", field="--dispute", mend="abate oracle withdraw-reward pays")
    place.session.wallet.do(contracts.disputes.release(disputed))
    rows = {"batch": f"{disputed.sequence} of {disputed.vintage}", "next": "abate oracle withdraw-reward, either side"}
    place.session.show("Released", rows, rows)


def dispute_of(place: Place, name: str) -> Dispute:
    """The dispute of this id.

    Raises:
        InputError: there is none.
    """
    contracts = place.session.contracts
    found = dict(contracts.disputes.disputes_since(contracts.deployment.first_block())).get(word_of(name))
    if found is None:
        raise InputError(f"{name} is no dispute of this deployment", field="--dispute")
    return found


def act(place: Place, call: Call, role: str, asked: str, did: str, done: Callable[[], dict[str, str]]) -> None:
    """Send a call of a role with its key and show what came of it, or print it for whoever holds the role.

    A call that is printed was tried out on the present chain first, as if the holder sent it.

    Args:
        place: where.
        call: what to send.
        role: whose call it is.
        asked: title of a call that is printed, such as "A ruling".
        did: title of what came of it.
        done: what that is, asked once the call has landed.

    Raises:
        InputError: the key is not the role's.
        RefusalError: the contract would refuse it.
    """
    session, holder = place.session, HOLDERS[role](place.session.contracts)
    if place.given["calldata"]:
        problem = refused(session.chain, holder, call)
        if problem is not None:
            raise problem
        rows: Mapping[str, str] = {
            "send from": f"{holder} (the {role})",
            "to": str(call.to),
            "value": "0",
            "data": f"0x{call.data.hex()}",
        }
        machine = {"from": holder, "to": call.to, "value": "0", "data": f"0x{call.data.hex()}"}
        session.show(f"{asked} to be sent", rows, machine)
        return
    wallet = session.wallet
    if wallet.address != holder:
        raise InputError(
            f"only the {role} {holder} may do this, not {wallet.address}",
            mend="give the role's keystore, or --calldata for its multisig or timelock",
        )
    wallet.do(call)
    told = done()
    session.show(did, told, told)
