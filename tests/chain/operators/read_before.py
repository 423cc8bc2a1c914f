"""What a process that forks commands has read already, so that none of them reads it again."""

from abate.chain.artefacts import load_artefact
from abate.chain.contract import ContractAt


def read_contracts() -> None:
    """Read the compiled contracts that a command may speak to: most of what a short command does."""
    kinds = ContractAt.__subclasses__()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if hasattr(kind, "artefact"):
            load_artefact(kind.artefact)
