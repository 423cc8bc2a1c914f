"""Figures from an operator's own activity data: what ``abate.credits`` computed, and what it was computed from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from abate.credits import Methodology, VintageFigures, vintage_to_date
from abate.emissions import FactorLibrary, Manifest, Period
from abate.files import read_bytes
from abate.merkle.keccak import keccak256
from abate.oracle.figures import Figures

SEPARATOR = "\x1f"
MONTH_COLUMNS = ("period", "category", "activity", "unit", "kg", "baseline_kg", "counted", "why")


def compute(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, vintage: int, through: Period
) -> Figures:
    """Everybody's figures of the vintage to date, from one operator's data.

    Args:
        manifest: where the operator's data lie.
        methodology: the vintage's.
        library: the factors.
        vintage: the year.
        through: the last month of it that counts, or the year.

    Raises:
        InputError: as ``abate.credits.vintage_to_date``.
    """
    computed = vintage_to_date(manifest, methodology, library, vintage, through)
    return Figures(
        people=computed.people.select("person", "baseline", "emissions", "periods"),
        sources=computed.sources,
        evidence=evidence(computed),
        inputs_hash=inputs_hash(manifest),
        methodology_id=methodology.methodology_id,
        factor_set_hash=computed.factor_set_hash,
        current=current(computed, through),
    )


def end_of(manifest: Manifest, through: Period) -> int:
    """``through`` of the batch: the end of the period on the programme's clocks, exclusive, unix seconds."""
    return int(through.bounds(manifest.period_timezone)[1].timestamp())


def current(computed: VintageFigures, through: Period) -> int:
    """How many people have a last month, or the year, that counts: none where its data have not come yet."""
    counted = computed.months.filter(
        pl.col("counted") & pl.col("period").is_in([str(through), str(through.months()[-1])])
    )
    return counted["person"].n_unique()


def evidence(computed: VintageFigures) -> pl.DataFrame:
    """Columns person, digest: keccak256 over each person's months, in the order of period and category.

    A month is its columns as text, joined by the character 0x1f and ended by a line feed; what is missing is empty.
    """
    text = [pl.col(column).cast(pl.String).fill_null("") for column in MONTH_COLUMNS]
    months = computed.months.sort("person", "period", "category").select(
        "person", pl.concat_str(text, separator=SEPARATOR).add("\n").alias("month")
    )
    people = months.group_by("person", maintain_order=True).agg(pl.col("month").str.join(""))
    digests = [keccak256(month.encode()) for month in people["month"].to_list()]
    return people.select("person").with_columns(pl.Series("digest", digests, dtype=pl.Binary))


def inputs_hash(manifest: Manifest) -> bytes:
    """keccak256 over the SHA-256 of the manifest and of every file it names, in the order it names them, each once."""
    return keccak256(b"".join(hashlib.sha256(read_bytes(file)).digest() for file in input_files(manifest)))


def input_files(manifest: Manifest) -> list[Path]:
    """The manifest and every file that it names, each once."""
    named = [manifest.people, *(name for source in manifest.sources for name in (source.file, source.factor_map))]
    return [manifest.path, *(manifest.folder / name for name in dict.fromkeys(named) if name)]
