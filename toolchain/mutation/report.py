"""The score of each area, and what survived."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from toolchain.mutation.record import Record
from toolchain.mutation.units import Unit

EQUIVALENT = Path(__file__).parent / "equivalent.toml"
LEAST_PERCENT = 95


@dataclass
class Score:
    """Counts of an area; invalid mutants are not among them."""

    mutants: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """Killed of those that can be told from the original."""
        able = self.mutants - self.equivalent
        return 100 * self.killed / able if able else 100.0


def equivalents() -> dict[str, str]:
    """The mutants that do what the original does, with the reason."""
    groups = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", [])
    return {key: group["reason"] for group in groups for key in group["mutants"]}


def show(units: list[Unit], kept: Record) -> int:
    """Print a Markdown table and the survivors; 1 where something is wrong, else 0."""
    known = equivalents()
    scores: dict[str, Score] = {}
    wrong: list[str] = []
    for unit in units:
        score = scores.setdefault(unit.area, Score())
        verdicts = kept.units.get(unit.name, {}).get("mutants", {})
        if not verdicts:
            wrong.append(f"{unit.name} was not tried")
        for key, verdict in verdicts.items():
            if verdict["outcome"] == "invalid":
                continue
            score.mutants += 1
            if verdict["outcome"] == "killed":
                score.killed += 1
                if key in known:
                    wrong.append(f"listed as equivalent, but {verdict['by']} kills it: {key}")
            elif key in known:
                score.equivalent += 1
            else:
                score.survivors.append(f"line {verdict['line']}: {key}    [{verdict['kind']}]")
        stale = [key for key in known if key.split(".")[0] == unit.name and key not in verdicts]
        wrong += [f"listed as equivalent, but no mutant: {key}" for key in stale]
    _print(scores)
    wrong += [
        f"{area} scores below {LEAST_PERCENT} %" for area, score in scores.items() if score.percent < LEAST_PERCENT
    ]
    print(*wrong, sep="\n")
    return 1 if wrong else 0


def _print(scores: dict[str, Score]) -> None:
    print("\n| area | mutants | killed | equivalent | surviving | score |\n|---|---:|---:|---:|---:|---:|")
    for area, score in scores.items():
        rest = len(score.survivors)
        print(f"| {area} | {score.mutants} | {score.killed} | {score.equivalent} | {rest} | {score.percent:.1f} % |")
    for area, score in scores.items():
        if score.survivors:
            print(f"\n{area}, surviving:", *score.survivors, sep="\n  ")
