from tests.chain.kept import kept
from tests.chain.oracle.deployments import deploy_oracle, open_vintage


@kept
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian)


@kept
def credit(oracle, owner):
    return open_vintage(oracle, owner)
