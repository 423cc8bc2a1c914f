import pytest

from tests.chain.auction.deployments import DEFAULTS, deploy_auction
from tests.chain.errors import reverts

UINT64 = 2**64 - 1


def test_all_settings_can_be_read(auction, credit, currency):
    assert auction.config().dict() == {"credit": credit.address, "currency": currency.address, **DEFAULTS}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lotGrams", 0),
        ("referenceBaseline", 0),
        ("unitValue", 0),
        ("floorPrice", 0),
        ("capPrice", DEFAULTS["floorPrice"] - 1),
        ("ticks", 0),
        ("ticks", 2_048),
        ("tickSize", 0),
        ("minimumSupply", 0),
        ("minimumSupply", 2**27),
        ("consignmentTime", 0),
        ("biddingTime", 0),
        ("extension", DEFAULTS["biddingTime"] + 1),
        ("clampLowBps", 10_001),
        ("clampHighBps", 9_999),
        ("minimumBidBps", 10_001),
    ],
)
def test_a_setting_out_of_its_range_is_named(deployer, credit, currency, name, value):
    with reverts("InvalidSetting", name, value):
        deploy_auction(deployer, credit, currency, **{name: value})


def test_the_ladders_top_must_fit_into_64_bits(deployer, credit, currency):
    fits = {"capPrice": UINT64 - 2_047 * 1_000, "ticks": 2_047, "tickSize": 1_000}
    auction = deploy_auction(deployer, credit, currency, **fits)
    assert auction.config()["capPrice"] == UINT64 - 2_047_000

    with reverts("InvalidSetting", "tickSize", 1_001):
        deploy_auction(deployer, credit, currency, **fits | {"tickSize": 1_001})


def test_tokens_must_be_contracts(deployer, credit, currency, alice):
    with reverts("InvalidSetting", "credit", 0):
        deploy_auction(deployer, alice, currency)
    with reverts("InvalidSetting", "currency", 0):
        deploy_auction(deployer, credit, alice)


def test_credit_and_currency_must_differ(deployer, credit):
    with reverts("InvalidSetting", "currency", int(credit.address, 16)):
        deploy_auction(deployer, credit, credit)
