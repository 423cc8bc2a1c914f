"""Writes policies.json: gross credits computed with fractions, apart from the library and the contracts.

python tests/vectors/make_policy_vectors.py > tests/vectors/policies.json
"""

import json
import sys
from fractions import Fraction
from itertools import product
from math import floor

GREATEST = 2**64 - 1
CASES = [
    (200_000, 140_000, 1),
    (200_000, 120_000, 1),
    (200_000, 260_000, 1),
    (140_000, 140_000, 3),
    (0, 0, 12),
    (0, 5, 12),
    (10, 3, 12),
    (2_979_339, 1_573_097, 12),
    (653_913, 618_603, 2),
    (7, 1_000_003, 65_535),
    (GREATEST, 0, 1),
    (GREATEST, GREATEST, 65_535),
    (1, GREATEST, 65_535),
]
COEFFICIENTS = [1, 500_000, 999_999, 1_000_000, 10_000_000, 2**32 - 1]


def reduction(baseline, emissions, periods, coefficient):
    return floor(max(0, baseline - emissions) * Fraction(coefficient, 1_000_000))


def index(baseline, emissions, periods, coefficient):
    if baseline == 0:
        return 0
    return floor(Fraction(emissions, baseline) * Fraction(coefficient, 1_000_000) * periods * 1000)


def main():
    rows = [
        {
            "policy": name,
            "coefficient": coefficient,
            "baseline": str(baseline),
            "emissions": str(emissions),
            "periods": periods,
            "gross": str(formula(baseline, emissions, periods, coefficient)),
        }
        for (name, formula), coefficient, (baseline, emissions, periods) in product(
            [("reduction", reduction), ("index", index)], COEFFICIENTS, CASES
        )
    ]
    sys.stdout.write("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
