from abate.chain.local_time import advance_to


def test_a_bid_takes_the_highest_tick_within_the_limit(as_person, contracts, carol, bidding):
    done = as_person("carol", "bid", 12, "0.0279", "--json")

    assert (done.code, done.json["tick"], done.json["price"]) == (0, 4, "0.026000")
    assert done.json["escrow"] == "0.312000"
    found = contracts.auction.bid_of(carol.address)
    assert (found.round, found.tick, found.lots) == (1, 4, 12)
    assert contracts.auction.vault_of(carol.address) == 10_000_000 - 12 * 26_000


def test_a_limit_above_the_ladder_bids_on_its_last_tick(as_person, contracts, carol, bidding):
    done = as_person("carol", "bid", 1, "5", "--json")

    assert (done.json["tick"], done.json["price"]) == (256, "0.530000")


def test_a_limit_below_the_opening_price_is_refused(as_person, carol, bidding):
    before = carol.nonce

    refused = as_person("carol", "bid", 1, "0.019999")

    assert refused.code == 2
    assert refused.err == "abate: PRICE: 0.019999 LOC is too low: bids must be 0.020000 LOC or more by now\n"
    assert carol.nonce == before


def test_a_bid_beyond_the_vault_says_how_much_is_missing(as_person, carol, bidding):
    refused = as_person("carol", "bid", 40, "0.3")

    assert refused.code == 2
    assert "the bid needs 12.000000 LOC, the vault holds 10.000000 LOC" in refused.err
    assert "deposit 2.000000 LOC first: abate deposit" in refused.err


def test_more_lots_than_the_round_offers_are_refused_by_the_contract(as_person, bidding):
    refused = as_person("carol", "bid", 41, "0.1")

    assert refused.code == 1
    assert "bidding refused: A number of lots is below `minimum` or above `maximum`." in refused.err
    assert "[LotsOutOfRange (lots 41, minimum 1, maximum 40)]" in refused.err


def test_whoever_was_outbid_bids_again_with_the_same_money(as_person, contracts, carol, bidding):
    as_person("carol", "bid", 40, "0.02")
    as_person("alice", "bid", 40, "0.1")
    as_person("bob", "bid", 1, "0.1")

    done = as_person("carol", "bid", 40, "0.24", "--json")

    assert (done.code, done.json["escrow"]) == (0, "9.600000")
    assert contracts.auction.vault_of(carol.address) == 10_000_000 - 40 * 240_000


def test_a_standing_bid_stays_and_gets_another_step(as_person, contracts, carol, bidding):
    as_person("carol", "bid", 10, "0.05")

    done = as_person("carol", "bid", 10, "0.06")

    assert done.code == 0
    steps, _ = contracts.auction.steps_of(carol.address)
    assert [(step.lots, step.before) for step in steps] == [(10, 0), (10, 0)]


def test_the_price_that_is_still_taken_rises_with_the_clock(as_person, bidding):
    as_person("carol", "bid", 40, "0.03")
    as_person("alice", "bid", 40, "0.03")

    refused = as_person("bob", "bid", 1, "0.03")

    assert refused.code == 2
    assert refused.err == "abate: PRICE: 0.030000 LOC is too low: bids must be 0.032000 LOC or more by now\n"


def test_a_bid_of_an_earlier_round_is_settled_first(as_person, contracts, carol, holders, bidding):
    as_person("carol", "bid", 12, "0.026")
    advance_to(contracts.chain, contracts.auction.round_of(1).end)
    as_person("carol", "round", "--open")
    as_person("alice", "consign", 20)
    advance_to(contracts.chain, contracts.auction.round_of(2).start)

    done = as_person("carol", "bid", 5, "0.05", "--json")

    assert (done.code, done.json["round"]) == (0, 2)
    assert done.err == "settling your bid of round 1 first\n"
    assert contracts.credit.balance_of(carol.address) == 12_000


def test_consigning_is_over_when_bidding_begins(as_person, bidding):
    refused = as_person("alice", "consign", 1)

    assert refused.code == 2
    assert refused.err == "abate: round 1 is in its stage bidding, not in consignment\n"


def test_a_bid_and_its_money_are_shown(as_person, abate, carol, bidding):
    as_person("carol", "bid", 12, "0.026")

    found = abate("balance", "--account", carol.address, "--json").json

    assert (found["escrow"], found["vault"]) == ("0.312000", "9.688000")
    assert found["bid"] == {"round": 1, "tick": 4, "lots": 12}
