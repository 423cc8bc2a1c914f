import pytest

from abate.chain.connection import connect
from tests.library.chain.scripted_node import LOCAL, ScriptedNode


@pytest.fixture
def scripted():
    """A connection to a node that answers as written; a local one where nothing else is said."""
    started = []

    def start(answers=LOCAL, **more):
        started.append(ScriptedNode({**answers, **more}))
        return connect(started[-1].url)

    yield start
    for node in started:
        node.stop()
