"""What a wallet's owner does: look, claim, deposit, withdraw, consign, bid and retire."""

from abate.wallet.wallet import Wallet

__all__ = ["Wallet"]
