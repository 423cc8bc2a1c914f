"""Keeps Brownie 1.22 from tracing a reverted transaction unless somebody reads where in the source it reverted.

For each revert, expected or not, Brownie fetches a trace with the stack and the memory at every step, which is
megabytes, and quotes the source from it.
"""

from contextlib import suppress

from brownie.exceptions import RPCRequestError, VirtualMachineError
from brownie.network.transaction import TransactionReceipt

as_told = VirtualMachineError.__str__


def trace_reverts_for_readers_only() -> None:
    """Quote the source in the exception's text, and look for it when the text is asked for."""
    VirtualMachineError.receipt = None
    VirtualMachineError.__str__ = tell
    TransactionReceipt._raise_if_reverted = raise_if_reverted


def raise_if_reverted(self, problem):
    """Raise what is known without a trace."""
    if not self.status:
        problem.receipt = self
        raise problem


def tell(self):
    """With the error and the lines of source that reverted, as long as the node knows the transaction."""
    if self.receipt is not None and not self.source:
        with suppress(RPCRequestError):
            self.revert_msg = self.receipt.revert_msg
            self.source = self.receipt._error_string(1)
    return as_told(self)
