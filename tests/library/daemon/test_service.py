"""The example of a service starts a command that exists, with options that exist."""

import re

from tests.library.docs.pages import REPO, text_of
from tests.library.docs.test_commands import wrong

UNIT = text_of(REPO / "operations" / "abate-oracle.service").replace("\\\n", " ")


def test_the_service_starts_the_daemon_as_it_is():
    (line,) = re.findall(r"^ExecStart=\S+/with-env (abate .*)$", UNIT, flags=re.MULTILINE)
    assert wrong(re.sub(r" +", " ", line)) == ""
    assert {"--yes", "--max-fee", "--daily-spend"} <= set(line.split())


def test_a_step_gets_longer_to_finish_than_the_daemon_gives_it():
    from abate.daemon.stop import GRACE_SECONDS

    assert int(re.search(r"^TimeoutStopSec=(\d+)$", UNIT, flags=re.MULTILINE)[1]) > GRACE_SECONDS
