"""What the types must refuse: mypy --strict reports each of these lines, or that its exception is not needed."""

from abate_contracts import CarbonCredit, CreditAuction, errors, structs
from eth_typing import ChecksumAddress


def mistakes(credit: CarbonCredit, auction: CreditAuction, alice: ChecksumAddress) -> None:
    """Never run."""
    credit.transfer(alice, "5")  # type: ignore[arg-type]
    credit.transfer("alice", 5)  # type: ignore[arg-type]
    credit.balance_of(alice, alice)  # type: ignore[call-arg]
    text: str = credit.balance_of(alice)  # type: ignore[assignment]
    auction.bid_curve(1, [(1, 5)])  # type: ignore[list-item]
    structs.Step(1, "5")  # type: ignore[arg-type]
    _ = auction.round_of(1).lots  # type: ignore[attr-defined]
    _ = errors.ERC20InsufficientBalance(alice, 1, 2).missing  # type: ignore[attr-defined]
    _ = credit.transfer(alice, 5).send(alice).amount  # type: ignore[attr-defined]
    del text
