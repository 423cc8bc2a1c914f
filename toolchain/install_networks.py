"""Give Brownie's home Abate's networks, and leave the ones that the user added or changed there.

Local chains are Abate's own and always brought up to date; of live networks only those that are missing are added.
"""

import sys
from pathlib import Path

import yaml

OURS = Path(__file__).resolve().parent / "network-config.yaml"


def merged(ours: dict, theirs: dict) -> dict:
    """Abate's networks with the user's own.

    Args:
        ours: the networks file of the repo.
        theirs: what stands in Brownie's home; may be empty.
    """
    local = {each["id"]: each for each in theirs.get("development") or []}
    local |= {each["id"]: each for each in ours["development"]}
    live = {group["name"]: list(group["networks"]) for group in theirs.get("live") or []}
    known = {each["id"] for group in live.values() for each in group}
    for group in ours["live"]:
        missing = [each for each in group["networks"] if each["id"] not in known]
        if missing:
            live.setdefault(group["name"], []).extend(missing)
    groups = [{"name": name, "networks": each} for name, each in live.items()]
    return {"live": groups, "development": list(local.values())}


def main(target: Path) -> None:
    """Write Brownie's networks file."""
    theirs = yaml.safe_load(target.read_text()) if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_text(yaml.safe_dump(merged(yaml.safe_load(OURS.read_text()), theirs or {}), sort_keys=False))
    fresh.replace(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
