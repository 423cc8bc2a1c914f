import pytest

from abate.deploy.code import is_same_code

# PUSH1 01, PUSH32 <immutable>, ADD, STOP
COMPILED = bytes.fromhex("6001" + "7f" + "00" * 32 + "0100")


def with_immutable(value: int) -> bytes:
    return COMPILED.replace(bytes(32), value.to_bytes(32, "big"))


@pytest.mark.parametrize("value", [0, 7, 2**256 - 1])
def test_an_immutable_may_have_any_value(value):
    assert is_same_code(COMPILED, with_immutable(value))


@pytest.mark.parametrize("place", [0, 1, 2, 35, 36])
def test_any_other_byte_must_be_equal(place):
    changed = bytearray(with_immutable(7))
    changed[place] ^= 1

    assert not is_same_code(COMPILED, bytes(changed))


def test_no_code_is_not_the_same_code():
    assert not is_same_code(COMPILED, b"")


def test_a_pushed_constant_may_not_differ():
    assert not is_same_code(bytes.fromhex("7f" + "11" * 32), bytes.fromhex("7f" + "22" * 32))


def test_a_push32_inside_pushed_data_hides_nothing():
    # PUSH2 7f00: the 7f is data, the zeros after it are STOPs, which must be equal
    compiled = bytes.fromhex("617f00" + "00" * 32)
    deployed = bytes.fromhex("617f00" + "00" * 31 + "01")

    assert not is_same_code(compiled, deployed)
