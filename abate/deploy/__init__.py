"""Deploying a programme's contracts from its document, recording them, and checking them against the chain.

``abate.deploy.plan`` and ``abate.deploy.run`` read whole programmes; who only uses a deployment needs neither.
"""

from abate.deploy.contracts import Contracts
from abate.deploy.record import Deployment

__all__ = ["Contracts", "Deployment"]
