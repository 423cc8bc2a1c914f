import pytest

from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.kept import kept
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import container

ALICES, BOBS = 266_538, 100_000
UNLIMITED = 2**256 - 1


@kept
def figures(oracle, credit, relayer, alice, bob):
    """The leaves of the first batch, final."""
    return publish(oracle, {alice: ALICES, bob: BOBS}, relayer, 1_000_000)


@kept
def certificate(deployer, oracle):
    return deploy_certificate(deployer, oracle)


@kept
def holders(credit, certificate, figures, relayer, alice, bob):
    """Alice and Bob hold what they earned and let the certificate spend it."""
    for account in (alice, bob):
        credit.issue(*figures.claim(account), {"from": relayer})
        credit.approve(certificate, UNLIMITED, {"from": account})


@pytest.fixture(scope="module")
def renderer(certificate):
    return container("CertificateRenderer").at(certificate.renderer())
