"""Batches that a colluding quorum bends in one place and signs all the same, files and all."""

import json
from dataclasses import replace

import numpy as np

from abate.oracle.case import Case
from abate.oracle.derive import own_leaves
from abate.oracle.draft_files import write_draft
from abate.oracle.leaves import Leaves
from abate.oracle.report import observation_words
from abate.oracle.signed_roots import observations_hash, parse
from abate.oracle.typed_data import sign


def with_leaves(draft, leaves, root=None):
    batch = replace(
        draft.batch,
        root=leaves.tree.root if root is None else root,
        authorisedTotal=leaves.authorised_total,
        count=len(leaves),
    )
    return replace(draft, leaves=leaves, batch=batch)


def rebuilt(draft, credits=None, **figures):
    """The draft with other medians in its reports."""
    merged = replace(draft.merged, figures=replace(draft.merged.figures, **figures))
    credits = draft.leaves.credits if credits is None else credits
    return with_leaves(draft, own_leaves(merged, draft.moment, credits, draft.gross, draft.keys))


def wrong_credits(draft):
    credits = draft.leaves.credits.copy()
    credits[1] += 1
    return rebuilt(draft, credits)


def wrong_leaf_alone(draft):
    """The report shows the right credits, the leaf others."""
    credits = draft.leaves.credits.copy()
    credits[1] += 1
    return with_leaves(draft, replace(draft.leaves, credits=credits))


def earning_more(draft, words):
    """The second account emitted 1 kg less than the operators observed, and earns it."""
    figures, gross = draft.merged.figures, draft.gross.copy()
    emissions = figures.emissions.copy()
    emissions[1] -= 1000
    gross[1] += 1000
    merged = replace(draft.merged, words=words, figures=replace(figures, emissions=emissions))
    leaves = own_leaves(merged, draft.moment, gross * 97 // 100, gross, draft.keys)
    return with_leaves(replace(draft, gross=gross, merged=merged), leaves)


def wrong_median(draft):
    """A figure that nobody observed."""
    return earning_more(draft, draft.merged.words)


def wrong_observation(draft):
    """Two operators' observations are shown lower than they signed them, and the median is of these."""
    words = [each.copy() for each in draft.merged.words]
    figures = draft.merged.figures
    for place in (0, 1):
        shown = (figures.baseline[1:2], figures.emissions[1:2] - 1000, figures.periods[1:2])
        words[place][1] = observation_words(*shown)[0]
    return earning_more(draft, words)


def source_used_twice(draft):
    nullifiers = draft.merged.figures.nullifiers.copy()
    nullifiers[2] = nullifiers[1]
    return rebuilt(draft, nullifiers=nullifiers)


def malformed_sources(draft):
    figures = draft.merged.figures
    listed = np.stack([figures.nullifiers[:, 0], figures.nullifiers[:, 0]], axis=1)
    counts = figures.source_counts.copy()
    counts[1] = 2
    return rebuilt(draft, nullifiers=listed, source_counts=counts)


def duplicate_account(draft):
    """The second account has a second leaf, with a report that nobody can open."""
    old, rows = draft.leaves, [0, 1, 1, 2, 3]
    hashes = old.report_hashes[rows].copy()
    hashes[2] = 17
    listed = [old.nullifiers[row] for row in rows]
    twice = Leaves(old.accounts[rows], old.credits[rows], hashes, old.marks[rows], old.since[rows], listed)
    return with_leaves(draft, twice, Case.tree_of(twice).root)


def post_bent(draft, desk, signers, vintage, operators, sender):
    """Laid into the folder, signed by these keys without a look, and posted."""
    deployment = draft.moment.deployment
    write_draft(desk.folder(draft.moment), draft)
    signatures = [sign(deployment, draft.batch, key) for key in signers]
    return sender.send(vintage.oracle.post_batch(draft.batch.as_tuple(), operators, signatures))


def forge_root(folder, deployment, operator, forger):
    """Put somebody else's signature under an operator's root; what a batch of all roots names then."""
    file = folder.root(operator)
    content = json.loads(file.read_text())
    root = parse(content, deployment, file).root
    content["signature"] = "0x" + sign(deployment, root, forger).hex()
    file.write_text(json.dumps(content))
    files = sorted(folder.path.glob("roots/0x*.json"), key=lambda one: one.name.lower())
    return observations_hash([parse(json.loads(each.read_text()), deployment, each) for each in files])
