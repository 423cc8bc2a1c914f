"""The demo's programme reads into seconds, addresses and base units."""

from decimal import Decimal

from abate.programme import load_programme

from .conftest import DEMO

PROGRAMME = load_programme(DEMO)


def test_durations_are_seconds():
    oracle = PROGRAMME.oracle
    assert (oracle.challenge_window, oracle.admission_delay, oracle.closing_delay) == (259_200, 604_800, 31_536_000)


def test_prices_are_base_units_of_the_currency():
    terms = PROGRAMME.terms
    assert (terms.floor_price, terms.cap_price, terms.tick_size) == (20_000, 300_000, 2_000)
    assert terms.reference_baseline == 300_000
    assert terms.unit_value == 300_000  # 0.3 base units, in millionths
    assert terms.clamp == (8_000, 12_500)
    assert terms.minimum_bid == 100


def test_two_of_three_operators_sign():
    assert PROGRAMME.oracle.quorum == 2
    assert len(PROGRAMME.oracle.operators) == 3
    assert PROGRAMME.oracle.operators[0] == "0x90F79bf6EB2c4f870365E785982E1f101E93b906"


def test_files_lie_beside_the_programme():
    assert PROGRAMME.methodology == DEMO.parent / "methodology.toml"
    assert PROGRAMME.methodology.exists()


def test_every_home_has_an_account_and_a_limit_price_for_each_round():
    simulation = PROGRAMME.simulation
    assert simulation is not None
    assert simulation.rounds == ("2013-07", "2013-08", "2013-09")
    assert len({home.account for home in simulation.home}) == 10
    assert {home.person: home.limit_prices for home in simulation.home}["10006704"][0] == Decimal("0.142")
