"""What every step stands on: somebody calls something, and it must come to what the shadow says."""

from collections import Counter

from tests.chain.system.actors import EVERYBODY, PARTNERS, WALLETS
from tests.chain.system.contracts import Contract, all_of, each_of, known, refusal_of
from tests.chain.system.model.shadow import Shadow
from tests.chain.system.stage import Stage

SLACK = 30
"""Seconds by which a wait is longer than the limit that it waits for."""


class Anything:
    """Equals whatever a view answers there."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return True


ANY = Anything()


class DivergedError(AssertionError):
    """Contracts and shadow differ; the text says where."""


class World:
    """One life at a time on a stage.

    Attributes:
        taken, refused: how often each function did what it is there for, and how often it was rightly refused.
        errors: how often with which error.
        acts: how many calls the present step made; ``was_taken`` is true of the last one.
    """

    def __init__(self, stage: Stage):
        self.stage, self.node = stage, stage.node
        self.taken, self.refused, self.errors = Counter(), Counter(), Counter()
        self.was_taken = False
        for name in ("currency", "policy", "oracle", "registry", "challenges", "demands", "disputes", "reserve"):
            setattr(self, name, getattr(stage, name))
        self.certificate, self.catalogue, self.donations = stage.certificate, stage.catalogue, stage.donations
        self.auctions, self.chain_id = stage.auctions, stage.node.chain_id
        self.money_holders = [*EVERYBODY, *(each.address for each in stage.contracts.values())]
        self.kept = self.node.keep()
        self.begin()

    shadow: Shadow

    def begin(self) -> None:
        """A life begins."""
        self.kept = self.node.go_back(self.kept)
        self.shadow, self.salts, self.acts = self.stage.shadow(), 0, 0
        self.asked, self.disputed = [], []
        self.number_of_codes = 0
        self.now()

    def now(self) -> int:
        """When the next call happens; the shadow has come that far."""
        time = self.node.time + 1
        self.seen = time
        self.shadow.at(time)
        return time

    def credit_holders(self, year: int) -> list[str]:
        """All who may hold credits of a vintage."""
        contracts = (self.reserve, self.catalogue, self.donations, self.certificate, self.auctions[year])
        return [*WALLETS, *PARTNERS, *(each.address for each in contracts)]

    def act(
        self,
        sender: str,
        contract: Contract,
        function: str,
        *arguments: object,
        refusal: tuple | None = None,
    ) -> bool:
        """Somebody calls a contract; True if the call was taken, False if it was refused as it must be.

        Args:
            refusal: the error with its evidence that the shadow foretells; None where it must be taken.

        Raises:
            DivergedError: it came to something else.
        """
        self.acts += 1
        data = contract.data(function, *arguments)
        name = f"{contract.name}.{function}"
        if refusal is None:
            receipt = self.node.send(sender, contract.address, data)
            if receipt["status"] != "0x1":
                _, answer = self.node.call(sender, contract.address, data)
                raise DivergedError(f"{contract.label}.{function}{arguments} is refused: {refusal_of(answer)}")
            self.taken[name] += 1
            self.was_taken = True
            return True
        self.node.mine()
        done, answer = self.node.call(sender, contract.address, data)
        expected = tuple(known(value) for value in refusal)
        if done or refusal_of(answer) != expected:
            came = "is taken" if done else f"is refused with {refusal_of(answer)}"
            raise DivergedError(f"{contract.label}.{function}{arguments} {came}, the shadow says {expected}")
        self.refused[name] += 1
        self.errors[f"{name} {refusal[0]}"] += 1
        self.was_taken = False
        return False

    def check(self, invariants) -> None:
        """Asks all views that invariants speak of, in one call, and compares.

        Args:
            invariants: generator functions, which yield (contract, function, arguments, answer).

        Raises:
            DivergedError: a view answers something else than the shadow.
        """
        if self.seen > self.node.time:
            self.node.mine()
        claims = [(invariant.__name__, *claim) for invariant in invariants for claim in invariant()]
        questions = tuple((each.address, each.question(function, given)) for _, each, function, given, _ in claims)
        done, data = self.node.call(EVERYBODY[0], self.stage.views.address, all_of(questions))
        assert done, "the views are not answered"
        answers = each_of(data)
        for (name, contract, function, given, expected), (answered, words) in zip(claims, answers, strict=True):
            answer = contract.answer(function, words) if answered else refusal_of(words)
            if answer != known(expected):
                asked = f"{contract.label}.{function}{given}"
                raise DivergedError(f"{name}: {asked} is {answer}, the shadow says {expected}")

    def wait(self, seconds: int) -> None:
        self.wait_until(self.node.time + seconds)

    def wait_until(self, moment: int) -> None:
        if moment > self.node.time:
            self.acts += 1
            self.node.mine(moment)
        self.now()

    def salt(self) -> bytes:
        """Another one each time."""
        self.salts += 1
        return self.salts.to_bytes(32, "big")
