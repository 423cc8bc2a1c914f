"""Calls, answers and errors of the auction as bytes."""

from functools import cache

from brownie import CreditAuction
from eth_abi import decode, encode
from eth_utils import function_abi_to_4byte_selector, keccak
from eth_utils.abi import collapse_if_tuple

ROUND = ["uint40", "uint40", "uint32", "uint64", "uint16", "uint40", "uint48", "uint8"]
RESULT = ["uint64", "uint64", "uint32", "uint48", "uint32", "uint128", "uint16", "uint32", "uint32"]


@cache
def parsed(signature):
    """Selector and argument types of ``name(type,...)``, without nested brackets but for one list of tuples."""
    inner = signature[signature.index("(") + 1 : -1]
    types, depth, start = [], 0, 0
    for i, letter in enumerate(inner + ","):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            types.append(inner[start:i])
            start = i + 1
    return keccak(text=signature)[:4], [each for each in types if each]


def call(signature, *arguments):
    """Calldata."""
    selector, types = parsed(signature)
    return selector + encode(types, arguments)


@cache
def errors():
    """Name -> selector and types of the auction's errors."""
    found = {}
    for item in CreditAuction.abi:
        if item["type"] == "error":
            types = [collapse_if_tuple(part) for part in item["inputs"]]
            found[item["name"]] = function_abi_to_4byte_selector({**item, "type": "function"}), types
    return found


def error(name, *evidence):
    """Revert data."""
    selector, types = errors()[name]
    return selector + encode(types, evidence)


def shown(done, answer):
    """An act's end in words."""
    if done:
        return f"answers {answer.hex() or 'nothing'}"
    for name, (selector, types) in errors().items():
        if answer[:4] == selector:
            return f"{name}{decode(types, answer[4:])}"
    return f"reverts with {answer.hex() or 'nothing'}"
