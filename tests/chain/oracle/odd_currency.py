"""An oracle whose bonds and stakes are in a token that misbehaves."""

from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, deploy_oracle, open_vintage, registry_of


def deploy_odd_oracle(token, deployer, owner, guardian):
    """Its operators are in force and its vintage is open."""
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, bonded=False, currency=token)
    open_vintage(oracle, owner)
    registry = registry_of(oracle)
    give(token, deployer, registry, 5 * BOND)
    registry.deposit(COMMITTEE.addresses, BOND, {"from": deployer})
    registry.enter(COMMITTEE.addresses, [], {"from": deployer})
    return oracle


def give(token, account, spender, amount: int) -> None:
    """The account has so much, and the spender may take it."""
    token.mint(account, amount, {"from": account})
    token.approve(spender, amount, {"from": account})
