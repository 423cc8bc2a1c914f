"""The score of each area, and why what survives does."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from toolchain.mutation.record import Record
from toolchain.mutation.units import Unit

SURVIVORS = Path(__file__).parent / "survivors.toml"
LEAST_PERCENT = 95
HEAD = "| area | mutants | killed | equivalent | surviving | score |\n|---|---:|---:|---:|---:|---:|"


@dataclass(frozen=True)
class Reason:
    """Why a mutant survives. An equivalent one does what the original does."""

    equivalent: bool
    text: str


@dataclass
class Score:
    """Counts of a unit or an area; mutants that the compiler refused are not among them."""

    mutants: int = 0
    killed: int = 0
    equivalent: int = 0

    @property
    def surviving(self) -> int:
        """Those that differ from the original, and that no test noticed."""
        return self.mutants - self.killed - self.equivalent

    @property
    def percent(self) -> float:
        """Killed of those that can be told from the original."""
        able = self.mutants - self.equivalent
        return 100 * self.killed / able if able else 100.0

    def add(self, other: "Score") -> None:
        """Count another one's mutants too."""
        self.mutants += other.mutants
        self.killed += other.killed
        self.equivalent += other.equivalent


@dataclass
class Judgement:
    """What became of a unit's mutants: the score, what survives with its reason, and what is wrong with that."""

    score: Score = field(default_factory=Score)
    survivors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def reasons() -> dict[str, Reason]:
    """Why mutants survive, by the mutants' names."""
    listed = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["survivor"]
    return {one["mutant"]: Reason(one["equivalent"], one["reason"]) for one in listed}


def judge(name: str, verdicts: dict[str, dict], known: dict[str, Reason]) -> Judgement:
    """Hold a unit's verdicts against the reasons: every survivor has one, and no other mutant."""
    found = Judgement()
    if not verdicts:
        found.wrong.append(f"{name} was not tried")
        return found
    for key, verdict in verdicts.items():
        if verdict["outcome"] == "invalid":
            continue
        found.score.mutants += 1
        reason = known.get(key)
        if verdict["outcome"] == "killed":
            found.score.killed += 1
            if reason:
                found.wrong.append(f"listed in survivors.toml, but {verdict['by']} kills it: {key}")
            continue
        line = f"line {verdict['line']}: {key}    [{verdict['kind']}]"
        if reason is None:
            found.wrong.append(f"survives unexplained, {line}")
        elif reason.equivalent:
            found.score.equivalent += 1
        else:
            found.survivors.append(f"{line}\n    {reason.text}")
    stale = [key for key in known if key.split(".")[0] == name and key not in verdicts]
    found.wrong += [f"listed in survivors.toml, but no mutant: {key}" for key in stale]
    earlier = sum(1 for verdict in verdicts.values() if verdict.get("earlier"))
    if earlier:
        print(f"{name}: {earlier} verdicts are of tests as they were earlier; --survivors did not try these again")
    return found


def table(scores: dict[str, Score]) -> str:
    """A Markdown table of all areas."""
    rows = [
        f"| {area} | {one.mutants} | {one.killed} | {one.equivalent} | {one.surviving} | {one.percent:.1f} % |"
        for area, one in scores.items()
    ]
    return "\n".join([HEAD, *rows])


def by_area(scores: Iterable[tuple[str, Score]]) -> dict[str, Score]:
    """The sums of each area, from pairs of an area and one of its units' scores."""
    sums: dict[str, Score] = {}
    for area, score in scores:
        sums.setdefault(area, Score()).add(score)
    return sums


def show(units: list[Unit], kept: Record) -> int:
    """Print the table and the survivors with their reasons; 1 where something is wrong, else 0."""
    known = reasons()
    judged = [(unit, judge(unit.name, kept.units.get(unit.name, {}).get("mutants", {}), known)) for unit in units]
    scores = by_area((unit.area, found.score) for unit, found in judged)
    print("\n" + table(scores))
    survivors = [line for _, found in judged for line in found.survivors]
    if survivors:
        print("\nsurviving, each with its reason:", *survivors, sep="\n  ")
    wrong = [line for _, found in judged for line in found.wrong]
    wrong += [
        f"{area} scores below {LEAST_PERCENT} %" for area, score in scores.items() if score.percent < LEAST_PERCENT
    ]
    if wrong:
        print("\nwrong:", *wrong, sep="\n  ")
    return 1 if wrong else 0
