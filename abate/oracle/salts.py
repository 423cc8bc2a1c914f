"""Salts of one batch, from each person's key: without the key a hash tells nothing, and a proof opens only its part."""

from __future__ import annotations

from enum import Enum

from abate.merkle.keccak import keccak256
from abate.oracle.hmac_rows import hmac_rows
from abate.oracle.moment import Moment
from abate.oracle.words import Bytes, hash_rows, same_words

BATCH_KEY_LABEL = b"abate/batch-key/1"


class Role(Enum):
    """What a salt or key is for. No two roles share one, so opening one part says nothing about the others."""

    NUMBERS = b"abate/numbers/1"
    SOURCES = b"abate/sources/1"
    EVIDENCE = b"abate/evidence/1"
    OBSERVATION = b"abate/observation/1"
    SEALED_OBSERVATION = b"abate/sealed-observation/1"
    SEALED_REPORT = b"abate/sealed-report/1"


def batch_keys(person_keys: Bytes, moment: Moment) -> Bytes:
    """Each person's key of this batch: HMAC-SHA256(person key, label || context).

    Args:
        person_keys: shape (people, 32).
        moment: the batch.

    Returns:
        shape (people, 32); it never leaves the operators.
    """
    return hmac_rows(person_keys, same_words(BATCH_KEY_LABEL + moment.context(), len(person_keys)))


def salts(keys: Bytes, role: Role, extra: bytes = b"") -> Bytes:
    """Each person's salt of a role: keccak256(batch key || keccak256(role) || extra), shape (people, 32).

    Args:
        keys: the people's keys of the batch, shape (people, 32).
        role: what the salt is for.
        extra: binds it further, the same for everybody; its length is fixed for each role.
    """
    return hash_rows(keys, same_words(keccak256(role.value) + extra, len(keys)))
