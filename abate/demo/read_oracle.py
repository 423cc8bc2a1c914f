"""What went wrong at the oracle, as the operators' files and the chain tell it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from eth_utils.address import to_checksum_address

from abate.demo.amounts import from_grams, minute, scaled
from abate.demo.false_batch import Fallen
from abate.demo.room import OperatorRoom
from abate.demo.stage import Stage
from abate.report.summary_market import Batch
from abate.report.summary_oracle import Bonds, FallenBatch, Misreading, Observed, Slashed


def misreadings_of(room: OperatorRoom) -> tuple[Misreading, ...]:
    """Every home's emissions that one operator saw otherwise, with what each of them signed."""
    names, found = room.names(), []
    for period, fed in room.fed.items():
        merged = fed.draft.merged
        accounts = ["0x" + account.tobytes().hex() for account in merged.figures.accounts]
        for row in merged.disagreements.filter(pl.col("field") == "emissions").iter_rows(named=True):
            at = accounts.index(row["account"])
            seen = {who: int(gathered.observations.emissions[at]) for who, gathered in fed.gathered.items()}
            found.append(
                Misreading(
                    period=period,
                    person=room.stage.person_at(to_checksum_address(row["account"])),
                    observed=tuple(Observed(operator=names[who], kg=from_grams(grams)) for who, grams in seen.items()),
                    median_kg=from_grams(row["median"]),
                    outlier=names[row["operator"]],
                )
            )
    return tuple(found)


def fallen_of(room: OperatorRoom, fallen: Sequence[Fallen], batches: Sequence[Batch]) -> tuple[FallenBatch, ...]:
    """Every batch that was proven wrong: figures from the files, the rest from the chain's events."""
    return tuple(_fallen(room, one, batches) for one in fallen)


def _fallen(room: OperatorRoom, one: Fallen, batches: Sequence[Batch]) -> FallenBatch:
    stage, forged = room.stage, one.forged
    challenges, registry = stage.contracts.challenges, stage.contracts.registry
    sequence, names = one.posting.batch.sequence, room.names()
    batch = next(each for each in batches if each.sequence == sequence)
    corrected = next(each for each in batches if each.sequence > sequence and not each.fell)
    faulted = challenges.events("BatchFaulted", stage.first_block, sequence=sequence)[0]
    committed = challenges.events("ChallengeCommitted", stage.first_block, commitment=faulted["commitment"])[0]
    collected = challenges.events("FaultCollected", stage.first_block, commitment=faulted["commitment"])[0]
    shared = registry.events("SlashShared", collected.block, collected.block)[0]
    slashed = registry.events("BondSlashed", collected.block, collected.block)
    decimals, row = stage.documents.programme.currency.decimals, forged.row
    return FallenBatch(
        sequence=sequence,
        corrected_by=corrected.sequence,
        period=forged.fault.period,
        person=forged.fault.person,
        false_kg=from_grams(int(forged.draft.merged.figures.emissions[row])),
        right_kg=from_grams(int(forged.honest.merged.figures.emissions[row])),
        false_credits=from_grams(int(forged.draft.leaves.credits[row])),
        right_credits=from_grams(int(forged.honest.leaves.credits[row])),
        signers=batch.signers,
        challenger=names[faulted["challenger"]],
        refusal=forged.refusal,
        fault=one.fault.kind.words,
        posted_at=batch.posted_at,
        committed_at=minute(stage.chain.block(committed.block)["timestamp"]),
        fell_at=minute(stage.chain.block(faulted.block)["timestamp"]),
        corrected_at=corrected.posted_at,
        issued=batch.issued_people + batch.issued_reserve,
        slashed=tuple(
            Slashed(
                operator=names[event["operator"]],
                before=scaled(event["bond"] + event["amount"], decimals),
                lost=scaled(event["amount"], decimals),
                after=scaled(event["bond"], decimals),
                end=scaled(registry.operator_of(event["operator"]).bond, decimals),
            )
            for event in slashed
        ),
        reward=scaled(shared["reward"], decimals),
        destroyed=scaled(shared["destroyed"], decimals),
    )


def bonds_of(stage: Stage) -> Bonds:
    """All money of the operators' bonds since the run began."""
    registry, decimals = stage.contracts.registry, stage.documents.programme.currency.decimals
    paid = sum(event["amount"] for event in registry.events("BondDeposited", stage.first_block))
    rewards = sum(event["reward"] for event in registry.events("SlashShared", stage.first_block))
    terms = registry.bond_terms()
    return Bonds(
        paid=scaled(paid, decimals),
        held=scaled(sum(registry.operator_of(each).bond for each in stage.documents.plan.operators), decimals),
        rewards=scaled(rewards, decimals),
        destroyed=scaled(registry.destroyed(), decimals),
        size=scaled(terms.size, decimals),
        slice=scaled(terms.slice, decimals),
    )
