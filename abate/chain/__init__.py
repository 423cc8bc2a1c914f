"""The chain, seen from Python: connection, signing, sending, and one thin typed wrapper per contract."""

from abate.chain.connection import Chain, connect
from abate.chain.refusals import RefusalError
from abate.chain.sender import Call, Sender

__all__ = ["Call", "Chain", "RefusalError", "Sender", "connect"]
