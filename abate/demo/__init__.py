"""The demonstration: ten real homes, three months, from meter readings to retired credits on a local chain."""
