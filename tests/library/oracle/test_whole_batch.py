from abate.oracle.desk import VALIDITY
from abate.oracle.draft_files import read_draft
from abate.oracle.signatures import read_signatures
from abate.oracle.typed_data import signer_of
from tests.library.oracle.conftest import FACTORS, JULY, METHODOLOGY, NOW, PEOPLE, figures_of


def credits_by_person(leaves):
    accounts = {account.lower(): person for person, account in PEOPLE.items()}
    rows = zip(leaves.accounts, leaves.credits.tolist(), strict=True)
    return {accounts["0x" + account.tobytes().hex()]: credits for account, credits in rows}


def test_credits_are_the_reduction_less_the_reserve_share(drafted):
    assert credits_by_person(drafted.leaves) == {"ada": 97_000, "ben": 48_500, "cleo": 0, "dan": 970}


def test_the_batch_states_what_was_agreed(drafted, moment, operator_set):
    batch = drafted.batch
    assert (batch.vintage, batch.sequence, batch.through) == (2013, 1, moment.through)
    assert (batch.methodologyId, batch.factorSetHash) == (METHODOLOGY, FACTORS)
    assert batch.authorisedTotal == 100_000 + 50_000 + 1_000
    assert batch.count == len(JULY)
    assert batch.operatorSetHash == operator_set.hash
    assert batch.root == drafted.leaves.tree.root
    assert batch.validUntil == NOW + VALIDITY


def test_accounts_stand_in_ascending_order(drafted):
    accounts = ["0x" + account.tobytes().hex() for account in drafted.leaves.accounts]
    assert accounts == sorted(account.lower() for account in PEOPLE.values())


def test_every_operator_derives_the_same_bytes(drafted, desks, moment, terms, operator_set):
    for desk in desks[1:]:
        assert desk.derive(moment, terms, operator_set, None, drafted.batch.validUntil).batch == drafted.batch


def test_all_operators_sign_and_each_signature_is_theirs(drafted, desks, moment, terms, operator_set):
    for desk in desks:
        desk.sign(moment, terms, operator_set, None, NOW)
    folder = desks[0].folder(moment)
    found = read_signatures(folder, moment.deployment, drafted.batch, operator_set).valid
    assert [one.operator for one in found] == list(operator_set.operators)
    assert [signer_of(moment.deployment, drafted.batch, one.signature) for one in found] == list(operator_set.operators)


def test_the_draft_reads_back(drafted, desks, moment):
    stored = read_draft(desks[1].folder(moment), moment.deployment)
    assert stored.batch == drafted.batch
    assert stored.leaves.to_parquet() == drafted.leaves.to_parquet()


def test_every_step_can_be_repeated(drafted, desks, moment, terms, operator_set, at_work):
    before = {file: file.read_bytes() for file in desks[0].exchange.rglob("*.json")}
    at_work(desks, moment, figures_of(JULY))
    desks[2].aggregate(moment, terms, operator_set, None, NOW + 3600)
    after = {file: file.read_bytes() for file in desks[0].exchange.rglob("*.json") if file.name != "batch.json"}
    assert after == {file: content for file, content in before.items() if file.name != "batch.json"}
    assert read_draft(desks[0].folder(moment), moment.deployment).batch == drafted.batch
