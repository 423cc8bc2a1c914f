"""Contracts by raw bytes: calldata from a name and arguments, answers and refusals as plain values."""

from functools import cache, lru_cache

from eth_abi import decode, encode
from eth_utils import function_abi_to_4byte_selector
from eth_utils.abi import collapse_if_tuple

from tests.chain.errors import decoded, plain
from tests.chain.oracle.deployments import container


@cache
def functions_of(name: str) -> dict[str, tuple[bytes, list[str], list[str]]]:
    """Function -> selector, types of its arguments, types of its answer."""
    found = {}
    for item in container(name).abi:
        if item["type"] == "function":
            types = [[collapse_if_tuple(part) for part in item[side]] for side in ("inputs", "outputs")]
            found[item["name"]] = (function_abi_to_4byte_selector(item), *types)
    return found


@cache
def changing(name: str) -> list[str]:
    """The functions of a contract that change something."""
    abi = container(name).abi
    return sorted({i["name"] for i in abi if i["type"] == "function" and i["stateMutability"] == "nonpayable"})


class Contract:
    """A deployed contract.

    Attributes:
        label: how the tests call it; two auctions differ in it.
    """

    def __init__(self, name: str, address: str, label: str | None = None):
        self.name, self.address, self.label = name, address, label or name
        self.functions = functions_of(name)

    def data(self, function: str, *arguments: object) -> bytes:
        """Calldata."""
        selector, types, _ = self.functions[function]
        return selector + encode(types, [raw(argument) for argument in arguments])

    def question(self, function: str, arguments: tuple) -> bytes:
        """Calldata of a view that is asked again and again."""
        return question_of(self.name, function, arguments)

    def answer(self, function: str, data: bytes) -> object:
        """An answer; a single value is that value, several are a tuple."""
        return answer_of(self.name, function, data)


@lru_cache(maxsize=20_000)
def question_of(name: str, function: str, arguments: tuple) -> bytes:
    selector, types, _ = functions_of(name)[function]
    return selector + encode(types, [raw(argument) for argument in arguments])


@lru_cache(maxsize=20_000)
def answer_of(name: str, function: str, data: bytes) -> object:
    values = tuple(known(value) for value in decode(functions_of(name)[function][2], data))
    return values[0] if len(values) == 1 else values


@lru_cache(maxsize=1_000)
def all_of(questions: tuple[tuple[str, bytes], ...]) -> bytes:
    """Calldata of ``ManyViews.ask``; from one step to the next most questions are the same."""
    selector, types, _ = functions_of("ManyViews")["ask"]
    return selector + encode(types, [questions])


def each_of(answers: bytes) -> list[tuple[bool, bytes]]:
    """What ``ManyViews.ask`` answered: by hand, as ``eth_abi`` takes longer for it than the chain."""

    def number(at: int) -> int:
        return int.from_bytes(answers[at : at + 32])

    found = []
    for place in range(number(32)):
        at = 64 + number(64 + 32 * place)
        data = at + number(at + 32)
        found.append((bool(number(at)), answers[data + 32 : data + 32 + number(data)]))
    return found


def raw(value: object) -> object:
    """An argument as ``eth_abi`` takes it: hashes as bytes, contracts as addresses."""
    if isinstance(value, Contract):
        return value.address
    if isinstance(value, str) and value.startswith("0x") and len(value) == 66:
        return bytes.fromhex(value[2:])
    if isinstance(value, (list, tuple)):
        return [raw(each) for each in value]
    return value


def known(value: object) -> object:
    """A value as the tests write it: addresses checksummed, bytes as hex, lists as tuples."""
    if isinstance(value, Contract):
        return value.address
    return tuple(known(each) for each in value) if isinstance(value, (list, tuple)) else plain(value)


def refusal_of(data: bytes) -> tuple:
    """(name, argument, ...) of what a call reverted with."""
    return tuple(known(value) for value in decoded(data))
