"""An operator's steps of a period, each with handing its files over: for commands one by one, and for the daemon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abate.chain.sender import Sender
from abate.exchange.share import Share
from abate.oracle.derive import Draft
from abate.oracle.desk import Desk
from abate.oracle.figures import Figures, Gathered
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Moment
from abate.oracle.onchain import Vintage
from abate.oracle.post import Posted
from abate.oracle.post import post as post_batch
from abate.oracle.signatures import Signature
from abate.oracle.signed_roots import SignedRoot
from abate.oracle.terms import OperatorSet, Terms


@dataclass(frozen=True)
class Workplace:
    """Where one operator takes its steps.

    Attributes:
        vintage: oracle and year.
        desk: key, enrolment and private folder; works in the share's folder.
        share: the exchange.
        terms: what figures are worth in the vintage.
    """

    vintage: Vintage
    desk: Desk
    share: Share
    terms: Terms

    def lay_root(self, moment: Moment, figures: Figures) -> tuple[SignedRoot, Gathered]:
        """Sign the root of one's observations and hand it over; the figures stay here.

        Raises:
            InputError, IntegrityError, ChainError: as ``Desk.observe``, or the exchange failed.
        """
        previous = self.vintage.final_leaves(self.share.folder)
        done = self.desk.observe(moment, figures, previous)
        self.share.send_own(self.desk.folder(moment))
        self.share.fetch()
        return done

    def show(self, moment: Moment, gathered: Gathered, operators: Sequence[str]) -> None:
        """Show one's figures, once the roots of these operators are there, and hand them over.

        Raises:
            InputError, IntegrityError, ChainError: as ``Desk.show``, or the exchange failed.
        """
        self.desk.show(moment, gathered, list(operators))
        self.share.send_own(self.desk.folder(moment))

    def aggregate(self, moment: Moment, operator_set: OperatorSet) -> Draft:
        """Take the medians, lay the batch and hand it over.

        Raises:
            InputError, IntegrityError, ChainError: as ``Desk.aggregate``, or the exchange failed.
        """
        previous, now = self.vintage.final_leaves(self.share.folder), self.vintage.oracle.chain.now()
        draft = self.desk.aggregate(moment, self.terms, operator_set, previous, now)
        self.share.send_draft(self.desk.folder(moment))
        return draft

    def sign(self, moment: Moment, operator_set: OperatorSet) -> Signature:
        """Derive the batch anew, sign it where all agrees, and hand the signature over.

        Raises:
            InputError, IntegrityError, ChainError: as ``Desk.sign``, or the exchange failed.
        """
        previous, now = self.vintage.final_leaves(self.share.folder), self.vintage.oracle.chain.now()
        signature = self.desk.sign(moment, self.terms, operator_set, previous, now)
        self.share.send_own(self.desk.folder(moment))
        return signature


def missing_roots(folder: BatchFolder, operators: Sequence[str]) -> list[str]:
    """Those of the operators whose roots are not there yet."""
    return [one for one in operators if not folder.root(one).exists()]


def post(vintage: Vintage, share: Share, folder: BatchFolder, operator_set: OperatorSet, sender: Sender) -> Posted:
    """Send the batch unless it stands, and lay the tree that people claim with; anybody may.

    Raises:
        InputError, IntegrityError, ChainError: as ``abate.oracle.post.post``, or the exchange failed.
    """
    done = post_batch(vintage, folder, operator_set, sender)
    if sender.address in operator_set.operators:
        share.send_tree(folder)
    return done
