"""Demands of the tests: made, read back from their events, answered."""

from eth_abi import encode
from eth_utils import keccak

from tests.chain.challenges.reports import Posted
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.deployments import DAY, VINTAGE

NONE, OPEN, ANSWERED, REPAID, UNANSWERED = range(5)
DEMAND_TYPES = ["uint16", "uint32", "bytes32", "bytes32", "address", "bytes32"]
NOTHING = bytes(32)


def demand_numbers(demands, batch: Posted, row: int, demander) -> tuple:
    """Demands the numbers behind a leaf; the demand as answers take it."""
    sequence = batch.batch["sequence"]
    tx = demands.demandNumbers(VINTAGE, sequence, batch.leaf(row), batch.proof(row), {"from": demander})
    return tuple(tx.events["Demanded"]["demand"])


def demand_leaf(demands, final: Posted, row: int, demander, sequence: int) -> tuple:
    """Demands the new leaf of an account of the final batch."""
    tx = demands.demandLeaf(VINTAGE, sequence, final.leaf(row), final.proof(row), {"from": demander})
    return tuple(tx.events["Demanded"]["demand"])


def opening(batch: Posted, row: int) -> tuple:
    """What ``answerNumbers`` takes beside the demand."""
    person = batch.people[row]
    return (person.credits, person.numbers, person.sources_hash, person.evidence_hash)


def id_of(demand: tuple) -> str:
    """The demand's hash, computed apart from the contract."""
    values = [bytes.fromhex(str(each)[2:]) if len(str(each)) == 66 else each for each in demand]
    return "0x" + keccak(encode(DEMAND_TYPES, values)).hex()


def answer_time_over() -> None:
    pass_time(DAY)
