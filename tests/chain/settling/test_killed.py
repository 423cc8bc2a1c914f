import pytest

from abate.chain.sender import Sender


class KilledError(Exception):
    """Stands for a process that ends in the middle."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_killed_after_any_transaction_it_goes_on_without_repeating_one(settle, contracts, ended, deployer, after):
    wait, waited = Sender.wait, []

    def end(self, *arguments):
        waited.append(arguments)
        if len(waited) == after:
            raise KilledError
        return wait(self, *arguments)

    before = deployer.nonce
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(Sender, "wait", end)
        settle()

    assert settle().code == 0
    # the result, the claims and the payments: three transactions in all, whenever the first run ended
    assert deployer.nonce == before + 3
