"""One operator at work: observe, show, aggregate, verify, sign. Every step can be repeated and changes nothing then."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from eth_account.signers.local import LocalAccount

from abate.enrolment import Enrolment
from abate.errors import InputError, IntegrityError
from abate.files import PRIVATE, json_text, read_json, write_atomically
from abate.oracle.derive import Draft, derive
from abate.oracle.draft_files import StoredDraft, read_batch, read_draft, write_draft
from abate.oracle.figures import Figures, Gathered, gather
from abate.oracle.folder import BatchFolder
from abate.oracle.leaves import Leaves, carried_nullifiers
from abate.oracle.moment import Moment
from abate.oracle.observation import BLINDING, observation_tree
from abate.oracle.participants import roots_of
from abate.oracle.salts import batch_keys
from abate.oracle.shown import show
from abate.oracle.signatures import Signature, publish_signature
from abate.oracle.signed_roots import SignedRoot, publish_root
from abate.oracle.terms import OperatorSet, Terms
from abate.oracle.two_roots import keep_roots
from abate.oracle.typed_data import ObservationRoot
from abate.oracle.verify import check_draft
from abate.oracle.words import Bytes

VALIDITY: Final = 7 * 24 * 3600
"""Seconds for which a new batch may be posted."""


@dataclass(frozen=True)
class Desk:
    """Where one operator works.

    Attributes:
        key: the operator's key; it signs and is never written or shown.
        state: a private folder of this operator.
        exchange: the folder that all operators share.
        enrolment: who takes part.
    """

    key: LocalAccount = field(repr=False)
    state: Path
    exchange: Path
    enrolment: Enrolment = field(repr=False)
    _keys: dict[Moment, Bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def operator(self) -> str:
        """The operator's address."""
        return str(self.key.address)

    def folder(self, moment: Moment) -> BatchFolder:
        """The shared folder of a batch."""
        return BatchFolder.of(self.exchange, moment)

    def observe(self, moment: Moment, figures: Figures, previous: Leaves | None) -> tuple[SignedRoot, Gathered]:
        """Sign the root of one's observations and lay it into the shared folder. The figures stay here.

        Args:
            moment: the batch.
            figures: what this operator computed.
            previous: leaves of the vintage's last final batch, None for the first.

        Raises:
            InputError: figures or enrolment cannot be used.
            IntegrityError: another root was signed for this batch before.
        """
        taken = carried_nullifiers(previous, self.enrolment.account_rows())
        gathered = gather(figures, self.enrolment, taken)
        keys = self.batch_keys(moment)
        tree = observation_tree(gathered.observations, keys, self.operator, self._blinding(moment))
        root = ObservationRoot(
            vintage=moment.vintage,
            sequence=moment.sequence,
            through=moment.through,
            methodologyId=figures.methodology_id,
            factorSetHash=figures.factor_set_hash,
            root=tree.root,
            evidenceHash=figures.inputs_hash,
            count=len(gathered.observations),
        )
        return publish_root(self.folder(moment), moment.deployment, root, self.key, self.state), gathered

    def show(self, moment: Moment, gathered: Gathered, operators: list[str]) -> None:
        """Show one's figures, sealed per person, once the roots of these operators lie in the folder.

        Args:
            moment: the batch.
            gathered: what ``observe`` returned.
            operators: those whose figures will make the batch; normally all in force.

        Raises:
            InputError: a root is still missing.
            IntegrityError: a root is not valid, or one's own figures are not those that were signed.
        """
        folder = self.folder(moment)
        keep_roots(self.state, folder, moment.deployment)
        roots = roots_of(folder, moment, operators)
        keys = self.batch_keys(moment)
        blinding = self._blinding(moment)
        tree = observation_tree(gathered.observations, keys, self.operator, blinding)
        own = next((signed for signed in roots.signed if signed.operator == self.operator), None)
        if own is None or own.root.root != tree.root:
            raise IntegrityError(f"{self.operator} has not signed a root over these figures")
        show(folder, self.operator, gathered.observations, keys, blinding, roots)

    def derive(
        self, moment: Moment, terms: Terms, operator_set: OperatorSet, previous: Leaves | None, valid_until: int
    ) -> Draft:
        """Derive the batch from the operators' figures; see ``abate.oracle.derive``."""
        folder = self.folder(moment)
        keep_roots(self.state, folder, moment.deployment)
        keys = self.batch_keys(moment)
        return derive(folder, moment, self.enrolment, keys, terms, operator_set, previous, valid_until)

    def aggregate(
        self, moment: Moment, terms: Terms, operator_set: OperatorSet, previous: Leaves | None, now: int
    ) -> Draft:
        """Derive the batch and lay it into the folder, for everyone to verify and sign.

        A batch that lies there already keeps its time limit, as long as that is not over.

        Args:
            moment, terms, operator_set, previous: as the chain and this operator know them.
            now: the chain's time, unix seconds.

        Raises:
            InputError: too few operators have shown their figures.
            IntegrityError: the operators' files do not fit.
        """
        folder = self.folder(moment)
        earlier = read_batch(folder, moment.deployment)[0].validUntil if folder.batch.exists() else 0
        valid_until = earlier if earlier >= now else now + VALIDITY
        if earlier < now:
            # signatures of a batch that can no longer be posted
            for operator in folder.operators_with("signatures"):
                folder.signature(operator).unlink()
        draft = self.derive(moment, terms, operator_set, previous, valid_until)
        write_draft(folder, draft)
        return draft

    def verify(
        self, moment: Moment, terms: Terms, operator_set: OperatorSet, previous: Leaves | None, now: int
    ) -> StoredDraft:
        """Re-derive every leaf and the total of the batch in the folder, and compare.

        Args:
            moment, terms, operator_set, previous: as the chain and this operator know them, not as the file says.
            now: the chain's time, unix seconds.

        Raises:
            IntegrityError: the first difference, with both values.
        """
        folder = self.folder(moment)
        keep_roots(self.state, folder, moment.deployment)
        return verify(folder, moment, self.enrolment, self.batch_keys(moment), terms, operator_set, previous, now)

    def sign(
        self, moment: Moment, terms: Terms, operator_set: OperatorSet, previous: Leaves | None, now: int
    ) -> Signature:
        """Verify the batch, then sign it and lay the signature into the folder.

        Raises:
            InputError: this operator is not in force.
            IntegrityError: something differs; nothing is signed then.
        """
        if self.operator not in operator_set.operators:
            raise InputError(f"{self.operator} is no operator in force")
        stored = self.verify(moment, terms, operator_set, previous, now)
        return publish_signature(self.folder(moment), moment.deployment, stored.batch, self.key, now)

    def batch_keys(self, moment: Moment) -> Bytes:
        """Everybody's key of a batch; made once, since every step needs them, and never written."""
        if moment not in self._keys:
            self._keys.clear()
            self._keys[moment] = batch_keys(self.enrolment.key_rows(), moment)
        return self._keys[moment]

    def _blinding(self, moment: Moment) -> bytes:
        """This operator's blinding of a batch; made once, and on the disk before any root is signed."""
        file = self.state / self.operator / f"{moment.vintage}-{moment.sequence:04d}.json"
        if not file.exists():
            write_atomically(file, json_text({"blinding": secrets.token_hex(BLINDING)}), PRIVATE)
        return bytes.fromhex(read_json(file)["blinding"])


def verify(
    folder: BatchFolder,
    moment: Moment,
    enrolment: Enrolment,
    keys: Bytes,
    terms: Terms,
    operator_set: OperatorSet,
    previous: Leaves | None,
    now: int,
) -> StoredDraft:
    """Re-derive every leaf and the total of the batch in a folder, and compare; needs no operator's key.

    Args:
        folder: of the batch.
        moment: which batch.
        enrolment: who takes part.
        keys: their keys of the batch, shape (people, 32).
        terms, operator_set, previous: as the chain and the caller know them, not as the files say.
        now: the chain's time, unix seconds.

    Raises:
        IntegrityError: the first difference, with both values.
    """
    stored = read_draft(folder, moment.deployment)
    derived = derive(folder, moment, enrolment, keys, terms, operator_set, previous, stored.batch.validUntil)
    check_draft(stored, derived, now)
    return stored
