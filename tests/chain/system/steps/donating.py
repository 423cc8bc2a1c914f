"""Causes register and close; credits are donated to them, in every way that there is."""

from abate.chain.signed_orders import DONATION
from tests.chain.oracle.deployments import METHODOLOGY_ID
from tests.chain.orders import LATE
from tests.chain.system.actors import PARTNERS, RELAYER, order_signature
from tests.chain.system.model.rewards import Cause
from tests.chain.system.steps.retiring import BY_BOTH, BY_ORDER, BY_PERMIT
from tests.chain.system.world import World

STATEMENT = "for the wetland"
RETIRES = dict(zip(PARTNERS, (True, False), strict=True))


class DonatingSteps(World):
    any_seldom = range(5)

    def step_register_cause(self, any_partner):
        account, refusal = PARTNERS[any_partner], None
        if account not in self.shadow.cause_admitted:
            refusal = ("NotAdmitted", account)
        elif account in self.shadow.causes:
            refusal = ("CauseAlreadyRegistered", account)
        arguments = (RETIRES[account], f"Cause {any_partner}", "")
        if self.act(account, self.donations, "register", *arguments, refusal=refusal):
            self.shadow.causes[account] = Cause(RETIRES[account])

    def step_close_cause(self, any_partner, any_seldom):
        """Seldom, as it is for ever."""
        account = PARTNERS[any_partner]
        if any_seldom and self.shadow.causes:
            return
        refusal = self.closed_refusal(account)
        if self.act(account, self.donations, "close", refusal=refusal):
            self.shadow.causes[account].is_closed = True

    def closed_refusal(self, account: str) -> tuple | None:
        cause = self.shadow.causes.get(account)
        if not cause:
            return ("UnknownCause", account)
        return ("ClosedCause", account) if cause.is_closed else None

    def step_donate(
        self, any_credit_year, any_holder, any_partner, any_part, any_way, any_is_old, any_is_right, any_brings
    ):
        """Retired in the cause's name or handed over, as the cause chose; the other way is refused."""
        if any_brings:
            self.bring_credits(any_credit_year)
            self.bring_cause(PARTNERS[any_partner])
        vintage, cause = self.shadow.vintages[any_credit_year], PARTNERS[any_partner]
        donor, contract, time = self.holder_of(vintage, any_holder), self.donations, self.now()
        amount = self.amount_of(vintage, donor, any_part)
        amount = amount if any_part > 10 else amount // 5
        retires = RETIRES[cause] == any_is_right
        arguments, sender, function = (cause, vintage.credit.address, amount, retires, STATEMENT), donor, "donate"
        refusal = None
        if any_way in (BY_ORDER, BY_BOTH):
            refusal = self.order_refusal(contract, donor, any_is_old)
            names = ("cause", "credit", "amount", "retire", "statement")
            order = {"donor": donor, **dict(zip(names, arguments, strict=True))}
            order |= {"nonce": self.nonce_of(contract, donor, any_is_old), "deadline": LATE}
            signed = order_signature(self.chain_id, contract, DONATION, order, donor)
            arguments, sender, function = (DONATION.values(order), signed), RELAYER, "donateByOrder"
        if any_way in (BY_PERMIT, BY_BOTH):
            arguments = (*arguments, self.permit(vintage, donor, contract.address, amount))
            function += "WithPermit"
        refusal = refusal or self.donating_refusal(cause, amount, any_is_right)
        refusal = refusal or self.spending_refusal(vintage, donor, contract, amount, any_way)
        if self.act(sender, contract, function, *arguments, refusal=refusal):
            self.spent(vintage, donor, contract, amount, any_way)
            if retires:
                vintage.burn(donor, amount)
                self.shadow.certificates.add(vintage, cause, amount, time, METHODOLOGY_ID, STATEMENT)
            else:
                vintage.move(donor, cause, amount)

    def bring_cause(self, account: str) -> None:
        """It is admitted and registered, unless it has closed."""
        if account not in self.shadow.cause_admitted:
            self.act(self.shadow.owner, self.donations, "admit", account)
            self.shadow.cause_admitted.add(account)
        if account not in self.shadow.causes:
            self.step_register_cause(PARTNERS.index(account))

    def donating_refusal(self, cause: str, amount: int, is_right: bool) -> tuple | None:
        refusal = self.closed_refusal(cause)
        if not refusal and cause not in self.shadow.cause_admitted:
            refusal = ("NotAdmitted", cause)
        if not refusal and not is_right:
            refusal = ("OtherChoice", cause, RETIRES[cause])
        if not refusal and not amount:
            refusal = ("NothingToDonate",)
        return refusal
