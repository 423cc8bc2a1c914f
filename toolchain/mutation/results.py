"""What the last trial of each unit came to, in results.json: committed, so that a test holds it against the sources."""

import hashlib
import json
import re
from pathlib import Path

from toolchain.mutation.record import Record
from toolchain.mutation.report import Score, judge, reasons
from toolchain.mutation.trial import ROOT
from toolchain.mutation.units import Unit

FILE = Path(__file__).parent / "results.json"
# strings first: they may hold what looks like a comment
WORDS = re.compile(r""""(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/|\s+|[^"/\s]+|/""", re.DOTALL)


def code_hash(source: str) -> str:
    """A hash of a contract without comments and blanks."""
    code = [word for word in WORDS.findall(source) if word.strip() and not word.startswith(("//", "/*"))]
    return hashlib.sha256("".join(code).encode()).hexdigest()


def load() -> dict[str, dict]:
    """By unit: its area, the code that was mutated, and the counts."""
    held: dict[str, dict] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return held


def score_of(result: dict) -> Score:
    """A unit's counts."""
    return Score(result["mutants"], result["killed"], result["equivalent"])


def write(units: list[Unit], kept: Record) -> None:
    """Note the units whose mutants all have a verdict; those of other units stay."""
    results, known = load(), reasons()
    for unit in units:
        held = kept.units.get(unit.name)
        if held and held["fingerprint"] == unit.fingerprint and not kept.waiting(unit, unit.mutants()):
            score = judge(unit.name, held["mutants"], known).score
            results[unit.name] = {
                "area": unit.area,
                "code": code_hash((ROOT / unit.file).read_text(encoding="utf-8")),
                "mutants": score.mutants,
                "killed": score.killed,
                "equivalent": score.equivalent,
            }
    FILE.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
