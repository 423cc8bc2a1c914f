import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts

FIRST = 1 << 32
SECOND = FIRST + 60


@pytest.fixture
def half_sold(market, seller, sellers, alice):
    """60 and 40 lots were consigned, 51 are sold at 10,000."""
    market.open()
    market.consign(seller, 60)
    market.consign(sellers[1], 40)
    market.start_bidding()
    market.bid(alice, 3, 51)
    market.end()


def test_a_seller_gets_money_for_its_share_and_the_rest_back(auction, market, credit, half_sold, seller, stranger):
    tx = auction.pay(FIRST, {"from": stranger})

    # floor(60 x 51 / 100) = 30
    assert tx.return_value == 30
    assert tx.events["SellerPaid"] == {
        "round": 1,
        "seller": seller,
        "id": FIRST,
        "sold": 30,
        "proceeds": 300_000,
        "returned": 30,
    }
    assert auction.vaultOf(seller) == 300_000
    assert credit.balanceOf(seller) == 30_000
    assert auction.consignmentOf(FIRST)["seller"] == "0x" + "0" * 40


def test_the_sellers_shares_add_up(auction, half_sold, sellers, stranger):
    auction.pay(SECOND, {"from": stranger})
    # 51 - floor(60 x 51 / 100)
    assert auction.vaultOf(sellers[1]) == 21 * 10_000


def test_a_consignment_is_paid_once(auction, half_sold, stranger):
    auction.pay(FIRST, {"from": stranger})
    with reverts("UnknownConsignment", FIRST):
        auction.pay(FIRST, {"from": stranger})


def test_nothing_is_paid_before_the_round_is_final(auction, market, seller, stranger):
    market.offer(seller, 100)
    with reverts("RoundNotFinal", 1):
        auction.pay(FIRST, {"from": stranger})


def test_everything_comes_back_from_a_round_without_enough_supply(auction, market, credit, seller, stranger):
    market.offer(seller, 9)
    tx = auction.pay(FIRST, {"from": stranger})

    assert (tx.return_value, tx.events["SellerPaid"]["returned"]) == (0, 9)
    assert credit.balanceOf(seller) == 9_000
    assert auction.vaultOf(seller) == 0


def test_a_seller_is_paid_before_any_winner_claims(auction, market, half_sold, credit, seller, alice, stranger):
    auction.pay(FIRST, {"from": stranger})
    auction.withdraw(300_000, {"from": seller})
    assert auction.claim(alice, {"from": stranger}).return_value == 51


def test_paying_many_passes_over_what_cannot_be_paid(auction, half_sold, seller, sellers, stranger):
    tx = auction.payMany([FIRST, FIRST, 99, SECOND], {"from": stranger})

    assert tx.return_value == 2
    assert [event["id"] for event in tx.events["PaymentSkipped"]] == [FIRST, 99]
    assert auction.vaultOf(seller) + auction.vaultOf(sellers[1]) == 51 * 10_000


def test_a_seller_whose_credits_cannot_return_does_not_stop_the_others(
    OddToken, deployer, currency, stranger, seller, sellers
):
    odd = deployer.deploy(OddToken)
    market = Market(deploy_auction(deployer, odd, currency), odd, currency, stranger)
    market.open()
    ids = [market.consign(who, 20) for who in (seller, sellers[1])]
    market.start_bidding()
    market.end()
    odd.refuse(seller, True, {"from": deployer})

    tx = market.auction.payMany(ids, {"from": stranger})
    assert tx.return_value == 1
    assert tx.events["PaymentSkipped"]["id"] == ids[0]
    assert market.lots_of(sellers[1]) == 20
    assert market.auction.consignmentOf(ids[0])["seller"] == seller
