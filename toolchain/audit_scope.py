"""What an outside audit reads, in the order of docs/threat-model.md, with its size.

    python toolchain/audit_scope.py

Lines are those that say something: without blank ones and comments. Bytes are those of deployed code, from
gas/snapshot.json; a library's are part of the contracts that use it.
"""

import json
import re
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "threat-model.md"
SIZES = ROOT / "gas" / "snapshot.json"
NAMED = re.compile(r"`(contracts/[\w/]+\.sol|abate/[\w/]+\.py)`")


def scope() -> list[Path]:
    """The files that the page's last part names, in its order."""
    text = PAGE.read_text(encoding="utf-8")
    part = text[text.index("\n## What an external audit should look at first") :].partition("\n## How to run")[0]
    return [ROOT / name for name in dict.fromkeys(NAMED.findall(part))]


def lines_of(file: Path) -> int:
    """Lines of code."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".sol":
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        return sum(bool(line.split("//")[0].strip()) for line in text.splitlines())
    text = re.sub(r'"""(.*?)"""', "", text, flags=re.DOTALL)
    return sum(bool(line.split("#")[0].strip()) for line in text.splitlines())


def main() -> None:
    """Print the table."""
    sizes = json.loads(SIZES.read_text())
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading, side in (("file", "left"), ("lines", "right"), ("bytes", "right")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    files = scope()
    for file in files:
        table.add_row(str(file.relative_to(ROOT)), str(lines_of(file)), str(sizes.get(f"size.{file.stem}", "")))
    table.add_row("all", str(sum(map(lines_of, files))), "")
    Console().print(table)


if __name__ == "__main__":
    main()
