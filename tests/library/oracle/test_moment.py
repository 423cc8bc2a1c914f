"""A batch's place is checked before anything is bound to it."""

import pytest

from abate.errors import InputError
from abate.oracle.moment import Deployment, Moment
from tests.library.oracle.conftest import ORACLE


@pytest.mark.parametrize("oracle", [ORACLE.lower(), ORACLE[:-1], "the oracle"], ids=["no capitals", "short", "words"])
def test_an_oracle_without_a_valid_checksum_is_refused(oracle):
    with pytest.raises(InputError) as refused:
        Deployment(1337, oracle)
    assert str(refused.value) == f"oracle: {oracle!r} is not an address with a valid checksum"


@pytest.mark.parametrize(
    ("field", "value", "bits"),
    [
        ("vintage", 0, 16),
        ("vintage", 2**16, 16),
        ("sequence", 0, 32),
        ("sequence", 2**32, 32),
        ("through", -1, 40),
        ("through", 2**40, 40),
    ],
)
def test_a_number_that_the_oracle_does_not_take_is_refused(moment, field, value, bits):
    with pytest.raises(InputError) as refused:
        Moment(**{**vars(moment), field: value})
    assert str(refused.value) == f"{field}: {value} is not a number from 1 to 2**{bits} - 1"
