"""Whom a programme admits: partners that list rewards, causes that take donations."""

from __future__ import annotations

from pydantic import Field, field_validator

from abate.documents import Document
from abate.fields import Address


class RewardSettings(Document):
    """Accounts that are admitted from the deployment on; the owner admits and dismisses others later.

    Attributes:
        partners: may list rewards in the catalogue.
        causes: may register for donations.
    """

    partners: tuple[Address, ...] = Field(default=(), max_length=64)
    causes: tuple[Address, ...] = Field(default=(), max_length=64)

    @field_validator("partners", "causes")
    @classmethod
    def _distinct(cls, accounts: tuple[str, ...]) -> tuple[str, ...]:
        for index, account in enumerate(accounts):
            if account in accounts[:index]:
                raise ValueError(f"{account} is named twice")
            if not int(account, 16):
                raise ValueError("the zero address is nobody")
        return accounts
