"""What the run cost, read from the chain's blocks: every transaction, named by the function it called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from abate.chain.contract import ContractAt
from abate.demo.stage import Stage
from abate.report.summary import GasStep

Arguments = Mapping[str, Any]

DEPLOY: Final = "deploy the contracts"
PLAIN: Final = "other"
ENTRY_BYTES: Final = 58

# function -> what the step is called, what one of it is, and how many of them a call is for
NAMES: Final[dict[str, tuple[str, str, Callable[[Arguments], int]]]] = {
    "openVintage": ("open the vintage", "vintage", lambda _: 1),
    "postBatch": ("post a batch", "batch", lambda _: 1),
    "issueMany": ("issue, relayed", "account", lambda args: len(args["entries"]) // ENTRY_BYTES),
    "issue": ("issue, one account", "account", lambda _: 1),
    "issueReserve": ("issue the reserve's share", "issue", lambda _: 1),
    "mint": ("mint the local currency", "mint", lambda _: 1),
    "openRound": ("open a round", "round", lambda _: 1),
    "approve": ("approve", "approval", lambda _: 1),
    "consign": ("consign", "consignment", lambda _: 1),
    "deposit": ("deposit into the vault", "deposit", lambda _: 1),
    "depositFor": ("deposit for somebody else", "deposit", lambda _: 1),
    "bid": ("bid from the vault", "bid", lambda _: 1),
    "bidWithDeposit": ("deposit and bid", "bid", lambda _: 1),
    "bidCurve": ("bid with a curve", "curve", lambda _: 1),
    "relayBids": ("relay signed bids", "bid", lambda args: len(args["bids"])),
    "exit": ("leave when outbid", "exit", lambda _: 1),
    "crank": ("crank the clock", "crank", lambda _: 1),
    "claimMany": ("settle bids", "bid", lambda args: len(args["bidders"])),
    "payMany": ("pay sellers", "consignment", lambda args: len(args["ids"])),
    "publishResult": ("publish the result", "round", lambda _: 1),
    "retire": ("retire with a certificate", "certificate", lambda _: 1),
    "offer": ("list a reward", "listing", lambda _: 1),
    "redeem": ("redeem a reward", "voucher", lambda _: 1),
    "honour": ("honour a voucher", "voucher", lambda _: 1),
    "register": ("register a cause", "cause", lambda _: 1),
    "donate": ("donate", "donation", lambda _: 1),
    "withdraw": ("withdraw from the vault", "withdrawal", lambda _: 1),
}

CHALLENGE_NAMES: Final[dict[str, tuple[str, str, Callable[[Arguments], int]]]] = {
    "commit": ("commit to a proof", "challenge", lambda _: 1),
    "proveWrongMedian": ("prove a wrong median", "proof", lambda _: 1),
    "collect": ("slash the signers", "batch", lambda _: 1),
}

# the registry's functions, of which one is called as the vault's
REGISTRY_NAMES: Final[dict[str, tuple[str, str, Callable[[Arguments], int]]]] = {
    "deposit": ("pay operators' bonds", "bond", lambda args: len(args["operators"])),
    "enter": ("put operators in force", "operator", lambda args: len(args["joining"])),
    "withdrawReward": ("take the challenger's reward", "reward", lambda _: 1),
}


@dataclass
class Tally:
    """Sums of one step."""

    unit: str
    transactions: int = 0
    units: int = 0
    gas: int = 0


@dataclass
class Ledger:
    """Sums of all steps, in the order of the story."""

    steps: dict[str, Tally] = field(default_factory=dict)

    def note(self, step: str, unit: str, units: int, gas: int) -> None:
        """Add one transaction."""
        tally = self.steps.setdefault(step, Tally(unit))
        tally.transactions += 1
        tally.units += units
        tally.gas += gas

    def lines(self) -> tuple[GasStep, ...]:
        """The sums as the summary shows them; gas each is rounded up."""
        named = [*REGISTRY_NAMES.values(), *CHALLENGE_NAMES.values(), *NAMES.values()]
        order = [DEPLOY, *(name for name, _, _ in named), PLAIN]
        return tuple(
            GasStep(
                step=step,
                transactions=tally.transactions,
                units=tally.units,
                unit=tally.unit if tally.units == 1 else plural(tally.unit),
                gas=tally.gas,
                gas_each=-(-tally.gas // tally.units),
            )
            for step, tally in sorted(self.steps.items(), key=lambda item: order.index(item[0]))
        )


def plural(unit: str) -> str:
    """The plural of a unit.

    >>> plural("batch"), plural("bid")
    ('batches', 'bids')
    """
    return unit + ("es" if unit.endswith("ch") else "s")


def gas_of_run(stage: Stage) -> tuple[GasStep, ...]:
    """Gas of every transaction since the run began, by step."""
    contracts: tuple[ContractAt, ...] = (
        stage.oracle,
        stage.credit,
        stage.auction,
        stage.certificate,
        stage.currency,
        stage.contracts.registry,
        stage.contracts.challenges,
        stage.contracts.catalogue,
        stage.contracts.donations,
    )
    names_of = {stage.contracts.registry.address: REGISTRY_NAMES, stage.contracts.challenges.address: CHALLENGE_NAMES}
    wrapped = {contract.address: contract for contract in contracts}
    ledger, eth = Ledger(), stage.chain.web3.eth
    for number in range(stage.first_block + 1, eth.block_number + 1):
        block = eth.get_block(number, full_transactions=True)
        for transaction in cast(list[Any], block["transactions"]):
            gas = eth.get_transaction_receipt(transaction["hash"])["gasUsed"]
            if transaction.get("to") is None:
                ledger.note(DEPLOY, "contract", 1, gas)
                continue
            contract = wrapped.get(transaction["to"])
            if contract is None:
                ledger.note(PLAIN, "transaction", 1, gas)
                continue
            function, arguments = contract.web3_contract.decode_function_input(transaction["input"])
            names = names_of.get(contract.address, NAMES)
            step, unit, units = names.get(function.fn_name, (PLAIN, "transaction", lambda _: 1))
            ledger.note(step, unit, units(arguments), gas)
    return ledger.lines()
