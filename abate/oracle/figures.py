"""From what an operator computed per person to observations per account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
import polars as pl

from abate.enrolment import Enrolment
from abate.errors import InputError
from abate.oracle.hmac_rows import hmac_rows
from abate.oracle.observation import MAX_PERIODS, Observations
from abate.oracle.report import MAX_SOURCES
from abate.oracle.words import WORD, Bytes, Column, list_of, same_words

NULLIFIER_LABEL: Final = b"abate/source/1"
LARGEST: Final = 2**63 - 1


@dataclass(frozen=True)
class Figures:
    """What one operator computed for a vintage to date. People who are not enrolled may be among them.

    Attributes:
        people: columns person, baseline (grams), emissions (grams), periods; whole numbers, one row per person.
        sources: columns person, source: the name of each meter, vehicle ... that the figures came from.
        evidence: columns person, digest: 32 bytes that commit to what the figures were computed from.
        inputs_hash: 32 bytes that commit to the operator's input files.
        methodology_id: of the methodology that was applied.
        factor_set_hash: of the factor sets that were used.
        current: how many people's figures reach to the end of the period; None where nobody counted.
    """

    people: pl.DataFrame
    sources: pl.DataFrame
    evidence: pl.DataFrame
    inputs_hash: bytes
    methodology_id: bytes
    factor_set_hash: bytes
    current: int | None = None


@dataclass(frozen=True)
class Gathered:
    """Observations, and who among the enrolled got none.

    Attributes:
        observations: of all enrolled accounts.
        absent: enrolled people without figures; they are observed as zero periods.
        too_many_sources: people with more sources than a report can hold; likewise.
        sources_taken: people who use a source of an account that left during the vintage; likewise.
    """

    observations: Observations
    absent: list[str]
    too_many_sources: list[str]
    sources_taken: list[str]


def gather(figures: Figures, enrolment: Enrolment, taken: Collection[bytes] = ()) -> Gathered:
    """Bring figures into the order of the accounts; everybody enrolled gets one row.

    Args:
        figures: what was computed.
        enrolment: who takes part.
        taken: nullifiers of accounts that left during the vintage and keep their leaf.

    Raises:
        InputError: nobody is enrolled, a person stands twice, a figure is negative, missing or too large, or two
            enrolled people use the same source.
    """
    if not len(enrolment):
        raise InputError("nobody is enrolled", mend="enrol people first: abate enrol FILE --person ... --account ...")
    check_people(figures.people)
    roll = enrolment.people.select("person").with_row_index("row")
    sources = nullifiers(figures.sources, roll, enrolment.source_secret)
    over = sources.group_by("row").len().filter(pl.col("len") > MAX_SOURCES)["row"]
    used = sources.filter(pl.col("nullifier").is_in(pl.Series(list(taken), dtype=pl.Binary).implode()))["row"]
    sources = sources.filter(~among(over), ~among(used))
    joined = (
        roll.join(figures.people, on="person", how="left")
        .join(figures.evidence, on="person", how="left")
        .with_columns(among(over).alias("over"), among(used).alias("used"))
        .sort("row")
    )
    counted = joined["baseline"].is_not_null() & ~joined["over"] & ~joined["used"]
    columns = {
        name: np.where(counted.to_numpy(), joined[name].fill_null(0).to_numpy(), 0).astype(np.uint64)
        for name in ("baseline", "emissions", "periods")
    }
    digests = joined["digest"].fill_null(bytes(WORD))
    rows, source_counts = source_rows(sources, len(enrolment))
    observations = Observations(
        accounts=enrolment.account_rows(),
        **columns,
        evidence=np.frombuffer(b"".join(digests.to_list()), dtype=np.uint8).reshape(-1, WORD),
        nullifiers=rows,
        source_counts=source_counts,
    )
    return Gathered(
        observations,
        absent=joined.filter(pl.col("baseline").is_null())["person"].to_list(),
        too_many_sources=joined.filter(pl.col("over"))["person"].to_list(),
        sources_taken=joined.filter(pl.col("used"))["person"].to_list(),
    )


def among(rows: pl.Series) -> pl.Expr:
    """Whether a row is one of these."""
    return pl.col("row").is_in(rows.implode())


def check_people(people: pl.DataFrame) -> None:
    """One row per person, whole numbers that fit.

    Raises:
        InputError: names the first person for whom that does not hold.
    """
    twice = people.filter(pl.col("person").is_duplicated())
    if twice.height:
        person = twice["person"][0]
        rows = twice.filter(pl.col("person") == person).height
        raise InputError(f"{person} has {rows} rows of figures", mend="one row per person")
    for name in ("baseline", "emissions", "periods"):
        if not people.schema[name].is_integer():
            raise InputError(f"figures are {people.schema[name]}, not whole numbers", field=name)
        largest = MAX_PERIODS if name == "periods" else LARGEST
        bad = people.filter(~pl.col(name).is_between(0, largest).fill_null(value=False))
        if bad.height:
            raise InputError(f"{bad['person'][0]} has {bad[name][0]}, not a number from 0 to {largest}", field=name)


def nullifiers(sources: pl.DataFrame, roll: pl.DataFrame, secret: bytes) -> pl.DataFrame:
    """Columns row, nullifier; each source of an enrolled person once, ascending by row and nullifier.

    Raises:
        InputError: two enrolled people use the same source.
    """
    named = roll.join(sources.select("person", "source").unique(), on="person")
    shared = named.filter(pl.col("source").is_duplicated()).sort("source", "row")
    if shared.height:
        source = shared["source"][0]
        who = " and ".join(shared.filter(pl.col("source") == source)["person"].to_list()[:2])
        raise InputError(f"{who} both use the source {source!r}", mend="a source counts for one person in a vintage")
    hashed = hmac_of_names(secret, named["source"])
    return named.select("row").with_columns(pl.Series("nullifier", hashed, dtype=pl.Binary)).sort("row", "nullifier")


def hmac_of_names(secret: bytes, names: pl.Series) -> list[bytes]:
    """HMAC-SHA256(secret, label || name) of each name; names of one length are hashed together."""
    hashes = np.empty((len(names), WORD), dtype=np.uint8)
    lengths = names.str.len_bytes().to_numpy()
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        packed = np.frombuffer("".join(names.gather(rows).to_list()).encode(), dtype=np.uint8)
        label = same_words(NULLIFIER_LABEL, len(rows))
        messages = np.concatenate([label, packed.reshape(len(rows), int(length))], axis=1)
        hashes[rows] = hmac_rows(same_words(secret, len(rows)), messages)
    return list_of(hashes)


def source_rows(sources: pl.DataFrame, people: int) -> tuple[Bytes, Column]:
    """Nullifiers as one block, shape (people, width, 32), and how many each person has."""
    row = sources["row"].to_numpy()
    counts = np.bincount(row, minlength=people)
    width = int(counts.max(initial=0))
    block = np.zeros((people, width, WORD), dtype=np.uint8)
    slot = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    block[row, slot] = np.frombuffer(b"".join(sources["nullifier"].to_list()), dtype=np.uint8).reshape(-1, WORD)
    return block, cast("Column", counts.astype(np.uint64))
