import pytest

from abate.chain import connect
from abate.chain.local_node import LocalNode, answers
from abate.errors import InputError


@pytest.mark.parametrize("kind", ["anvil", "ganache"])
def test_a_local_node_runs_as_long_as_its_block(kind):
    with LocalNode(kind, accounts=3) as node:
        chain = connect(node.rpc_url, chain_id=1337)
        assert chain.is_local
        assert len(chain.node_accounts()) == 3
        assert chain.block(0)["timestamp"] == 1375315200

    assert not answers(node.rpc_url)


def test_an_unknown_kind_is_refused():
    with pytest.raises(InputError, match="no local node called 'geth'; one of ganache, anvil"), LocalNode("geth"):
        pass
