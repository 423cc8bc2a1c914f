"""Scene one: a deployer, an owner with a key of its own, three operators with bonds."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.chain.rehearsal.node import CHAIN_ID, head_hash
from tests.chain.rehearsal.people import ROOT
from tests.chain.rehearsal.rehearsal import PROGRAMME
from tests.chain.rehearsal.slots import wait_for
from tests.chain.rehearsal.wallet import pay, waiting

CHAIN_FAILED = 1
BLOCKS = 5
"""In so many, whatever waits lands, though other people's transactions come first."""
NETWORKS = """
development: []
live:
  - name: Rehearsal
    networks:
      - {{id: rehearsal, name: Rehearsal, host: "{url}", chainid: {chain_id}}}
"""
ASKED = re.compile(
    r"waiting for the owner (0x\w+) \(an account, no contract\): open vintage 2013, by sending (0x\w+) to (0x\w+)"
)


def deploy(rehearsal):
    """Deployed in three runs, the first of which dies with the node."""
    deployer = rehearsal["deployer"]
    begin_with_brownie(rehearsal)
    rehearsal.tell("  the same command again, by the other door")
    code, said = rehearsal.commands.fails(deployer, "deploy", PROGRAMME, "--yes")
    assert ASKED.search(said), said
    owner, data, to = ASKED.search(said).groups()
    assert (code, owner) == (CHAIN_FAILED, rehearsal["owner"].address), said
    rehearsal.tell("  the owner opens the vintage, with a wallet that knows nothing of Abate")
    pay(rehearsal["owner"].account, rehearsal["owner"].url, rehearsal.slots, (to, 0), data=data)
    code, said = rehearsal.commands.fails(deployer, "deploy", PROGRAMME, "--yes")
    assert code == CHAIN_FAILED and "waiting for the bonds of 0x" in said, said
    rehearsal.publish_record()
    # one after the other: each names who is in force already
    for operator in rehearsal.operators:
        joined = rehearsal.commands.run(operator, "oracle", "join", PROGRAMME)
        assert (joined["bond"], joined["in force"]) == (str(10**9), "yes")
    record = rehearsal.commands.run(deployer, "deploy", PROGRAMME, "--yes")
    assert (record["complete"], record["network"], record["chain_id"]) == (True, "rehearsal", CHAIN_ID)
    rehearsal.publish_record()


def begin_with_brownie(rehearsal):
    """``brownie run deploy`` on a live network; killed in the middle, a transaction on its way, with the node."""
    deployer = rehearsal["deployer"]
    settings = deployer.home / ".brownie" / "network-config.yaml"
    settings.parent.mkdir()
    settings.write_text(NETWORKS.format(url=deployer.url, chain_id=CHAIN_ID))
    words = [str(deployer.home / PROGRAMME), "yes", f"record={rehearsal.record}"]
    rehearsal.tell(f"  deployer$ brownie run deploy main {PROGRAMME} yes --network rehearsal")
    rehearsal.commands.count += 1
    process = subprocess.Popen(
        [Path(sys.executable).parent / "brownie", "run", "deploy", "main", *words, "--network", "rehearsal"],
        cwd=ROOT,
        env=deployer.environment | {"HOME": str(deployer.home), "SOLCX_BINARY_PATH": os.environ["SOLCX_BINARY_PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(lambda: rehearsal.nonce(deployer) >= 4 or process.poll() is not None, rehearsal.slots)
        while not dies_sending(rehearsal, process, deployer):
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()


def dies_sending(rehearsal, process, deployer):
    """End the deployment and its node where a transaction waits for its block at this moment; whether one does."""
    with rehearsal.slots.held():
        if not waiting(deployer.url, deployer.address):
            return False
        die(rehearsal, process, deployer, "a contract was being deployed")
        return True


def die_or_fall(rehearsal, process, who, what):
    """Where there is another node, only the process and its own one end."""
    (die if len(rehearsal.testnet.urls) == 1 else fall)(rehearsal, process, who, what)


def fall(rehearsal, process, who, what):
    """A process and its node end at once; another node has heard of the transaction, which lands meanwhile."""
    landed, others = rehearsal.nonce(who), [url for url in rehearsal.testnet.urls if url != who.url]
    wait_for(lambda: all(waiting(url, who.address) for url in others), rehearsal.slots)
    process.kill()
    process.wait()
    rehearsal.testnet.fall(who.url)
    fallen_at = rehearsal.slots.blocks[-1].number
    rehearsal.tell(f"  a node fell while {what}")
    for _ in range(BLOCKS):
        if rehearsal.nonce(who) == landed:
            rehearsal.slots.next()
    assert rehearsal.nonce(who) == landed + 1, "who still runs must bring it in"
    rehearsal.testnet.start()
    assert [head_hash(url) for url in others] == [head_hash(who.url)] * len(others), "it must catch up"
    rehearsal.seen.outlived.append((what, fallen_at))
    rehearsal.tell("  it is back, and has every block")


def die(rehearsal, process, who, what):
    """A process and its node end at once; what the node had not mined is gone."""
    landed = rehearsal.nonce(who)
    process.kill()
    process.wait()
    rehearsal.restart(what)
    assert (waiting(who.url, who.address), rehearsal.nonce(who)) == (0, landed)
    rehearsal.seen.lost.append((who.name, landed))
