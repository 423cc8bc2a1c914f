"""Every contract fits a chain: EIP-170 for its code, EIP-3860 for what creates it."""

import json

from tests.library.docs.pages import REPO, text_of

MOST_CODE, MOST_CREATION = 24_576, 49_152


def test_every_contract_fits():
    sizes = {
        name: size for name, size in json.loads(text_of(REPO / "gas" / "snapshot.json")).items() if name[:5] == "size."
    }
    assert len(sizes) >= 20
    assert {name: size for name, size in sizes.items() if size >= MOST_CODE} == {}


def test_no_contract_is_too_large_to_be_created():
    named = [name[5:] for name in json.loads(text_of(REPO / "gas" / "snapshot.json")) if name[:5] == "size."]
    built = {name: json.loads(text_of(REPO / "build" / "contracts" / f"{name}.json"))["bytecode"] for name in named}
    assert {name: len(code) // 2 for name, code in built.items() if len(code) // 2 >= MOST_CREATION} == {}
