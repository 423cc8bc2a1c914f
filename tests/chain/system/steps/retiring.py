"""Credits are retired with a certificate: directly, by permit, by signed order, by both; orders are cancelled."""

from abate.chain.signed_orders import RETIREMENT
from tests.chain.oracle.deployments import METHODOLOGY_ID
from tests.chain.orders import LATE
from tests.chain.system.actors import RELAYER, WALLETS, order_signature
from tests.chain.system.world import World

BY_HAND, BY_PERMIT, BY_ORDER, BY_BOTH = range(4)
STATEMENTS = ("", "for the flight to Lisbon")


class RetiringSteps(World):
    any_way = (BY_HAND, BY_PERMIT, BY_ORDER, BY_BOTH)
    any_words_said = (0, 1)
    any_is_old = (False,) * 8 + (True,)
    any_registry = range(3)

    # ------------------------------------------------------------------------ what all orders and permits have alike

    def order_refusal(self, contract, holder: str, is_old: bool) -> tuple | None:
        """An order with a nonce that was used, or will be one day."""
        return ("InvalidAccountNonce", holder, self.shadow.nonce[contract.label, holder]) if is_old else None

    def spending_refusal(self, vintage, holder: str, contract, amount: int, way: int) -> tuple | None:
        """With a permit only the balance can be too small."""
        if way in (BY_PERMIT, BY_BOTH):
            return vintage.short(holder, amount)
        return vintage.not_allowed(holder, contract.address, amount)

    def spent(self, vintage, holder: str, contract, amount: int, way: int) -> None:
        """Allowance, permit and order are used up."""
        if way in (BY_PERMIT, BY_BOTH) and vintage.allowed[holder, contract.address] < amount:
            self.used_permit(vintage, holder, contract.address, amount)
        vintage.use(holder, contract.address, amount)
        if way in (BY_ORDER, BY_BOTH):
            self.shadow.nonce[contract.label, holder] += 1

    def nonce_of(self, contract, holder: str, is_old: bool) -> int:
        return self.shadow.nonce[contract.label, holder] + is_old

    # ------------------------------------------------------------------------------------------------------ retiring

    def step_retire(
        self, any_credit_year, any_holder, any_other, any_part, any_way, any_words_said, any_is_old, any_brings
    ):
        """In one's own name or another one's."""
        if any_brings:
            self.bring_credits(any_credit_year)
        vintage = self.shadow.vintages[any_credit_year]
        holder, beneficiary = self.holder_of(vintage, any_holder), WALLETS[any_other]
        amount = self.amount_of(vintage, holder, any_part)
        amount = amount if any_part > 8 else amount // 5
        self.retire(vintage, holder, beneficiary, amount, STATEMENTS[any_words_said], any_way, any_is_old)

    def retire(self, vintage, holder, beneficiary, amount, statement, way, is_old):
        time, contract = self.now(), self.certificate
        arguments, sender = (vintage.credit.address, amount, beneficiary, statement), holder
        function, refusal = "retire", None
        if way in (BY_ORDER, BY_BOTH):
            refusal = self.order_refusal(contract, holder, is_old)
            order = {
                "holder": holder,
                "credit": vintage.credit.address,
                "amount": amount,
                "beneficiary": beneficiary,
                "statement": statement,
                "nonce": self.nonce_of(contract, holder, is_old),
                "deadline": LATE,
            }
            signed = order_signature(self.chain_id, contract, RETIREMENT, order, holder)
            arguments, sender, function = (RETIREMENT.values(order), signed), RELAYER, "retireByOrder"
        if way in (BY_PERMIT, BY_BOTH):
            arguments = (*arguments, self.permit(vintage, holder, contract.address, amount))
            function += "WithPermit"
        if not refusal:
            refusal = ("NothingToRetire",) if not amount else None
        refusal = refusal or self.spending_refusal(vintage, holder, contract, amount, way)
        if self.act(sender, contract, function, *arguments, refusal=refusal):
            self.spent(vintage, holder, contract, amount, way)
            vintage.burn(holder, amount)
            self.shadow.certificates.add(vintage, beneficiary, amount, time, METHODOLOGY_ID, statement)

    def step_cancel_order(self, any_registry, any_holder, any_is_old):
        contract, holder = (self.certificate, self.catalogue, self.donations)[any_registry], WALLETS[any_holder]
        nonce, refusal = self.nonce_of(contract, holder, any_is_old), self.order_refusal(contract, holder, any_is_old)
        if self.act(holder, contract, "cancelOrder", nonce, refusal=refusal):
            self.shadow.nonce[contract.label, holder] += 1
