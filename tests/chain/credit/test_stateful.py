"""Random lives of a credit beside a shadow model: batches, claims, relays, transfers, burnings, revocations.

After every step: each balance and figure as in the model, balances add up to the supply, the supply is what was issued
less what was burnt, and nobody has more than the final batch authorises.
"""

from dataclasses import dataclass, field

from brownie import chain
from brownie.test import strategy

from tests.chain.oracle.batches import JULY_ENDS, Figures, draft, packed, pass_time, post
from tests.chain.oracle.deployments import DAY, RESERVE_SHARE_BPS, VINTAGE, deploy_oracle, open_vintage

PEOPLE = 4


@dataclass
class Published:
    """A posted batch of the model."""

    figures: Figures
    total: int
    final_at: int


@dataclass
class Model:
    """What should be true, in plain numbers; persons by their place, the reserve by -1."""

    balance: dict[int, int] = field(default_factory=dict)
    issued: dict[int, int] = field(default_factory=dict)
    burnt: int = 0
    total: int = 0
    final: Published | None = None
    pending: Published | None = None

    def now(self, time: int) -> None:
        """The pending batch becomes final by time alone."""
        if self.pending and time >= self.pending.final_at:
            self.final, self.pending = self.pending, None
            self.total = self.final.total

    def reserve_part(self) -> int:
        return self.total * RESERVE_SHARE_BPS // 10_000

    def people_issued(self) -> int:
        return sum(amount for person, amount in self.issued.items() if person >= 0)

    def issue(self, person: int, figure: int) -> int:
        """What is due, at most what the cap leaves."""
        left = self.total - self.reserve_part() - self.people_issued()
        paid = max(0, min(figure - self.issued.get(person, 0), left))
        self.pay(person, paid)
        return paid

    def pay(self, person: int, amount: int) -> None:
        self.balance[person] = self.balance.get(person, 0) + amount
        self.issued[person] = self.issued.get(person, 0) + amount


class CreditLife:
    st_person = strategy("uint8", max_value=PEOPLE - 1)
    st_other = strategy("uint8", max_value=PEOPLE - 1)
    st_figures = strategy("uint16[4]", unique=False)
    st_growth = strategy("uint32", max_value=20_000)
    st_amount = strategy("uint32", max_value=70_000)
    st_days = strategy("uint8", min_value=1, max_value=4)

    def __init__(self, accounts, deployer, owner, guardian, relayer):
        self.people = accounts[10 : 10 + PEOPLE]
        self.owner, self.guardian, self.relayer = owner, guardian, relayer
        self.oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
        self.credit = open_vintage(self.oracle, owner)
        self.reserve = self.oracle.reserve()

    def setup(self):
        self.model = Model()
        self.months = 0
        self.rule_post([100, 2_000, 0, 40_000], 30_000)
        self.rule_pass_time(4)

    def rule_publish(self, st_figures, st_growth):
        """A whole period: posted and final."""
        self.rule_post(st_figures, st_growth)
        self.rule_pass_time(4)

    def rule_post(self, st_figures, st_growth):
        self.model.now(chain[-1].timestamp)
        if self.model.pending:
            return
        self.months += 1
        figures = Figures.of(dict(zip(self.people, st_figures, strict=True)))
        total = self.model.total + st_growth
        through = JULY_ENDS - 10_000 + self.months
        tx = post(
            self.oracle, draft(self.oracle, root=figures.root, authorisedTotal=total, through=through), self.relayer
        )
        self.model.pending = Published(figures, total, tx.events["BatchPosted"]["finalAt"])

    def rule_revoke(self):
        self.model.now(chain[-1].timestamp)
        if self.model.pending:
            self.oracle.revokeBatch(VINTAGE, {"from": self.guardian})
            self.model.pending = None

    def rule_pass_time(self, st_days):
        pass_time(st_days * DAY)
        self.model.now(chain[-1].timestamp)

    def rule_issue(self, st_person):
        self.model.now(chain[-1].timestamp)
        if not self.model.final:
            return
        account, figure, *rest = self.model.final.figures.claim(self.people[st_person])
        if self.model.issue(st_person, figure):
            self.credit.issue(account, figure, *rest, {"from": self.relayer})

    def rule_issue_many(self):
        self.model.now(chain[-1].timestamp)
        if not self.model.final:
            return
        (subtree,) = self.model.final.figures.tree.subtrees(PEOPLE)
        paid = sum(self.model.issue(person, subtree.entries[k].credits) for k, person in enumerate(subtree.indices))
        tx = self.credit.issueMany(packed(subtree.entries), subtree.proof, {"from": self.relayer})
        assert tx.events["SubtreeIssued"]["amount"] == paid

    def rule_issue_reserve(self):
        self.model.now(chain[-1].timestamp)
        due = self.model.reserve_part() - self.model.issued.get(-1, 0)
        if due > 0:
            self.credit.issueReserve({"from": self.relayer})
            self.model.pay(-1, due)

    def rule_transfer(self, st_person, st_other, st_amount):
        amount = min(st_amount, self.model.balance.get(st_person, 0))
        self.credit.transfer(self.people[st_other], amount, {"from": self.people[st_person]})
        self.model.balance[st_person] = self.model.balance.get(st_person, 0) - amount
        self.model.balance[st_other] = self.model.balance.get(st_other, 0) + amount

    def rule_burn(self, st_person, st_amount):
        amount = min(st_amount, self.model.balance.get(st_person, 0))
        self.credit.burn(amount, {"from": self.people[st_person]})
        self.model.balance[st_person] = self.model.balance.get(st_person, 0) - amount
        self.model.burnt += amount

    def invariant_everybody_has_what_the_model_says(self):
        for person, account in [*enumerate(self.people), (-1, self.reserve)]:
            assert self.credit.balanceOf(account) == self.model.balance.get(person, 0)
            assert self.credit.issuedTo(account) == self.model.issued.get(person, 0)

    def invariant_supply_is_issued_less_burnt(self):
        supply = self.credit.totalSupply()
        assert supply == sum(self.model.balance.values())
        assert self.credit.totalIssued() == sum(self.model.issued.values())
        assert self.credit.totalBurnt() == self.model.burnt
        assert supply == self.credit.totalIssued() - self.model.burnt

    def invariant_promise_2_issued_is_bounded(self):
        authorised = self.oracle.finalBatch(VINTAGE)["authorisedTotal"]
        assert self.credit.totalIssued() <= authorised
        assert self.model.people_issued() <= self.credit.peopleCap()
        assert self.model.issued.get(-1, 0) <= self.credit.reserveCap()


def test_a_credit_lives_as_its_model_says(state_machine, accounts, deployer, owner, guardian, relayer):
    state_machine(
        CreditLife,
        *(accounts, deployer, owner, guardian, relayer),
        settings={"max_examples": 8, "stateful_step_count": 25},
    )
