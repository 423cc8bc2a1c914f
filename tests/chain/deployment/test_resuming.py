import pytest

from abate.deploy import Contracts, Deployment
from abate.deploy.final_check import final_check
from abate.deploy.run import deploy

TRANSACTIONS_OF_DEPLOYER = (
    # currency, policy, 5 factories, oracle, certificate, auction, catalogue, donations; mint, approve, deposit, enter
    16
)
TRANSACTIONS_OF_OWNER = 1


class KilledError(Exception):
    """Stands for a process that ends in the middle."""


@pytest.fixture
def run(plan, deployer_sender, owner_sender, record):
    def again(progress=lambda part, made: None):
        return deploy(plan, deployer_sender, record, "local-test", owner_sender, progress)

    return again


@pytest.fixture
def sent(deployer, owner):
    """How many transactions deployer and owner sent since."""
    before = deployer.nonce, owner.nonce
    return lambda: (deployer.nonce - before[0], owner.nonce - before[1])


def test_killed_after_a_step_it_goes_on_with_the_next(run, sent, record, plan, deployer_sender):
    before = {}
    for part in ("currency", "oracle", "reserve", "credit", "auction", "donations"):

        def kill(name, made, part=part):
            if name == part:
                raise KilledError

        with pytest.raises(KilledError):
            run(kill)
        found = Deployment.load(record).contracts
        assert {name: found[name] for name in before} == before
        before = found

    done = run()

    assert {name: done.contracts[name] for name in before} == before
    assert sent() == (TRANSACTIONS_OF_DEPLOYER, TRANSACTIONS_OF_OWNER)
    assert all(each.is_right for each in final_check(Contracts(done, deployer_sender.chain), plan))


def test_killed_between_landing_and_recording_nothing_is_sent_twice(run, sent, monkeypatch):
    save = Deployment.save
    for part in ("policy", "oracle", "credit"):

        def kill(self, path, part=part):
            if part in self.contracts:
                raise KilledError
            save(self, path)

        with monkeypatch.context() as patch, pytest.raises(KilledError):
            patch.setattr(Deployment, "save", kill)
            run()

    done = run()

    assert done.complete
    assert sent() == (TRANSACTIONS_OF_DEPLOYER, TRANSACTIONS_OF_OWNER)


def test_a_record_of_a_chain_that_was_started_anew_is_replaced(run, record):
    first = run()
    gone = Deployment.load(record)
    gone.contracts["oracle"] = gone.contracts["oracle"].__class__("EmissionOracle", "0x" + "12" * 20)
    gone.save(record)

    second = run()

    assert second.address("oracle") != first.address("oracle")
    assert Deployment.load(record).complete
