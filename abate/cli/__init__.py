"""The command ``abate``: one group, its subcommands loaded when they are called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from abate.errors import AbateError
from abate.terminal import printable

# command -> (module below abate.cli that holds it, its line in the overview); the module is imported when called
COMMANDS: dict[str, tuple[str, str]] = {
    "factors": ("factors", "emission factor sets, and the factors of one"),
    "emissions": ("emissions", "what people's activity emitted in a period"),
    "credits": ("credits", "emissions against baselines, and the credits earned"),
    "advise": ("advise", "where a person's grams are, what would change most, and the next month"),
    "enrol": ("enrol", "tie people to accounts, in an encrypted file"),
    "deploy": ("deploy", "deploy a programme's contracts"),
    "check": ("check", "compare a deployment with its programme"),
    "export": ("export", "write what verifies the contracts, their ABIs, and typed bindings"),
    "oracle": ("oracle", "feed the oracle and question others' batches: observe, sign, post, relay, challenge, answer"),
    "auction": ("auction", "the auction's rounds, books and results; replays of real ones"),
    "settle": ("settle", "settle an auction round and check its sums"),
    "balance": ("balance", "show what an account has"),
    "claim": ("claim", "claim your credits from the final batch"),
    "deposit": ("vault", "move money into your vault"),
    "withdraw": ("vault", "move money out of your vault"),
    "round": ("round", "the auction's present round; opens the next one"),
    "consign": ("market", "offer lots for sale"),
    "bid": ("bid", "bid for lots"),
    "typed-data": ("typed_data", "what any wallet can sign, as EIP-712 JSON"),
    "retire": ("retire", "retire credits for good, with a certificate"),
    "certificate": ("certificate", "export a certificate with its proof; verify one offline"),
    "history": ("history", "what happened to an account, from the chain's events"),
    "rating": ("history", "a grade of an account, with its arithmetic"),
    "redeem": ("redeem", "redeem a reward: its price goes into escrow"),
    "reward": ("reward", "rewards and vouchers: look, give a receipt; for partners: offer, honour"),
    "donate": ("donate", "donate credits to a cause"),
    "cause": ("cause", "the causes that take donations; for causes: register"),
    "transactions": ("transactions", "what your account sent and has not landed; offer more for it, or cancel it"),
    "relay": ("relay", "bring other people's signed retirements, redemptions, receipts, donations"),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of a person's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"abate.cli.{module}"), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="abate")
def abate() -> None:
    """Abate, a personal carbon credit exchange."""


def main() -> None:
    """Run the command line; errors of Abate's own become one line on stderr and their exit code."""
    try:
        abate.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.Abort:
        click.echo("aborted", err=True)
        sys.exit(130)
    except AbateError as problem:
        click.echo(f"abate: {printable(str(problem))}", err=True)
        sys.exit(problem.exit_code)
