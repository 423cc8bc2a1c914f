"""What reports show against what operators signed before they saw each other's figures."""

import pytest
from eth_account import Account
from eth_keys.datatypes import Signature

from tests.chain.challenges.reports import OBSERVERS, post_people, prove, right, root_message, salt, sign_root
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, SLICE, VINTAGE

SALT = salt("observations")
ALL = COMMITTEE.addresses


@pytest.fixture
def posted(oracle, alice, bob, relayer):
    """The report of Alice shows the second operator's emissions as 400; that operator observed 700."""
    seen = [right(alice, observed=((1000, 400, 1), (1000, 700, 1), (1000, 400, 1))), right(bob)]
    return post_people(oracle, [right(alice), right(bob)], relayer, seen=seen)


def proof(batch, row, place, seen):
    observed, siblings = seen
    return (batch.posting, batch.roots, place, observed, siblings, batch.numbers(row), SALT)


def observed_by(batch, person, row, place):
    return (person.observation(place), batch.observed[place].proof(row))


def test_promise_5_an_observation_that_nobody_made_falls(oracle, challenges, posted, alice, stranger):
    really = right(alice, observed=((1000, 400, 1), (1000, 700, 1), (1000, 400, 1)))
    seen = observed_by(posted, really, 0, 1)
    tx = prove(challenges, "proveWrongObservation", *proof(posted, 0, 1, seen), challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 5
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_the_observation_that_was_made_is_no_fault(challenges, posted, stranger):
    for row, place in ((0, 0), (1, 1)):
        with reverts("NoFault"):
            seen = posted.observation(row, place)
            prove(challenges, "proveWrongObservation", *proof(posted, row, place, seen), challenger=stranger)


def test_an_observation_outside_the_signed_root_is_refused(challenges, posted, alice, stranger):
    invented = (right(alice).observation(1), posted.observed[1].proof(0))

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveWrongObservation", *proof(posted, 0, 1, invented), challenger=stranger)


def test_anothers_observation_is_refused(challenges, posted, alice, bob, stranger):
    with reverts("DifferentAccounts", bob, alice):
        seen = posted.observation(1, 0)
        prove(challenges, "proveWrongObservation", *proof(posted, 0, 0, seen), challenger=stranger)


def test_roots_that_the_batch_does_not_name_are_refused(challenges, posted, stranger):
    cut = (posted.posting, posted.roots[:2], 0, *posted.observation(0, 0), posted.numbers(0), SALT)

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveWrongObservation", *cut, challenger=stranger)


def test_a_place_beyond_the_roots_is_refused(challenges, posted, stranger):
    with reverts("PlaceOutOfRange", 3, 3):
        beyond = proof(posted, 0, 3, posted.observation(0, 0))
        prove(challenges, "proveWrongObservation", *beyond, challenger=stranger)
    with reverts("PlaceOutOfRange", 3, 3):
        prove(challenges, "proveUnsignedRoot", posted.posting, posted.roots, 3, SALT, challenger=stranger)


def test_a_report_that_leaves_an_observation_out_falls(oracle, challenges, alice, bob, relayer, stranger):
    """Whichever of the others is shown, and although each that is there was made."""
    short = right(alice, observed=((1000, 400, 1),) * 2)
    batch = post_people(oracle, [short, right(bob)], relayer, seen=[right(alice), right(bob)])
    shown = proof(batch, 0, 0, batch.observation(0, 0))
    tx = prove(challenges, "proveWrongObservation", *shown, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 5
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_another_posting_is_refused(challenges, posted, stranger):
    fields, signers, time = posted.posting
    other = ((fields, signers, time + 1), posted.roots, 0, *posted.observation(0, 0), posted.numbers(0), SALT)

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveWrongObservation", *other, challenger=stranger)


def test_a_root_that_somebody_else_signed_falls(oracle, challenges, alice, bob, relayer, stranger):
    batch = post_people(oracle, [right(alice), right(bob)], relayer, forged=1)

    for place in (0, 2):
        with reverts("NoFault"):
            prove(challenges, "proveUnsignedRoot", batch.posting, batch.roots, place, SALT, challenger=stranger)
    tx = prove(challenges, "proveUnsignedRoot", batch.posting, batch.roots, 1, SALT, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 6
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_the_digest_is_what_operators_sign(challenges, posted):
    """EIP-712 by another library."""
    message = root_message(posted.batch, posted.observed[0], 0, 2)
    r, vs = sign_root(posted.oracle, OBSERVERS[0], message)

    digest = challenges.digestOf(list(message.values()))
    v, s = 27 + (vs[0] >> 7), int.from_bytes(vs, "big") % 2**255
    signature = Signature(vrs=(v - 27, int.from_bytes(r, "big"), s))
    assert signature.recover_public_key_from_msg_hash(bytes(digest)).to_checksum_address() == OBSERVERS[0].address


@pytest.fixture
def two(oracle, challenges, posted):
    """The first observer's root of the posted batch, and another one for the same batch."""
    first = root_message(posted.batch, posted.observed[0], 0, 2)
    second = {**first, "root": hexed(salt("another root"))}
    operator = OBSERVERS[0]
    return operator.address, [(list(each.values()), sign_root(oracle, operator, each)) for each in (first, second)]


def arguments(operator, pairs):
    (one, one_signed), (other, other_signed) = pairs
    return (operator, one, one_signed, other, other_signed, ALL, SALT)


def test_who_signs_two_roots_for_one_batch_is_slashed_alone(oracle, challenges, registry, two, posted, stranger):
    operator, pairs = two
    tx = prove(challenges, "proveTwoRoots", *arguments(operator, pairs), challenger=stranger)

    assert dict(tx.events["TwoRootsProven"][0]) == {
        "operator": operator,
        "vintage": VINTAGE,
        "sequence": 1,
        "challenger": stranger,
    }
    assert [registry.operatorOf(each)[0] for each in ALL] == [BOND - SLICE, BOND, BOND, BOND, BOND]
    assert (registry.rewardOf(stranger), registry.destroyed()) == (SLICE // 2, SLICE - SLICE // 2)
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL[1:], 3)
    assert oracle.pendingBatch(VINTAGE)[1] != 0


def test_who_holds_no_bond_has_nothing_to_lose(oracle, challenges, registry, posted, stranger):
    """Anybody can sign two roots: that takes nothing from anybody and pays nothing."""
    nobody = Account.from_key(salt("nobody"))
    first = root_message(posted.batch, posted.observed[0], 0, 2)
    second = {**first, "root": hexed(salt("another root"))}
    pairs = [(list(each.values()), sign_root(oracle, nobody, each)) for each in (first, second)]
    tx = prove(challenges, "proveTwoRoots", *arguments(nobody.address, pairs), challenger=stranger)

    assert tx.events["BondSlashed"] == {"operator": nobody.address, "amount": 0, "bond": 0}
    assert tx.events["SlashShared"] == {"challenger": stranger, "reward": 0, "destroyed": 0}
    assert (registry.rewardOf(stranger), registry.destroyed()) == (0, 0)
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_once_for_each_batch(challenges, two, stranger):
    operator, pairs = two
    prove(challenges, "proveTwoRoots", *arguments(operator, pairs), challenger=stranger)
    again = (*arguments(operator, pairs)[:-2], ALL[1:], salt("again"))

    with reverts("AlreadyProven", operator, VINTAGE, 1):
        prove(challenges, "proveTwoRoots", *again, challenger=stranger)


def test_the_same_root_twice_is_no_fault(challenges, two, stranger):
    operator, pairs = two

    with reverts("NoFault"):
        prove(challenges, "proveTwoRoots", *arguments(operator, [pairs[0], pairs[0]]), challenger=stranger)


@pytest.mark.parametrize("later", [{"sequence": 2}, {"vintage": VINTAGE + 1}])
def test_roots_of_two_batches_are_no_fault(oracle, challenges, two, stranger, later):
    operator, (first, _) = two
    names = ("vintage", "sequence", "through", "methodologyId", "factorSetHash", "root", "evidenceHash", "count")
    message = {**dict(zip(names, first[0], strict=True)), **later}
    second = (list(message.values()), sign_root(oracle, OBSERVERS[0], message))

    with reverts("DifferentMoments"):
        prove(challenges, "proveTwoRoots", *arguments(operator, [first, second]), challenger=stranger)


@pytest.mark.parametrize("foreign", [{"chainId": 1}, {"verifyingContract": "0x" + "11" * 20}])
def test_a_root_for_another_chain_or_oracle_proves_nothing_here(oracle, challenges, two, posted, stranger, foreign):
    """Else an operator of two deployments could be slashed for being honest in both."""
    operator, (first, _) = two
    message = {**root_message(posted.batch, posted.observed[0], 0, 2), "root": hexed(salt("root of elsewhere"))}
    second = (list(message.values()), sign_root(oracle, OBSERVERS[0], message, **foreign))

    with pytest.raises(Exception) as caught:
        prove(challenges, "proveTwoRoots", *arguments(operator, [first, second]), challenger=stranger)
    name, expected, signer = decoded(revert_data(caught.value))
    assert (name, expected) == ("NotSignedBy", operator)
    assert signer != operator


def test_roots_that_another_signed_are_no_fault(challenges, two, stranger):
    operator, pairs = two

    with reverts("NotSignedBy", OBSERVERS[1].address, operator):
        prove(challenges, "proveTwoRoots", *arguments(OBSERVERS[1].address, pairs), challenger=stranger)
