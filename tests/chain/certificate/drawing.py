"""Asks the renderer for a certificate that need not exist."""

from tests.chain.certificate.metadata import attributes_of, json_of, svg_of
from tests.chain.oracle.deployments import METHODOLOGY_ID

COLLECTION = "0x" + "c0" * 20
CREDIT = "0x" + "cc" * 20
BENEFICIARY = "0xBcd4042DE499D14e55001CcbB24a551F3b954096"
SAMPLE = {
    "credit": CREDIT,
    "vintage": 2013,
    "number": 42,
    "beneficiary": BENEFICIARY,
    "amount": 266_538,
    "retiredOn": 1_381_017_600,
    "methodologyId": METHODOLOGY_ID,
    "batchSequence": 3,
    "statement": "For the flights I did not take",
}
ANSWERS: dict[tuple, str] = {}


def asked(renderer, said: dict) -> str:
    """What the renderer answers. It has no state, and drawing takes Ganache a second: the same is asked for once."""
    question = (renderer.bytecode, *said.values())
    if question not in ANSWERS:
        identifier = said["vintage"] * 10**10 + said["number"]
        ANSWERS[question] = renderer.tokenURI(COLLECTION, identifier, list(said.values()))
    return ANSWERS[question]


def document(renderer, **changes: object) -> dict:
    """The metadata of the sample with these changes."""
    return json_of(asked(renderer, {**SAMPLE, **changes}))


def drawing(renderer, **changes: object):
    """The drawing of the sample with these changes."""
    return svg_of(document(renderer, **changes))


def attributes(renderer, **changes: object) -> dict:
    """The traits of the sample with these changes."""
    return attributes_of(document(renderer, **changes))
