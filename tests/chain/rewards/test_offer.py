"""Partners list rewards, under terms that never change."""

import pytest
from brownie import chain

from tests.chain.errors import reverts
from tests.chain.oracle.deployments import DAY, HOUR, deploy_oracle, open_vintage
from tests.chain.rewards.deployments import PRICE, RETIRES_FOR_HOLDER, STOCK, TERMS_HASH, offer, terms


def test_a_listing_says_what_was_offered(catalogue, credit, partner):
    expiry = chain[-1].timestamp + 30 * DAY
    offered = terms(credit, expiry=expiry, settlement=RETIRES_FOR_HOLDER, discountBps=2_500)

    tx = catalogue.offer(offered, {"from": partner})

    event = tx.events["RewardListed"]
    assert (tx.return_value, event["listing"], event["partner"], event["credit"]) == (1, 1, partner, credit)
    assert tuple(event["terms"]) == offered
    found = catalogue.listingOf(1)
    assert (found["partner"], found["redeemed"], found["delisted"]) == (partner, 0, False)
    assert dict(found["terms"].dict()) == {
        "credit": credit,
        "price": PRICE,
        "stock": STOCK,
        "expiry": expiry,
        "honourTime": 7 * DAY,
        "settlement": RETIRES_FOR_HOLDER,
        "discountBps": 2_500,
        "title": "Day pass on all buses",
        "termsURI": "https://example.org/day-pass",
        "termsHash": TERMS_HASH,
    }


def test_listings_count_up(catalogue, credit, partner):
    assert [offer(catalogue, partner, credit) for _ in range(2)] == [1, 2]
    assert catalogue.listings() == 2


def test_who_was_not_admitted_lists_nothing(catalogue, credit, stranger):
    with reverts("NotAdmitted", stranger):
        catalogue.offer(terms(credit), {"from": stranger})
    assert catalogue.listings() == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"price": 0}, ("NoPrice",)),
        ({"stock": 0}, ("NoStock",)),
        ({"expiry": 1_375_315_199}, ("ExpiryPassed", 1_375_315_199)),
        ({"honourTime": HOUR - 1}, ("HonourTimeOutOfRange", HOUR - 1, HOUR, 180 * DAY)),
        ({"honourTime": 180 * DAY + 1}, ("HonourTimeOutOfRange", 180 * DAY + 1, HOUR, 180 * DAY)),
        ({"discountBps": 10_001}, ("DiscountTooLarge", 10_001, 10_000)),
        ({"title": ""}, ("TitleLengthOutOfRange", 0, 80)),
        ({"title": "x" * 81}, ("TitleLengthOutOfRange", 81, 80)),
        ({"title": "two\nlines"}, ("ForbiddenCharacter", 10, 3)),
        ({"termsURI": "https://example.org/\u202e"}, ("ForbiddenCharacter", 0x202E, 20)),
        ({"termsURI": "x" * 281}, ("StatementTooLong", 281, 280)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value[0],
)
def test_terms_out_of_their_range_are_refused(catalogue, credit, partner, changes, error):
    with reverts(*error):
        catalogue.offer(terms(credit, **changes), {"from": partner})


def test_the_widest_terms_are_taken(catalogue, credit, partner):
    widest = {"price": 2**48 - 1, "stock": 2**32 - 1, "expiry": 2**40 - 1, "honourTime": 180 * DAY, "title": "é" * 40}
    listing = offer(catalogue, partner, credit, discountBps=10_000, **widest)
    found = catalogue.listingOf(listing)["terms"].dict()
    assert {name: found[name] for name in widest} == widest


def test_only_the_oracles_credits_are_accepted(catalogue, currency, partner, deployer, owner, guardian, stranger):
    other = open_vintage(deploy_oracle(deployer, owner=owner, guardian=guardian), owner)
    for wrong in (other, currency, stranger):
        with reverts("UnknownCredit", wrong):
            catalogue.offer(terms(wrong), {"from": partner})


def test_a_partner_ends_its_listing_once(catalogue, credit, partner):
    listing = offer(catalogue, partner, credit)

    tx = catalogue.delist(listing, {"from": partner})

    assert dict(tx.events["RewardDelisted"]) == {"listing": listing}
    assert catalogue.listingOf(listing)["delisted"]
    with reverts("ListingEnded", listing):
        catalogue.delist(listing, {"from": partner})


def test_nobody_else_ends_it(catalogue, credit, partner, owner):
    listing = offer(catalogue, partner, credit)
    with reverts("NotPartner", owner, partner):
        catalogue.delist(listing, {"from": owner})
    for number in (0, 2):
        with reverts("UnknownListing", number):
            catalogue.delist(number, {"from": partner})
        with reverts("UnknownListing", number):
            catalogue.listingOf(number)
