"""The owner registers methodologies, opens vintages, admits partners and hands its role on; others try the same."""

from tests.chain.oracle.batches import word
from tests.chain.oracle.deployments import ADMISSION_DELAY, METHODOLOGY_ID
from tests.chain.system.actors import ARBITER, GUARDIAN, NEXT_OWNER, OWNER, PARTNERS, RELAYER, STRANGER
from tests.chain.system.model.operators import ALL, QUORUM, set_hash
from tests.chain.system.steps.retiring import BY_HAND
from tests.chain.system.world import SLACK, World

NOBODY = "0x" + "00" * 20
METHODOLOGIES = [word(f"methodology {number}") for number in range(3)]
NEXT_YEARS = (2015, 2016)


class GoverningSteps(World):
    any_methodology = range(3)
    any_next_year = NEXT_YEARS
    any_catalogue = (True, False)
    any_usurper = range(6)
    any_power = range(17)

    def step_register_methodology(self, any_methodology):
        time, known = self.now(), self.shadow.methodologies
        id_ = METHODOLOGIES[any_methodology]
        refusal = ("MethodologyAlreadyRegistered", id_) if id_ in known else None
        if self.act(
            self.shadow.owner, self.oracle, "registerMethodology", id_, self.policy.address, 500, refusal=refusal
        ):
            known[id_] = time + ADMISSION_DELAY

    def step_cancel_methodology(self, any_methodology, any_brings):
        if any_brings and METHODOLOGIES[any_methodology] not in self.shadow.methodologies:
            self.step_register_methodology(any_methodology)
        time, known = self.now(), self.shadow.methodologies
        id_ = METHODOLOGIES[any_methodology]
        refusal = None
        if id_ not in known:
            refusal = ("UnknownMethodology", id_)
        elif known[id_] <= time:
            refusal = ("MethodologyAlreadyActive", id_, known[id_])
        if self.act(self.shadow.owner, self.oracle, "cancelMethodology", id_, refusal=refusal):
            del known[id_]

    def step_open_vintage(self, any_next_year, any_methodology, any_patience, any_brings):
        """Of a later year, once its methodology may be used."""
        if any_brings and METHODOLOGIES[any_methodology] not in self.shadow.methodologies:
            self.step_register_methodology(any_methodology)
        known, id_ = self.shadow.methodologies, METHODOLOGIES[any_methodology]
        if any_next_year in self.shadow.years:
            return
        if any_patience == 2 and id_ in known and not self.is_late(known[id_]):
            self.wait_until(known[id_] + SLACK)
        time, refusal = self.now(), None
        if id_ not in known:
            refusal = ("UnknownMethodology", id_)
        elif time < known[id_]:
            refusal = ("MethodologyNotYetActive", id_, known[id_])
        if self.act(self.shadow.owner, self.oracle, "openVintage", any_next_year, id_, refusal=refusal):
            self.shadow.years.add(any_next_year)

    def step_open_a_vintage_again(self, any_credit_year):
        credit = self.shadow.vintages[any_credit_year].credit.address
        refusal = ("VintageAlreadyOpen", any_credit_year, credit)
        self.act(self.shadow.owner, self.oracle, "openVintage", any_credit_year, METHODOLOGY_ID, refusal=refusal)

    def step_hand_the_role_on(self):
        following = NEXT_OWNER if self.shadow.owner == OWNER else OWNER
        self.act(self.shadow.owner, self.oracle, "transferOwnership", following)
        self.shadow.pending_owner = following

    def step_accept_the_role(self, any_is_right, any_brings):
        if any_brings and self.shadow.pending_owner == NOBODY:
            self.step_hand_the_role_on()
        pending = self.shadow.pending_owner
        right = any_is_right and pending != NOBODY
        sender = pending if right else STRANGER
        refusal = None if right else ("OwnableUnauthorizedAccount", sender)
        if self.act(sender, self.oracle, "acceptOwnership", refusal=refusal):
            self.shadow.owner, self.shadow.pending_owner = sender, NOBODY

    def step_admit(self, any_catalogue, any_partner):
        """A partner or a cause that was dismissed; who is admitted is not admitted again."""
        contract, admitted = self.admissions(any_catalogue)
        outside = [each for each in PARTNERS if each not in admitted]
        account = outside[0] if outside else PARTNERS[any_partner]
        refusal = None if outside else ("NothingToAdmit", account)
        if self.act(self.shadow.owner, contract, "admit", account, refusal=refusal):
            admitted.add(account)

    def step_dismiss(self, any_catalogue, any_partner):
        contract, admitted = self.admissions(any_catalogue)
        account = PARTNERS[any_partner]
        refusal = None if account in admitted else ("NotAdmitted", account)
        if self.act(self.shadow.owner, contract, "dismiss", account, refusal=refusal):
            admitted.remove(account)
            if not any_catalogue:
                # nothing is given to it from now on
                self.step_donate(2013, 0, any_partner, 5, BY_HAND, False, True, False)

    def admissions(self, is_catalogue: bool):
        if is_catalogue:
            return self.catalogue, self.shadow.catalogue.admitted
        return self.donations, self.shadow.cause_admitted

    def step_usurp(self, any_usurper, any_power):
        """Somebody tries some of what is another's to do, or nobody's."""
        owner = self.shadow.owner
        powers = self.powers(owner)
        for place in range(any_power, any_power + 3):
            usurper = (STRANGER, owner, GUARDIAN, ARBITER, ALL[0], RELAYER)[any_usurper]
            contract, function, arguments, error, holder, *more = powers[place % len(powers)]
            if usurper == holder:
                usurper = STRANGER
            evidence = (usurper, *more) if error != "CertificateLocked" else (1,)
            self.act(usurper, contract, function, *arguments, refusal=(error, *evidence))

    def powers(self, owner: str) -> list[tuple]:
        """(contract, function, arguments, error, who may, further evidence)."""
        oracle, registry, forces = self.oracle, self.registry, self.shadow.operators.in_force
        dispute = (2013, 1, 0, STRANGER, STRANGER, METHODOLOGY_ID)
        credit = self.shadow.vintages[2013].credit
        return [
            (oracle, "markFaulted", (2013, METHODOLOGY_ID, 1), "NotChallenges", None),
            (oracle, "postpone", (2013, 1, 2**32), "NotDemandsOrDisputes", None),
            (oracle, "setOperatorSet", (set_hash(ALL[:1], 1),), "NotRegistry", None),
            (oracle, "revokeBatch", (2013,), "NotGuardian", GUARDIAN),
            (oracle, "openVintage", (2013, METHODOLOGY_ID), "OwnableUnauthorizedAccount", owner),
            (
                oracle,
                "registerMethodology",
                (METHODOLOGIES[0], self.policy.address, 0),
                "OwnableUnauthorizedAccount",
                owner,
            ),
            (oracle, "transferOwnership", (STRANGER,), "OwnableUnauthorizedAccount", owner),
            (registry, "slash", (ALL, 1, STRANGER, forces), "NotChallenges", None),
            (registry, "scheduleOperatorSet", (ALL, QUORUM), "NotOwner", owner),
            (registry, "suspend", (ALL[0], forces), "NotGuardian", GUARDIAN),
            (registry, "liftSuspension", (ALL[0],), "NotOwner", owner),
            (self.challenges, "acceptFault", (2013, 1, 0, METHODOLOGY_ID, STRANGER), "NotDemandsOrDisputes", None),
            (self.disputes, "rule", (dispute, True), "NotArbiter", ARBITER),
            (credit, "forgetFinalBatch", (), "NotOracle", None),
            (self.certificate, "safeTransferFrom", (STRANGER, RELAYER, 1, b""), "CertificateLocked", None),
            (self.catalogue, "admit", (STRANGER,), "NotProgrammeOwner", owner, owner),
            (self.donations, "dismiss", (PARTNERS[0],), "NotProgrammeOwner", owner, owner),
        ]
