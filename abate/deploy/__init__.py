"""Deploying a programme's contracts from its document, recording them, and checking them against the chain."""

from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment

__all__ = ["Contracts", "Deployment", "Plan"]
