"""What is looked at before anything is sent: mistakes that would otherwise show half-way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

from eth_typing import ChecksumAddress

from abate.chain.artefacts import load_artefact
from abate.chain.connection import Chain
from abate.chain.currency import Erc20
from abate.chain.fees import fee_fields
from abate.chain.refusals import explained
from abate.chain.times import moment
from abate.deploy.plan import Plan
from abate.errors import ChainError, InputError

# of the yellow paper and EIP-3860: a creation, a byte of code that is kept, a word of code that is run once
CREATION_GAS: Final = 53_000
GAS_PER_KEPT_BYTE: Final = 200
GAS_PER_DATA_BYTE: Final = 16
CONSTRUCTOR_GAS: Final = 400_000
CALL_GAS: Final = 100_000
CREATED_BY_CONTRACTS: Final = (
    "AuctionClerk",
    "CorrectionReserve",
    "OperatorRegistry",
    "BatchChallenges",
    "BatchDemands",
    "BatchDisputes",
    "CarbonCredit",
    "CertificateRenderer",
)


@dataclass(frozen=True)
class Cost:
    """What a deployment costs at most.

    Attributes:
        gas: upper estimate of all transactions together.
        wei: that gas at the highest price offered now, in the smallest unit of the native coin.
        balance: what the deployer holds, likewise.
    """

    gas: int
    wei: int
    balance: int


def preflight(plan: Plan, chain: Chain) -> None:
    """Check the programme against the chain it shall run on.

    Raises:
        InputError: local currency on a live network, a currency that is not what the programme says, or a vintage
            that is over already.
    """
    currency, live = plan.programme.currency, not chain.is_local
    if currency.local and live:
        raise InputError(
            "local = true is for Ganache and Anvil only", field="currency", mend="name a real currency's address"
        )
    if plan.programme.simulation is not None and live:
        raise InputError("a programme with a simulation runs on local networks only", field="simulation")
    if currency.address is not None:
        check_currency(Erc20(chain, cast(ChecksumAddress, currency.address)), currency.symbol, currency.decimals)
    closes_at = year_end(plan.programme.vintage) + plan.programme.oracle.closing_delay
    if chain.now() >= closes_at:
        raise InputError(
            f"vintage {plan.programme.vintage} takes no batches since {moment(closes_at)}",
            field="oracle.closing_delay",
            mend="a later vintage or a longer closing_delay",
        )


def check_currency(token: Erc20, symbol: str, decimals: int) -> None:
    """Check that a token is the one the programme means.

    Raises:
        InputError: no token stands there, or its symbol or decimals differ.
    """
    if not token.chain.code_at(token.address):
        raise InputError(f"no contract stands at {token.address}", field="currency.address")
    try:
        found = (token.symbol(), token.decimals())
    except ChainError as problem:
        raise InputError(f"the contract at {token.address} is no token ({problem})", field="currency.address") from None
    if found != (symbol, decimals):
        raise InputError(
            f"the token at {token.address} is {found[0]} with {found[1]} decimals, not {symbol} with {decimals}",
            field="currency",
        )


def estimated_cost(plan: Plan, chain: Chain, deployer: ChecksumAddress) -> Cost:
    """What deploying everything costs at most; from code sizes, as most contracts need addresses of others."""
    names = [plan.policy_contract, "CarbonCreditFactory", "OperatorRegistryFactory", "BatchChallengesFactory"]
    names += ["BatchDemandsFactory", "BatchDisputesFactory", "EmissionOracle", "RetirementCertificate"]
    names += ["CreditAuction", "RewardCatalogue", "DonationRegistry"]
    names += [plan.currency_contract] if plan.programme.currency.local else []
    gas = sum(creation_gas(name) for name in names)
    # contracts that other contracts create: the code is kept, but sent within the creator's
    gas += sum(GAS_PER_KEPT_BYTE * len(load_artefact(name).deployed_bytecode) for name in CREATED_BY_CONTRACTS)
    # opening the vintage, and the bonds of the operators
    gas += CALL_GAS * (3 + len(plan.operators))
    fees = fee_fields(chain)
    price = int(fees.get("maxFeePerGas") or fees.get("gasPrice") or 0)
    with explained("reading the balance"):
        balance = int(chain.web3.eth.get_balance(deployer))
    return Cost(gas, gas * price, balance)


def creation_gas(name: str) -> int:
    """Upper estimate for creating one contract."""
    artefact = load_artefact(name)
    sent = GAS_PER_DATA_BYTE * len(artefact.bytecode)
    return CREATION_GAS + CONSTRUCTOR_GAS + sent + GAS_PER_KEPT_BYTE * len(artefact.deployed_bytecode)


def year_end(year: int) -> int:
    """First second after a year, unix, UTC."""
    return int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp())
