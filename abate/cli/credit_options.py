"""Options of the commands that move a wallet's credits."""

from __future__ import annotations

from pathlib import Path

import click

from abate.cli.session import FILE, Session
from abate.errors import InputError
from abate.wallet.order_file import OrderFile

ONE_DAY = 86_400
STATEMENT = click.option("--statement", default="", help="What the certificate shall say, at most 280 bytes.")
PERMIT = click.option("--permit", is_flag=True, help="Sign a permit instead of approving: one transaction less.")
SIGN = click.option(
    "--sign", "file", type=FILE, help="Write a signed order to this file and send nothing; anybody relays it."
)
SECONDS = click.option(
    "--seconds", type=click.IntRange(min=1), default=ONE_DAY, show_default=True, help="How long a signed order is good."
)


def one_way(permit: bool, file: Path | None) -> None:
    """Refuse two ways at once.

    Raises:
        InputError: both were given.
    """
    if permit and file is not None:
        raise InputError("goes without --sign, which adds a permit where one is needed", field="--permit")


def show_signed(session: Session, order: OrderFile, file: Path) -> None:
    """Write a signed order, and say what to do with it."""
    order.write(file)
    message = order.typed_data["message"]
    machine = {"order": order.kind.name, "permit": order.permit is not None, **message}
    rows = {name: str(value) if value != "" else "none" for name, value in message.items()}
    rows["to be brought by"] = f"abate relay {file}"
    session.show(f"{order.kind.name} signed, nothing sent", rows, machine)
