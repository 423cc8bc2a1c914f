"""What relaying a period costs: credits of the 7,893 US households of samples/us-households, on a local chain.

    python toolchain/bench_relay.py [--network anvil] [--network ganache] [--households 7893] [--seed 1] [--json FILE]

The real survey's figures, through three operators' desks, a posted and final batch, and a relay to synthetic accounts.
Prints the gas of posting and of the relay, per account that is issued something for the first time.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from abate.chain.connection import Chain, connect
from abate.chain.local_keys import local_keys
from abate.chain.local_node import LocalNode
from abate.chain.local_time import advance_to
from abate.credits import load_methodology
from abate.demo.stage import sender_of
from abate.deploy import Contracts
from abate.deploy.plan import Plan
from abate.deploy.run import deploy
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.enrolment import Enrolment
from abate.errors import IntegrityError
from abate.merkle.columns import checksum_addresses
from abate.oracle.computed import compute, end_of
from abate.oracle.desk import Desk
from abate.oracle.feed import feed, relay_final
from abate.oracle.onchain import Vintage
from abate.programme import load_programme
from abate.units import kg_text

ROOT = Path(__file__).resolve().parent.parent
SURVEY = ROOT / "samples" / "us-households"
PERIOD = Period.parse("2022")
OWNER, DEPLOYER, RELAYER = 1, 0, 8
GRAMS_PER_BOND = 50_000_000_000  # a year of all these households, in one batch


def main() -> None:
    """Run on each network and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--network", action="append", choices=["anvil", "ganache"])
    asked.add_argument("--households", type=int, default=7893)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--json", type=Path, help="write the figures for machines too")
    options = asked.parse_args()
    print(f"load {' '.join(f'{value:.1f}' for value in os.getloadavg())}")
    figures = []
    for network in options.network or ["anvil", "ganache"]:
        start = datetime(PERIOD.year, 12, 1, tzinfo=UTC)
        with LocalNode(network, start=start) as node, tempfile.TemporaryDirectory(prefix="abate-bench-") as folder:
            figures.append(relayed(network, connect(node.rpc_url), Path(folder), options.households, options.seed))
    if options.json:
        options.json.write_text(json.dumps(figures), encoding="utf-8")


def relayed(network: str, chain: Chain, folder: Path, households: int, seed: int) -> dict[str, object]:
    """Deploy, feed one year of the survey, wait for the window's end, relay, and relay again; what it cost."""
    plan = plan_of_survey()
    owner = sender_of(chain, OWNER)
    record = deploy(plan, sender_of(chain, DEPLOYER), folder / "record.json", network, owner)
    vintage = Vintage(Contracts(record, chain).oracle, PERIOD.year)
    manifest, library = load_manifest(SURVEY / "manifest.toml"), FactorLibrary.load()
    through = end_of(manifest, PERIOD)
    figures = compute(manifest, plan.methodology, library, PERIOD.year, PERIOD)
    names = sorted(figures.people["person"])[:households]
    accounts = np.random.default_rng(seed).integers(0, 256, (len(names), 20), dtype=np.uint8)
    enrolment = Enrolment.empty().with_people(names, checksum_addresses(accounts))
    desks = [Desk(key, folder / "state", folder / "exchange", enrolment) for key in local_keys(chain, plan.operators)]
    advance_to(chain, through + 3600)
    sender = sender_of(chain, RELAYER)
    fed = feed(vintage, plan.methodology, plan.operators, desks, lambda operator: figures, through, sender)
    advance_to(chain, fed.posted.final_at or 0)
    began = time.perf_counter()
    done = relay_final(vintage, desks[0], sender)
    seconds = time.perf_counter() - began
    if done.issued != sum(fed.draft.leaves.credits.tolist()) or done.short:
        raise IntegrityError(f"{done.issued} base units were issued, {done.short} accounts got less than is due")
    if relay_final(vintage, desks[0], sender).receipts:
        raise IntegrityError("a second relay sent something")
    print(
        f"{network}: {len(enrolment):,} households, {done.accounts:,} with credits due, "
        f"{kg_text(done.issued)} credits; {len(done.receipts):,} transactions, {done.gas:,} gas, "
        f"{done.gas // done.accounts:,} gas per account, {seconds:.1f} s",
        flush=True,
    )
    sent = {"transactions": len(done.receipts), "gas": done.gas, "each": done.gas // done.accounts}
    return {"network": network, "households": len(enrolment), "accounts": done.accounts, **sent, "seconds": seconds}


def plan_of_survey() -> Plan:
    """The demonstration's programme, over the survey instead of the ten homes."""
    demo = load_programme(ROOT / "programmes/demo/programme.toml")
    changes = {
        "vintage": PERIOD.year,
        "methodology": SURVEY / "methodology.toml",
        "manifest": SURVEY / "manifest.toml",
        "bonds": demo.bonds.model_copy(update={"grams_per_bond": GRAMS_PER_BOND}),
    }
    programme = demo.model_copy(update=changes)
    return Plan(programme, load_methodology(programme.methodology))


if __name__ == "__main__":
    main()
