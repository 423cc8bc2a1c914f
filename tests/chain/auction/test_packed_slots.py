"""Every packed field at its widest keeps to itself."""

import pytest

from tests.chain.errors import reverts

U8, U16, U32, U40, U64 = (2**bits - 1 for bits in (8, 16, 32, 40, 64))
SUPPLY_MAX = 2**27 - 1


@pytest.fixture(scope="module")
def math(AuctionMath, deployer):
    return deployer.deploy(AuctionMath)


@pytest.mark.parametrize(
    "fields",
    [
        (U64, U40, U8, SUPPLY_MAX, SUPPLY_MAX, 2_047),
        (U64, 1, 0, 0, 0, 0),
        (1, U40, 0, 0, 0, 0),
        (1, 1, U8, 0, 0, 0),
        (1, 1, 0, U32, 0, 0),
        (1, 1, 0, 0, U32, 0),
        (1, 1, 0, 0, 0, U16),
    ],
)
def test_a_rounds_fields(math, fields):
    price, end, extensions, supply, lots, clock = fields
    assert math.packedRound(*fields) == (price, end, extensions, supply, lots, lots, clock)


@pytest.mark.parametrize(
    "fields",
    [
        (2**112 - 1, U32, U16, U32, U32),
        (2**112 - 1, 0, 0, 0, 0),
        (0, U32, 0, 0, 0),
        (0, 0, U16, 0, 0),
        (0, 0, 0, U32, 0),
        (0, 0, 0, 0, U32),
    ],
)
def test_an_accounts_fields(math, fields):
    assert math.packedAccount(*fields) == fields


def test_a_vault_beyond_its_field_is_refused(math):
    with reverts("VaultOverflow", 0, 2**112):
        math.packedAccount(2**112, 0, 0, 0, 0)


def test_a_ticks_demand_at_its_widest_keeps_to_its_lane(math, alice):
    for tick in (1, 2, 7, 8):
        math.add(1, tick, 2**28 - 1, {"from": alice})
    assert [math.demandAt(1, tick) for tick in range(10)] == [0, 2**28 - 1, 2**28 - 1, 0, 0, 0, 0] + [2**28 - 1] * 2 + [
        0
    ]


def test_another_rounds_word_is_stale(math, alice):
    math.add(1, 9, 5, {"from": alice})
    math.clear({"from": alice})
    assert math.demandAt(2, 9) == 0
    assert math.add(2, 10, 6, {"from": alice}).return_value == 0
    assert [math.demandAt(2, tick) for tick in (9, 10)] == [0, 6]


def test_the_clock_walks_from_the_first_tick_to_the_last(math, alice):
    for tick in (1, 7, 8, 2_047):
        math.add(1, tick, 10, {"from": alice})

    assert math.advance(0, 40, 30, 256) == (1, 30)
    assert math.advance(0, 40, 29, 256) == (7, 20)
    assert math.advance(0, 40, 10, 256) == (8, 10)
    assert math.advance(0, 40, 9, 256) == (2_047, 0)
    assert math.advance(0, 40, 40, 256) == (0, 40)


def test_the_last_word_that_is_always_marked_stops_no_walk(math, alice):
    math.clear({"from": alice})
    for tick in (9, 300):
        math.add(1, tick, 10, {"from": alice})
    assert math.advance(0, 20, 9, 256) == (300, 0)

    math.add(1, 2_040, 10, {"from": alice})
    assert math.advance(0, 30, 10, 256) == (300, 10)
    assert math.advance(0, 30, 9, 256) == (2_040, 0)


def test_the_clock_stops_at_a_words_end_when_its_words_are_spent(math, alice):
    for tick in (1, 7, 8, 2_047):
        math.add(1, tick, 10, {"from": alice})

    assert math.advance(0, 40, 9, 1) == (7, 20)
    assert math.advance(7, 20, 9, 1) == (15, 10)
    assert math.advance(15, 10, 9, 1) == (2_047, 0)


@pytest.mark.parametrize(("before", "lots", "available", "total"), [(0, 1, 0, 1), (1, 2, 2, 3), (U32, U32, U32, U32)])
def test_shares_are_those_of_the_formula(math, before, lots, available, total):
    expected = (before + lots) * available // total - before * available // total
    assert math.share(before, lots, available, total) == expected


@pytest.mark.parametrize(
    "flags", [(3, True, 2**28 - 1), (3, False, 0), (0, True, 0), (0, False, 2**28 - 1), (0, False, 0)]
)
def test_an_accounts_flags_beside_the_widest_bid(math, flags):
    further, retires, nonce = flags
    fields, after, before = math.packedFlags(*flags)

    assert tuple(fields) == (further, int(retires), nonce)
    assert before == U32
    # the bid leaves, the nonce and the vault stay
    assert tuple(after) == (0, nonce, 2**112 - 1)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_further_step_between_the_widest(math, index):
    widest = [U16, U32, U32]
    for own in ([0, 0, 0], [1, 2, 3], widest):
        wanted = widest * 3
        wanted[3 * index : 3 * index + 3] = own
        assert list(math.packedSteps(index, *own)) == wanted
