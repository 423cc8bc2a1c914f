"""What people do with credits beside selling them: rewards are listed, redeemed and honoured, credits are donated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from eth_utils.crypto import keccak

from abate.chain.catalogue import Settlement, Terms
from abate.chain.times import deadline_after
from abate.demo.stage import Stage
from abate.programme.offers import SimulatedDonation, SimulatedReward
from abate.units import grams_from_kg
from abate.wallet.donate import donate
from abate.wallet.rewards import code_book, redeem
from abate.wallet.wallet import Wallet

OPEN_FOR: Final = 30 * 86_400
HONOUR_WITHIN: Final = 14 * 86_400
SETTLEMENTS: Final = {each.name.lower().replace("_", "-"): each for each in Settlement}


def kept_back(stage: Stage) -> Mapping[str, int]:
    """Person to base units of credit that they do not sell, as a reward or a cause is to have them."""
    kept: dict[str, int] = {}
    simulation = stage.documents.simulation
    for person, credits in [(one.person, one.price) for one in simulation.reward] + [
        (one.person, one.credits) for one in simulation.donation
    ]:
        kept[person] = kept.get(person, 0) + grams_from_kg(credits)
    return kept


def offer(stage: Stage, reward: SimulatedReward) -> int:
    """The partner lists its reward.

    Returns:
        the listing's number.
    """
    catalogue = stage.contracts.catalogue
    terms = Terms(
        credit=stage.credit.address,
        price=grams_from_kg(reward.price),
        stock=reward.stock,
        expiry=deadline_after(stage.chain, OPEN_FOR),
        honour_time=HONOUR_WITHIN,
        settlement=SETTLEMENTS[reward.settlement],
        discount_bps=int(reward.discount * 100),
        title=reward.title,
        terms_uri="",
        terms_hash=keccak(text=reward.title),
    )
    receipt = stage.host(reward.partner).sender.send(catalogue.offer(terms))
    return int(catalogue.events_of(receipt, "RewardListed")[0]["listing"])


def redeem_and_honour(stage: Stage, reward: SimulatedReward, listing: int, private: Path) -> int:
    """The holder puts the price into escrow and shows the code; the partner reveals it, and the escrow is released.

    Args:
        stage: the stage.
        reward: which.
        listing: its number.
        private: the holder's codes are kept below it.

    Returns:
        the voucher's number.
    """
    wallet = wallet_of(stage, reward.person, private)
    made = redeem(wallet, listing)
    code = code_book(wallet).code_of(stage.contracts.catalogue.voucher_of(made.voucher).lock)
    stage.host(reward.partner).sender.send(stage.contracts.catalogue.honour(made.voucher, str(code)))
    return made.voucher


def introduce_causes(stage: Stage) -> None:
    """Each cause says what it is."""
    for cause, retires in {one.cause: one.retires for one in stage.documents.simulation.donation}.items():
        stage.host(cause).sender.send(stage.contracts.donations.register(retires, cause, ""))


def give(stage: Stage, donation: SimulatedDonation, private: Path) -> None:
    """Somebody gives to a cause."""
    wallet, cause = wallet_of(stage, donation.person, private), stage.host(donation.cause).account
    donate(wallet, cause, grams_from_kg(donation.credits), donation.statement)


def wallet_of(stage: Stage, person: str, private: Path) -> Wallet:
    """A home's wallet, with its files below a private folder."""
    folder = private / person
    folder.mkdir(parents=True, exist_ok=True)
    return Wallet(stage.contracts, stage.home(person).sender, folder / "wallet.journal")
