"""From activity data to emissions: factor sets, activity readers driven by a manifest, and the calculator.

    manifest = load_manifest(Path("samples/uk-home/manifest.toml"))
    report = calculate(manifest, Period.parse("2021-01"), FactorLibrary.load())
    report.people        # person, grams, complete

All arithmetic is exact decimal arithmetic; no binary float is made on the way.
"""

from abate.emissions.activity import ActivityReport, measure
from abate.emissions.calculator import EmissionReport, apply_factors, calculate
from abate.emissions.factors import Factor, FactorLibrary, FactorSet
from abate.emissions.manifest import Manifest, Source, load_manifest
from abate.emissions.period import Period

__all__ = [
    "ActivityReport",
    "EmissionReport",
    "Factor",
    "FactorLibrary",
    "FactorSet",
    "Manifest",
    "Period",
    "Source",
    "apply_factors",
    "calculate",
    "load_manifest",
    "measure",
]
