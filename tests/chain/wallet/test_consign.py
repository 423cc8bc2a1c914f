from abate.chain.local_time import advance_to


def test_consigning_moves_whole_lots_and_names_the_consignment(as_person, contracts, alice, holders, open_round):
    done = as_person("alice", "consign", 30, "--json")

    assert (done.code, done.json["round"], done.json["lots"], done.json["credits"]) == (0, 1, 30, "30.000")
    assert done.err == "approving 30.000 credits for the auction\n"
    found = contracts.auction.consignment_of(int(done.json["consignment"]))
    assert (found.seller, found.round, found.lots) == (alice.address, 1, 30)
    assert contracts.credit.balance_of(alice.address) == 20_000


def test_more_lots_than_the_wallet_holds_are_refused(as_person, alice, holders, open_round):
    refused = as_person("alice", "consign", 51)

    assert refused.code == 2
    assert refused.err == "abate: LOTS: 51 lots are 51.000 credits, the wallet holds 50.000\n"


def test_without_a_round_there_is_nothing_to_consign_to(as_person, holders):
    assert as_person("alice", "consign", 1).err == "abate: no auction round was opened yet\n"


def test_a_round_that_got_too_little_is_final_at_once(as_person, contracts, holders, open_round):
    as_person("alice", "consign", 9)
    advance_to(contracts.chain, contracts.auction.round_of(open_round).start)

    assert as_person("bob", "bid", 1, "0.1").err == "abate: round 1 is in its stage final, not in bidding\n"
