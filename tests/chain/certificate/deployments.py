"""Deploys certificates for the tests of every area."""

from brownie.network.contract import ProjectContract

from tests.chain.oracle.deployments import container


def deploy_certificate(deployer, oracle) -> ProjectContract:
    """The certificates of an oracle's credits."""
    return deployer.deploy(container("RetirementCertificate"), oracle)
