"""The auction off chain: the mechanism in plain Python, and settlement that holds the contract against it."""
