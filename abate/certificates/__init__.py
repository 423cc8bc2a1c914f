"""Certificates that a stranger can verify offline: what the chain holds of one, with proofs against a block's hash."""
