"""The whole rehearsal, scene after scene."""

from tests.chain.rehearsal import checking, deploying, feeding, trading
from tests.chain.rehearsal.rehearsal import Rehearsal
from tests.chain.rehearsal.slots import PACE


def play(testnet, folder, tell, pace=PACE):
    """Play it, with so many seconds between two blocks; what was seen."""
    rehearsal = Rehearsal(testnet, folder, tell, pace)
    with rehearsal.going():
        with rehearsal.scene("Everybody gets coins, and a currency stands"):
            rehearsal.invite()
        with rehearsal.scene("A programme is deployed"):
            deploying.deploy(rehearsal)
        with rehearsal.scene("The first period"):
            feeding.enrol(rehearsal)
            feeding.first_period(rehearsal)
        with rehearsal.scene("The second period, and a false batch"):
            feeding.second_period(rehearsal)
        with rehearsal.scene("An auction"):
            trading.auction(rehearsal)
        with rehearsal.scene("Retirement"):
            trading.retire(rehearsal)
        with rehearsal.scene("The final check"):
            checking.final_check(rehearsal)
        rehearsal.tell("The end")
    return rehearsal
