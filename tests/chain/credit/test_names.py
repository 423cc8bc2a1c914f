import pytest

from tests.chain.oracle.deployments import deploy_oracle, open_vintage


def test_it_is_the_credit_of_its_year(credit):
    assert credit.name() == "Personal Carbon Credit 2013"
    assert credit.symbol() == "PCC13"
    assert credit.decimals() == 3


@pytest.mark.parametrize(("year", "symbol"), [(2014, "PCC14"), (2100, "PCC00"), (2103, "PCC03")])
def test_the_symbol_has_two_digits_of_the_year(oracle, owner, year, symbol):
    credit = open_vintage(oracle, owner, year)

    assert (credit.symbol(), credit.name()) == (symbol, f"Personal Carbon Credit {year}")


def test_it_starts_with_nothing(deployer, owner, guardian, alice):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    credit = open_vintage(oracle, owner)

    assert (credit.totalSupply(), credit.totalIssued(), credit.totalBurnt()) == (0, 0, 0)
    assert (credit.peopleCap(), credit.reserveCap()) == (0, 0)
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (0, 0)
