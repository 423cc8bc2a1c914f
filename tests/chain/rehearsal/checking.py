"""The last scene: nothing differs from the record, and a changed role is found."""

from dataclasses import replace

from tests.chain.rehearsal.node import head_hash
from tests.chain.rehearsal.rehearsal import PROGRAMME
from tests.chain.rehearsal.wallet import pay


def final_check(rehearsal):
    """The check before, during and after the owner begins to hand its role on."""
    commands, anybody, owner, oracle = (
        rehearsal.commands,
        rehearsal["relayer"],
        rehearsal["owner"],
        rehearsal.contracts.oracle,
    )
    rehearsal.seen.findings = agreed(rehearsal, anybody)

    def hand_to(address):
        call = oracle.call("handing the role on", "transferOwnership", address)
        pay(owner.account, owner.url, rehearsal.slots, (oracle.address, 0), data=f"0x{call.data.hex()}")

    hand_to(rehearsal["guardian"].address)
    code, said = commands.fails(anybody, "check", PROGRAMME)
    rehearsal.seen.refused = {"code": code, "said": said}
    hand_to("0x" + "00" * 20)
    assert agreed(rehearsal, anybody) == rehearsal.seen.findings
    with rehearsal.slots.held():
        rehearsal.seen.heads = [head_hash(url) for url in rehearsal.testnet.urls]
    assert len(set(rehearsal.seen.heads)) == 1, rehearsal.seen.heads


def agreed(rehearsal, who):
    """What the check finds, all of it right, whichever node is asked."""
    first, *others = rehearsal.commands.done(
        *((replace(who, url=url), "check", PROGRAMME) for url in rehearsal.testnet.urls)
    )
    assert all(each["right"] for each in first), first
    assert others == [first] * len(others)
    return first
