import pytest

from abate.errors import InputError
from abate.wallet.amounts import amount_text, credits_from, currency_from, lots_from


@pytest.mark.parametrize(("text", "units"), [("12.345", 12_345), ("0.001", 1), ("7", 7_000), ("1.5", 1_500)])
def test_credits_are_read_exactly(text, units):
    assert credits_from(text) == units


@pytest.mark.parametrize("text", ["1e3", "-1", "+1", "1,5", ".5", "5.", "", " 1", "NaN", "0x10", "١"])
def test_only_plain_numbers_are_amounts(text):
    with pytest.raises(InputError, match=r"AMOUNT: .* is not an amount"):
        credits_from(text)


def test_more_decimals_than_a_credit_has_are_refused():
    with pytest.raises(InputError, match=r"AMOUNT: 1\.2345 has more than 3 decimals"):
        credits_from("1.2345")


def test_nothing_is_no_amount():
    with pytest.raises(InputError, match="the amount must be above 0"):
        currency_from("0.000", 6)


def test_a_long_amount_loses_nothing():
    assert currency_from("12345678901234567890.123456", 6) == 12345678901234567890123456


@pytest.mark.parametrize("text", ["1.0", "0", "-3", "2147483648", "many"])
def test_lots_are_whole_numbers(text):
    with pytest.raises(InputError, match=r"LOTS: .* is not a whole number of lots"):
        lots_from(text)


def test_amounts_are_shown_with_all_decimals():
    assert amount_text(5, 6) == "0.000005"
    assert amount_text(12345678901234567890123456, 6) == "12345678901234567890.123456"
