"""What went wrong at the oracle, and what became of it."""

from __future__ import annotations

from abate.report.figures import Figure, Record


class Observed(Record):
    """What one operator found: a home's emissions to date."""

    operator: str
    kg: Figure


class Misreading(Record):
    """One home that the operators did not see alike; ``median_kg`` is what counts, ``outlier`` who was off."""

    period: str
    person: str
    observed: tuple[Observed, ...]
    median_kg: Figure
    outlier: str


class Slashed(Record):
    """One signer of a fallen batch: the bond before, after the slice, and at the end."""

    operator: str
    before: Figure
    lost: Figure
    after: Figure
    end: Figure


class FallenBatch(Record):
    """A batch that was proven wrong.

    ``false_kg`` is what it said about ``person``, ``right_kg`` the median of what operators observed; credits likewise.
    ``issued`` is what was issued because of it. Money is in the currency: the challenger got ``reward``, ``destroyed``
    is nobody's any more.
    """

    sequence: int
    corrected_by: int
    period: str
    person: str
    false_kg: Figure
    right_kg: Figure
    false_credits: Figure
    right_credits: Figure
    signers: tuple[str, ...]
    challenger: str
    refusal: str
    fault: str
    posted_at: str
    committed_at: str
    fell_at: str
    corrected_at: str
    issued: Figure
    slashed: tuple[Slashed, ...]
    reward: Figure
    destroyed: Figure


class Bonds(Record):
    """All bonds' money: ``paid`` in = ``held`` for operators + ``rewards`` + ``destroyed``."""

    paid: Figure
    held: Figure
    rewards: Figure
    destroyed: Figure
    size: Figure
    slice: Figure
