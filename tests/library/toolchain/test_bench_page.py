"""The page of `make bench`: every figure is there, beside its target and the others', and in what way it grows."""

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SNAPSHOT = json.loads((ROOT / "gas" / "snapshot.json").read_text())
STAGES = [
    {"name": "emissions", "seconds": 6.8, "processor": 9.4, "peak": 1_296},
    {"name": "[tree alone, 2,000 leaves, target 3.5 s]", "seconds": 0.45, "processor": 0.58, "peak": 1_429},
]


def market(size: int) -> dict[str, int]:
    return {"bid.vault": 41_000, "pay.seller": 50_000, "settle.each": 20_000 + 100_000 // size}


def period(people: int) -> dict:
    return {"people": people, "seconds": people / 100, "processor": people / 80, "peak": people, "stages": STAGES}


MEASURED = {
    "machine": {"measured": "2026-01-01", "commit": "abc", "processor": "x", "processors": 2, "load_before": [0.1]},
    "gas": SNAPSHOT,
    "growth": {
        **{f"oracle.postBatch.{quorum}of{2 * quorum - 1}": 50_000 + 6_500 * quorum for quorum in (2, 3, 5)},
        **{f"credit.issue.repeat.leaves-{2**depth}": 38_000 + 650 * depth for depth in (4, 12, 20)},
        **{f"credit.issueMany.fresh.accounts-{size}.each": 25_000 + 45_000 // size for size in (1, 16, 256)},
        **{f"retire.statement-{length}": 99_000 + 800 * length for length in (0, 100, 280)},
    },
    "auction": {
        "markets": {str(size): market(size) for size in (10, 1_000)},
        "crossed": {"250": {"cross.all": 150_000}, "500": {"cross.all": 270_000}},
        "kinds": {},
    },
    "relay": [{"network": "anvil", "households": 7_754, "accounts": 5_947, "transactions": 38, "each": 27_010}],
    "periods": [period(1_000), period(2_000)],
    "load_after": [0.2],
}


@pytest.fixture(scope="module")
def toolchain():
    sys.path.insert(0, str(ROOT / "toolchain"))
    import bench_page
    import bench_peers
    import bench_tables

    yield bench_page, bench_peers, bench_tables
    sys.path.remove(str(ROOT / "toolchain"))


@pytest.fixture(scope="module")
def written(toolchain, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    toolchain[0].write_page(MEASURED, folder)
    return folder


@pytest.fixture(scope="module")
def page(written):
    return (written / "index.html").read_text()


def test_every_figure_of_the_snapshot_stands_on_the_page(page):
    rows = dict(re.findall(r"<th><code>([\w.-]+)</code></th><td>([\d,]+)</td>", page))
    assert {name: int(text.replace(",", "")) for name, text in rows.items()} == SNAPSHOT


def test_every_figure_of_others_stands_there_with_its_source(page, toolchain):
    from html import escape

    for peer in toolchain[1].peers():
        assert f'<td class="text wrap">{escape(peer.system)}</td>' in page
        assert peer.source


def test_every_target_is_of_a_figure_and_has_its_row(toolchain, written):
    _, peers, tables = toolchain
    assert set(peers.targets()) == set(tables.TITLES)
    lines = (written / "tables.md").read_text().splitlines()
    for name, at_most in peers.targets().items():
        gas = SNAPSHOT[name]
        verdict = "met" if gas <= at_most else f"{gas - at_most:,} over"
        assert f"| {tables.TITLES[name]} | {gas:,} | {at_most:,} | {verdict} |" in lines


def test_growth_is_told_in_figures(toolchain):
    told = {growth.name: growth.words for growth in toolchain[2].growths(MEASURED)}
    assert told == {
        "posting": "6,500 gas for each further signature",
        "claiming": "650 gas for each doubling of the tree",
        "relaying": "70,000 gas each alone, 25,175 in the largest",
        "retiring": "800 gas for each byte, in steps of 32",
        "bidding": "41,000 gas with 10, 41,000 with 1,000",
        "paying": "50,000 gas with 10, 50,000 with 1,000",
        "settling": "30,000 gas with 10, 20,100 with 1,000",
        "crossing": "480 gas for each further tick",
        "period": "10.0 s for 1,000, 20.0 s for 2,000",
        "memory": "1,000 MB for 1,000, 2,000 MB for 2,000",
    }


def test_the_page_loads_nothing(page):
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "default-src 'none'" in page
    assert page.count("<svg") == page.count("</svg>") == 8 + 1 + 10
