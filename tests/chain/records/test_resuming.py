"""The index goes on where it ended, in ranges as short as the node wants them."""

import pytest
from web3.exceptions import Web3RPCError

from abate.errors import ChainError, InputError
from abate.records import Index, history, update
from abate.records.scan import Scanner


@pytest.fixture
def fresh(contracts, story, tmp_path):
    opened = Index.open(tmp_path / "fresh.sqlite", contracts.deployment)
    yield opened
    opened.close()


@pytest.fixture
def narrow(monkeypatch):
    """A node that refuses more than this many blocks at once; every range it was asked for."""
    asked = []
    whole = Scanner._logs

    def install(most):
        def logs(scanner, first, last):
            asked.append((first, last))
            eth = scanner.contracts.chain.web3.eth
            get = type(eth).get_logs

            def refusing(self, wanted):
                if wanted["toBlock"] - wanted["fromBlock"] + 1 > most:
                    raise Web3RPCError("query returned more than 10000 results")
                return get(self, wanted)

            with monkeypatch.context() as patch:
                patch.setattr(type(eth), "get_logs", refusing)
                return whole(scanner, first, last)

        monkeypatch.setattr(Scanner, "_logs", logs)
        return asked

    return install


def test_short_ranges_give_the_same_as_a_long_one(fresh, index, contracts, alice, carol):
    update(fresh, contracts, span=3)

    for account in (alice, carol):
        assert history(fresh, account.address) == history(index, account.address)


def test_ranges_shrink_until_the_node_answers_and_grow_again(fresh, index, contracts, narrow, alice):
    asked = narrow(7)

    update(fresh, contracts)

    assert history(fresh, alice.address) == history(index, alice.address)
    widths = [last - first + 1 for first, last in asked]
    answered = [width for width in widths if width <= 7]
    assert widths[0] > 7
    assert min(answered) < max(answered)


def test_a_node_that_refuses_every_range_is_an_error(fresh, contracts, narrow):
    narrow(0)

    with pytest.raises(ChainError, match="the node does not give the events of block"):
        update(fresh, contracts)


def test_nothing_is_read_twice(index, contracts, narrow):
    asked = narrow(10_000)

    update(index, contracts)

    assert asked == []


def test_a_killed_run_leaves_the_ranges_it_had_read(fresh, index, contracts, monkeypatch, alice):
    read, calls = Scanner.read, []

    def dying(scanner, first, last):
        calls.append(first)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return read(scanner, first, last)

    with monkeypatch.context() as patch:
        patch.setattr(Scanner, "read", dying)
        with pytest.raises(KeyboardInterrupt):
            update(fresh, contracts, span=5)
    reached = fresh.tip().number

    update(fresh, contracts, span=5)

    assert reached == calls[3] - 1
    assert history(fresh, alice.address) == history(index, alice.address)


def test_the_index_of_another_deployment_is_refused(index, contracts, tmp_path):
    other = type(contracts.deployment)(**{**vars(contracts.deployment), "chain_id": 5})

    with pytest.raises(InputError, match=r"own\.sqlite: is the index of another deployment; name another --index"):
        Index.open(tmp_path / "own.sqlite", other)


def test_a_file_that_is_no_index_is_refused_and_kept(contracts, tmp_path):
    (tmp_path / "notes.txt").write_text("not a database at all, but a long enough text\n" * 50)

    with pytest.raises(InputError, match="cannot be used as an index"):
        Index.open(tmp_path / "notes.txt", contracts.deployment)
    assert (tmp_path / "notes.txt").read_text().startswith("not a database")
