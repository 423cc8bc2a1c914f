import pytest

from abate.chain.sender import Sender


def test_retiring_destroys_exactly_that_and_makes_a_certificate(as_person, contracts, alice, holders):
    done = as_person("alice", "retire", "1.234", "--statement", "For my trip to Łódź", "--json")

    assert (done.code, done.json["certificate"], done.json["credits"]) == (0, "20130000000001", "1.234")
    assert done.err == "approving 1.234 credits for the certificate\n"
    found = contracts.certificate.retirement_of(20130000000001)
    assert (found.beneficiary, found.amount, found.statement) == (alice.address, 1_234, "For my trip to Łódź")
    assert contracts.credit.balance_of(alice.address) == 48_766
    assert contracts.credit.total_burnt() == 1_234


def test_the_certificate_can_be_in_anothers_name(as_person, contracts, carol, holders):
    as_person("alice", "retire", "2", "--for", carol.address)

    assert contracts.certificate.owner_of(20130000000001) == carol.address
    assert contracts.certificate.retired_for(carol.address) == 2_000


def test_the_drawing_can_be_saved(as_person, holders, tmp_path):
    done = as_person("alice", "retire", "1.5", "--statement", "A quiet week", "--svg", tmp_path / "certificate.svg")

    drawing = (tmp_path / "certificate.svg").read_text()
    assert drawing.startswith("<svg")
    assert "A quiet week" in drawing
    assert f"drawing saved in {tmp_path / 'certificate.svg'}" in done.err


def test_more_than_the_wallet_holds_is_refused(as_person, contracts, alice, holders):
    before = alice.nonce

    refused = as_person("alice", "retire", "50.001")

    assert refused.code == 2
    assert refused.err == "abate: AMOUNT: the wallet holds 50.000 credits, less than 50.001\n"
    assert alice.nonce == before


def test_a_statement_that_cannot_be_shown_is_refused_in_plain_words(as_person, contracts, alice, holders):
    refused = as_person("alice", "retire", "1", "--statement", "line\nbreak")

    assert refused.code == 1
    assert "retiring refused: The statement holds a character that is not for display" in refused.err
    assert "[ForbiddenCharacter (codePoint 10, position 4)]" in refused.err
    assert contracts.credit.balance_of(alice.address) == 50_000


def test_a_mistyped_beneficiary_is_refused(as_person, holders, alice):
    wrong = alice.address[:-1] + ("0" if alice.address[-1] != "0" else "1")

    refused = as_person("alice", "retire", "1", "--for", wrong)

    assert refused.code == 2
    assert "wrong checksum" in refused.err


def test_with_a_permit_it_is_one_transaction(as_person, contracts, alice, holders):
    before = alice.nonce

    done = as_person("alice", "retire", "1.234", "--permit", "--json")

    assert (done.code, done.err, alice.nonce) == (0, "", before + 1)
    assert contracts.certificate.retired_for(alice.address) == 1_234
    assert contracts.credit.allowance(alice.address, contracts.certificate.address) == 0


def test_a_retirement_by_permit_that_was_sent_before_a_kill_is_not_sent_again(as_person, contracts, alice, holders):
    def end(*ignored):
        raise KeyError("killed")

    before = alice.nonce
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyError):
        patch.setattr(Sender, "wait", end)
        as_person("alice", "retire", "2", "--permit")
    again = as_person("alice", "retire", "2", "--permit", "--json")

    assert again.err == "retiring: an interrupted run had sent this already; this is its result\n"
    assert (alice.nonce, contracts.certificate.retired_for(alice.address)) == (before + 1, 2_000)
