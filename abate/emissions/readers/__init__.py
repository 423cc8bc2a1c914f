"""Readers: from the rows of one source to activity per period, person and source.

``table`` reads the file and marks rows that cannot be used; ``interval``, ``register`` and ``total`` give each row its
period and its coverage, one module per kind of reading.

Throughout, a row is never taken out: the column ``dropped`` says why it does not count and is null where it does. The
first reason stands.
"""
