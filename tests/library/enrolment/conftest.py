import pytest

from abate.enrolment import Cost, Enrolment

ADA, BEN = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
PASSPHRASE = "correct horse battery"


@pytest.fixture
def cheap():
    """A cost that only tests may have."""
    return Cost(n=2**4)


@pytest.fixture
def two():
    return Enrolment.empty().with_people(["ada", "ben"], [ADA, BEN])
