"""The middle of what several operators observed. An operator that is wrong alone cannot move it beyond the others."""

from __future__ import annotations

from enum import Enum
from typing import cast

import numpy as np

from abate.oracle.words import Column


class Middle(Enum):
    """Which of the two middle values counts when the number of operators is even."""

    LOWER = "lower"
    UPPER = "upper"


BASELINE, EMISSIONS, PERIODS = Middle.LOWER, Middle.UPPER, Middle.LOWER
"""With an even count, the side that gives fewer credits under the reduction policy: no doubt is credited."""


def median(columns: list[Column], side: Middle) -> Column:
    """Each person's median over the operators; never a mean of two, so it is always a figure that somebody signed.

    Args:
        columns: one per operator, equally long.
        side: for an even number of operators.
    """
    ordered = np.sort(np.stack(columns), axis=0)
    count = len(columns)
    return cast("Column", ordered[count // 2 if side is Middle.UPPER else (count - 1) // 2])
