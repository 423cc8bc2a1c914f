"""From emissions to credits: methodology, baselines, policies, and the original formulas."""

from abate.credits.methodology import Methodology, load_methodology
from abate.credits.policies import IndexPolicy, Policy, ReductionPolicy, less_reserve, reserve_part
from abate.credits.vintage import VintageFigures, period_figures, vintage_to_date

__all__ = [
    "IndexPolicy",
    "Methodology",
    "Policy",
    "ReductionPolicy",
    "VintageFigures",
    "less_reserve",
    "load_methodology",
    "period_figures",
    "reserve_part",
    "vintage_to_date",
]
