"""The last scene: nothing differs from the record, and a changed role is found."""

from tests.chain.rehearsal.rehearsal import PROGRAMME
from tests.chain.rehearsal.wallet import pay


def final_check(rehearsal):
    """The check before, during and after the owner begins to hand its role on."""
    commands, anybody, owner, oracle = rehearsal.commands, rehearsal["relayer"], rehearsal["owner"], None
    rehearsal.seen.findings = commands.run(anybody, "check", PROGRAMME)
    assert all(each["right"] for each in rehearsal.seen.findings)
    oracle = rehearsal.contracts.oracle

    def hand_to(address):
        call = oracle.call("handing the role on", "transferOwnership", address)
        pay(owner.account, owner.url, rehearsal.slots, (oracle.address, 0), data=f"0x{call.data.hex()}")

    hand_to(rehearsal["guardian"].address)
    code, said = commands.fails(anybody, "check", PROGRAMME)
    rehearsal.seen.refused = {"code": code, "said": said}
    hand_to("0x" + "00" * 20)
    assert all(each["right"] for each in commands.run(anybody, "check", PROGRAMME))
