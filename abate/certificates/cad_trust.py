"""A retirement in the words of the CAD Trust data model, so that registries' software can read it.

Credits of a vintage are fungible and have no serial numbers of their own: the serial block is that of the certificate,
from its first gram to its last, and no other certificate has it.
"""

from __future__ import annotations

from typing import Final

from abate.certificates.text import day_text
from abate.chain.certificate import Retirement

UNIT_METRIC: Final = "gCO2e"


def unit(certificate: int, symbol: str, retirement: Retirement) -> dict[str, str]:
    """The fields of a unit (CAD Trust data model; names of its version 2 where version 1 has none).

    Args:
        certificate: id of the certificate.
        symbol: of the vintage's credit, such as ``PCC13``.
        retirement: what the certificate says.
    """
    block = f"{symbol}-{certificate}"
    return {
        "serialNumberBlock": f"{block}-1-{retirement.amount}",
        "unitBlockStart": "1",
        "unitBlockEnd": str(retirement.amount),
        "unitCount": str(retirement.amount),
        "unitMetric": UNIT_METRIC,
        "vintageYear": str(retirement.vintage),
        "unitStatus": "Retired",
        "unitStatusReason": f"Retired in the name of {retirement.beneficiary}",
        "unitStatusDate": day_text(retirement.retired_on),
        "unitOwner": retirement.beneficiary,
        "unitRetirementBeneficiaryId": retirement.beneficiary,
        "unitRetirementDetail": retirement.statement,
    }
