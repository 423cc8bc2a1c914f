"""One operator's own data with one meter misread: a copy of the files in which one reading is another."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

from abate.emissions import Manifest, load_manifest
from abate.emissions.manifest import Source
from abate.errors import InputError
from abate.programme.simulation import Misreading


def misread(manifest: Manifest, fault: Misreading, folder: Path) -> Manifest:
    """What the operator works from: everybody's readings, and one of them wrong.

    Args:
        manifest: the right data.
        fault: which reading, and what it is multiplied by.
        folder: a new folder, for the copy.

    Raises:
        InputError: the data hold no such reading.
    """
    shutil.copytree(manifest.folder, folder)
    changed = sum(_change(folder / source.file, source, fault) for source in manifest.sources)
    if not changed:
        raise InputError(f"there is no reading of {fault.person} in {fault.period}", field="simulation.misreading")
    return load_manifest(folder / manifest.path.name)


def _change(file: Path, source: Source, fault: Misreading) -> int:
    person, period, value, separator = source.person_column, source.period_column, source.value, source.separator
    if person is None or period is None:
        return 0
    with file.open(newline="", encoding="utf-8") as text:
        rows = list(csv.DictReader(text, delimiter=separator))
    wrong = [row for row in rows if (row.get(person), row.get(period)) == (fault.person, fault.period)]
    for row in wrong:
        row[value] = f"{Decimal(row[value]) * fault.factor:f}"
    with file.open("w", newline="", encoding="utf-8") as text:
        writer = csv.DictWriter(text, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return len(wrong)
