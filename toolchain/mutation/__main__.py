"""Change the arithmetic that matters in every small way, and see that a test fails each time.

    python -m toolchain.mutation                        all areas of areas.toml; goes on where the last run stood
    python -m toolchain.mutation slashing CreditTree    areas or units, by their names
    python -m toolchain.mutation --survivors            try what survived again, after a test was added
    python -m toolchain.mutation --list                 the mutants, without trying any
    python -m toolchain.mutation --report               the last results

Verdicts stand in reports/mutation.json, the sums of whole units in toolchain/mutation/results.json. Exits with 1 where
an area scores below 95 %, or where survivors.toml does not give the reason of every survivor.
"""

import argparse
import os
import shutil
import sys
import time

from toolchain.mutation import record, report, results
from toolchain.mutation.trial import ROOT, Court, TrialError
from toolchain.mutation.units import Unit, chosen

COURTS = ROOT / ".home" / "mutation"


def try_unit(unit: Unit, court: Court, kept: record.Record, only_survivors: bool) -> None:
    """Try the unit's mutants that have no verdict yet, in batches; every batch is written down at once."""
    mutants = unit.mutants()
    kept.begin(unit, mutants, only_survivors)
    waiting = kept.waiting(unit, mutants)
    if not waiting:
        return
    for stage, tests in enumerate(unit.stages):
        court.check(tests)
        begin, survivors = time.monotonic(), []
        size = court.batch_size(unit.file, tests)
        for at in range(0, len(waiting), size):
            batch = waiting[at : at + size]
            verdicts = court.verdicts(batch, tests)
            last = stage == len(unit.stages) - 1
            for mutant, verdict in zip(batch, verdicts, strict=True):
                if verdict.outcome == "survived" and not last:
                    survivors.append(mutant)
                else:
                    kept.note(unit, mutant, verdict)
            kept.save()
            done, pace = at + len(batch), time.monotonic() - begin
            print(f"  {unit.name}, tests {stage + 1}: {done}/{len(waiting)}, {pace / done:.1f} s each", flush=True)
        waiting = survivors


def main() -> None:
    """Try, report, judge."""
    parser = argparse.ArgumentParser(prog="python -m toolchain.mutation", description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*", help="areas or units, by their names")
    parser.add_argument("--survivors", action="store_true", help="try again what survived, keep what was killed")
    parser.add_argument("--list", action="store_true", help="list the mutants, without trying any")
    parser.add_argument("--report", action="store_true", help="show the last results")
    options = parser.parse_args()
    units = chosen(options.words)
    if not units:
        sys.exit(f"no area or unit is named {' or '.join(options.words)}; see toolchain/mutation/areas.toml")
    if options.list:
        for unit in units:
            print(*(f"{mutant.key}    [{mutant.kind}]" for mutant in unit.mutants()), sep="\n")
        return
    kept = record.Record.load()
    if not options.report:
        # another run may try other units at the same time
        court = Court(COURTS / str(os.getpid()))
        try:
            for unit in units:
                try_unit(unit, court, kept, options.survivors)
        except TrialError as error:
            sys.exit(f"mutation: {error}")
        finally:
            shutil.rmtree(court.folder, ignore_errors=True)
        results.write(units, kept)
    sys.exit(report.show(units, kept))


if __name__ == "__main__":
    main()
