"""Extra words after a script's arguments: ``yes`` and ``name=value`` pairs, as Brownie passes on no options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console

from abate.config import Settings
from abate.errors import AbateError, InputError
from abate.terminal import printable

SETTINGS = ("deployment", "keystore", "passphrase_file", "max_fee", "confirmations")
FLAGS = ("dry_run", "all")


@dataclass(frozen=True)
class Words:
    """What a script was told.

    Attributes:
        assume_yes: do not ask before sending on a live network.
        flags: words of the script's own that stand alone, such as ``dry_run``.
        values: the pairs.
    """

    assume_yes: bool = False
    flags: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, words: Iterable[str], *known: str) -> Words:
        """Read a script's extra words.

        Args:
            words: as given.
            known: names that this script takes beside those of the settings.

        Raises:
            InputError: a word that means nothing here.
        """
        values: dict[str, str] = {}
        assume_yes, flags = False, set()
        for word in words:
            name, is_pair, value = word.partition("=")
            if word == "yes":
                assume_yes = True
            elif word in FLAGS and word in known:
                flags.add(word)
            elif is_pair and name not in FLAGS and value and name in (*known, *SETTINGS):
                values[name] = value
            else:
                names = ", ".join(each if each in FLAGS else f"{each}=…" for each in (*known, *SETTINGS))
                raise InputError(f"{word!r} means nothing here", mend=f"give yes, {names}")
        return cls(assume_yes, frozenset(flags), values)

    def path(self, name: str) -> Path | None:
        """A value as a path; None where it was not given."""
        return Path(self.values[name]) if name in self.values else None

    def settings(self, rpc_url: str) -> Settings:
        """The settings among the pairs, the environment, and the node that Brownie is connected to."""
        return Settings.read({"rpc_url": rpc_url, **{name: self.values.get(name) for name in SETTINGS}})


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Errors of Abate's own end a script with one line and their exit code, as they end a command."""
    try:
        yield
    except AbateError as problem:
        click.echo(f"abate: {printable(str(problem))}", err=True)
        raise SystemExit(problem.exit_code) from None


def console() -> Console:
    """Where a script shows what it does; looked up at each call, so that captured output is captured."""
    return Console()
