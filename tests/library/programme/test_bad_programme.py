"""A wrong programme is one line that names the file and the key."""

import pytest

from abate.errors import InputError
from abate.programme import load_programme

ONE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("vintage = 2013", "vintage = 2013\ncolour = 1", "colour: unknown key; known keys: auction, bonds, currency, "),
        ("quorum = 2", "quorums = 2", "oracle.quorums: unknown key; known keys: admission_delay, "),
        ("[bonds]", '[rewards]\npartners = ["0x12"]\n[bonds]', "rewards.partners[0]: '0x12' is no address"),
        ("[bonds]", f'[rewards]\ncauses = ["{ONE}", "{ONE}"]\n[bonds]', f"rewards.causes: {ONE} is named twice"),
        ("[bonds]", f'[rewards]\ncauses = ["0x{"0" * 40}"]\n[bonds]', "rewards.causes: the zero address is nobody"),
        ("quorum = 2\n", "", "oracle.quorum: this key is missing"),
        ("quorum = 2", "quorum = 1", "oracle: a quorum of 1 must be more than half of 3 operators"),
        ("quorum = 2", "quorum = 4", "oracle: a quorum of 4 must be more than half of 3 operators"),
        ('"3d"\nadmission', '"3 days"\nadmission', "oracle.challenge_window: '3 days' is no duration: "),
        (
            '"7d"',
            '"6d"',
            "oracle.admission_delay must be longer than 518400 s, the longest way",
        ),
        ("79C8", "79C9", "has a wrong checksum: a digit is mistyped"),
        ('owner = "0x70', 'owner = "0x', "oracle.owner: '0x997970C51812dc3A010C7d01b50e0d17dc79C8' is no address"),
        ("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", "0x90F79bf6EB2c4f870365E785982E1f101E93b906", "is named twice"),
        ('floor_price = "0.02"', "floor_price = 0.02", "auction.floor_price: 0.02 is not exact: write it as a string"),
        ('tick_size = "0.002"', 'tick_size = "0.0020001"', "0.0020001 has more than the 6 decimals of LOC"),
        ('cap_price = "0.30"', 'cap_price = "0.01"', "floor_price 0.02 must be above 0 and at most cap_price 0.01"),
        ('["0.8", "1.25"]', '["1.1", "1.25"]', "auction: clamp must enclose 1"),
        ('"0.0000003"', '"0.0000000000003"', "unit_value 3E-13 has more than 12 decimals or is too big"),
        ('minimum_bid = "0.01"', 'minimum_bid = "2"', "auction: minimum_bid 2 must be at most 1"),
        ('minimum_bid = "0.01"', 'minimum_bid = "0.00001"', "auction: minimum_bid 0.00001 has more than 4 decimals"),
        ('["0.8", "1.25"]', '["0.8", "1.25001"]', "auction: clamp 1.25001 has more than 4 decimals"),
        (
            'minimum_bid = "0.01"',
            'minimum_bid = "0.01"\npurchase_limit = "0.005"',
            "auction: purchase_limit 0.005 must be above 0, from minimum_bid to 1",
        ),
        ('tick_size = "0.002"', 'tick_size = "0"', "tick_size, unit_value and reference_baseline_kg must be above 0"),
        ('floor_price = "0.02"', 'floor_price = "-0.02"', "auction.floor_price: '-0.02' must be zero or more"),
        ('floor_price = "0.02"', 'floor_price = "NaN"', "auction.floor_price: 'NaN' must be zero or more"),
        (
            'cap_price = "0.30"',
            'cap_price = "18446744073709.5"',
            "cap_price and ticks x tick_size together exceed 64 bits of base units",
        ),
        ('manifest = "../../samples/sydney-homes/manifest.toml"', "manifest = 7", "manifest: 7 is no file name"),
        ('manifest = "../../samples/sydney-homes/manifest.toml"', 'manifest = ""', "manifest: '' is no file name"),
        ('extension = "1h"', 'extension = "4d"', "auction: extension must not be longer than bidding_time"),
        (
            '"365d"',
            '"6d"',
            "oracle.closing_delay must be longer than 518400 s, the longest way",
        ),
        ('"365d"', '"3661d"', "oracle.closing_delay is longer than 3660 days"),
        ('"5d"', '"367d"', "bonds.suspension is longer than 366 days"),
        (
            'demand_time = "2d"',
            'demand_time = "3d"',
            "demands.demand_time must be shorter than oracle",
        ),
        ('answer_time = "1d"', 'answer_time = "2d"', "demands: answer_time must be shorter than demand_time"),
        (
            'proving_time = "1d"',
            'proving_time = "9m"',
            "demands.proving_time: 540: input should be greater",
        ),
        ('bond = "5"', 'bond = "0"', "demands.bond: input should be greater than 0"),
        ('stake = "250"', 'stake = "0.0000001"', "1E-7 has more than the 6 decimals of LOC"),
        ('stake = "250"', 'stake = "250.000001"', "disputes.stake must be at most bonds.slice"),
        ('defence_time = "1d"', 'defence_time = "3d"', "disputes: defence_time must be shorter than ruling_time"),
        (
            "0x976EA74026E726554dB657fA54763abd0C3a0aa9",
            "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
            "disputes.arbiter 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65 is one of the operators",
        ),
        ("ticks = 256", "ticks = 2048", "auction.ticks: 2048: input should be less than or equal to 2047"),
        (
            "minimum_supply_lots = 10",
            f"minimum_supply_lots = {2**27}",
            "auction.minimum_supply_lots: 134217728: input should be less than 134217728",
        ),
        ('slice = "250"', 'slice = "1001"', "bonds: a slice of 1001 is more than the bond of 1000"),
        (
            'unbonding = "14d"',
            'unbonding = "12d"',
            "bonds.unbonding must be longer than twice 518400 s, the longest way",
        ),
        ('size = "1000"', 'size = "1000.0000001"', "1000.0000001 has more than the 6 decimals of LOC"),
        ("grams_per_bond = 5_000_000", "grams_per_bond = 0", "bonds.grams_per_bond: 0: input should be greater than 0"),
        ("decimals = 6", "decimals = 18", "currency.decimals: 18: input should be less than or equal to 8"),
        ("local = true ", "local = false ", "currency: either local = true or an address, not both"),
        ("account = 13", "account = 8", "simulation: account 8 of 10017554 is taken"),
        ("account = 13", "acount = 13", "simulation.home[3].acount: unknown key; known keys: account, "),
        (
            'person = "10017554"\n',
            'person = "10017554"\nsize = 1\n',
            "simulation.home[3].size: unknown key; known keys: account, ",
        ),
        ('"0.108", "0.112", ', "", "simulation: 10018250 has 1 limit_prices for 3 rounds"),
        ("lots = [8, 8, 4]", "lots = [8, 8]", "simulation: neighbour A has 2 lots for 3 rounds"),
        ("account = 40", "account = 29", "simulation.neighbour[0].account: 29: input should be greater than or equal"),
        ("account = 41", "account = 40", "simulation: account 40 of neighbour B is taken"),
        ("account = 13", "account = 30", "simulation.home[3].account: 30: input should be less than 30"),
        ('"neighbour B"', '"neighbour A"', "simulation: neighbour A is named twice"),
        ("percent = 60", "percent = 50", "the steps of 10006704 do not add up to 100 percent"),
        ('"0.156"', '"0.1560001"', "0.1560001 has more than the 6 decimals of LOC"),
        ("signers = [1, 3]", "signers = [1, 4]", "simulation: operator 4 is none of the 3 operators"),
        ("operator = 2 ", "operator = 4 ", "simulation: operator 4 is none of the 3 operators"),
        ("signers = [1, 3]", "signers = [1]", "simulation: 1 signers are no quorum of 2"),
        ("signers = [1, 3]", "signers = [1, 2, 3]", "simulation: nobody is left to challenge the false batch"),
        (
            'period = "2013-07"\noperator',
            'period = "2013-01"\noperator',
            "simulation: 2013-01 is none of the rounds",
        ),
        ('person = "10018064"\nfactor', 'person = "nobody"\nfactor', "simulation: nobody is none of the homes"),
    ],
)
def test_names_file_and_key(changed, old, new, says):
    file = changed(old, new)
    with pytest.raises(InputError) as caught:
        load_programme(file)
    text = str(caught.value)
    assert text.startswith(f"{file}: ")
    assert says in text
    assert "\n" not in text


REWARD = """
[[simulation.reward]]
partner = "a partner"
account = 27
title = "A day of leave"
price = "1"
stock = 1
person = "{person}"
"""
DONATION = """
[[simulation.donation]]
cause = "a cause"
account = 28
retires = false
credits = "1"
statement = ""
person = "10017554"
"""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (REWARD.format(person="nobody"), "simulation: nobody is none of the homes"),
        (REWARD.format(person="10017554"), "simulation: account 27 of a partner is none of rewards.partners"),
        (DONATION, "simulation: account 28 of a cause is none of rewards.causes"),
    ],
)
def test_who_spends_is_a_home_and_who_takes_is_admitted(tmp_path, demo_text, more, says):
    file = tmp_path / "programme.toml"
    file.write_text(demo_text + more)
    with pytest.raises(InputError) as caught:
        load_programme(file)
    assert str(caught.value) == f"{file}: {says}"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml: cannot be read \(No such file or directory\)"):
        load_programme(tmp_path / "none.toml")


def test_a_file_that_is_not_toml_is_named(tmp_path):
    file = tmp_path / "programme.toml"
    file.write_text("name = ")
    with pytest.raises(InputError, match=r"programme\.toml: is not TOML: "):
        load_programme(file)
