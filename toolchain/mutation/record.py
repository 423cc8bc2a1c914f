"""The verdicts of all runs so far, in reports/mutation.json, so that a stopped run goes on where it stood."""

import json
import os
from pathlib import Path

from toolchain.mutation.operators import Mutant
from toolchain.mutation.trial import ROOT, Verdict
from toolchain.mutation.units import Unit

FILE = ROOT / "reports" / "mutation.json"


class Record:
    """Verdicts by unit and mutant. A unit's verdicts hold for one state of its sources and tests."""

    def __init__(self, units: dict[str, dict]):
        self.units = units
        self._tried: set[str] = set()

    @classmethod
    def load(cls) -> "Record":
        """What was written last; empty where nothing was."""
        return cls(json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {})

    def save(self) -> None:
        """Write the file whole or not at all; what another run wrote about other units meanwhile stays."""
        self.units = Record.load().units | {name: self.units[name] for name in self._tried}
        FILE.parent.mkdir(exist_ok=True)
        draft = Path(f"{FILE}.{os.getpid()}")
        draft.write_text(json.dumps(self.units, indent=1) + "\n", encoding="utf-8")
        draft.replace(FILE)

    def begin(self, unit: Unit, mutants: list[Mutant], only_survivors: bool) -> None:
        """Forget verdicts that no longer hold; ``only_survivors`` keeps the kills of earlier tests, and marks them."""
        held = self.units.get(unit.name, {"fingerprint": "", "mutants": {}})
        verdicts = held["mutants"]
        if held["fingerprint"] != unit.fingerprint:
            kept = [(key, one) for key, one in verdicts.items() if only_survivors and one["outcome"] != "survived"]
            verdicts = {key: one | {"earlier": True} for key, one in kept}
        keys = {mutant.key for mutant in mutants}
        verdicts = {key: verdict for key, verdict in verdicts.items() if key in keys}
        self._tried.add(unit.name)
        self.units[unit.name] = {"area": unit.area, "fingerprint": unit.fingerprint, "mutants": verdicts}

    def waiting(self, unit: Unit, mutants: list[Mutant]) -> list[Mutant]:
        """The mutants without a verdict."""
        return [mutant for mutant in mutants if mutant.key not in self.units[unit.name]["mutants"]]

    def note(self, unit: Unit, mutant: Mutant, verdict: Verdict) -> None:
        """A mutant's verdict."""
        self.units[unit.name]["mutants"][mutant.key] = {
            "kind": mutant.kind,
            "line": mutant.line,
            "outcome": verdict.outcome,
            "by": verdict.by,
        }
