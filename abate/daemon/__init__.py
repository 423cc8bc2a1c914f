"""An operator's daemon: it follows the schedule of periods by itself, and watches what others post.

What is due is told by the chain, the exchange and the journal alone, so it may be killed at any moment and started
again. What it keeps in memory only saves it from looking twice.
"""
