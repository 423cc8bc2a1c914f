"""The contract's clock as it walks over packed words, in plain Python: where a round's clock is while it lags."""

from abate.auction.reference import clock_of

TICKS_IN_WORD = 8
WORDS_PER_BID = 16


class Walk:
    """The clock of one round of the reference, moved by a bounded number of words at a time.

    The reference finds its clock by the definition, at once; this one follows it, and lags where a bid overtook more
    words than it may walk.
    """

    def __init__(self, round_):
        self.round, self.clock = round_, 0

    @property
    def demand_above(self):
        return sum(lots for tick, lots in self.round.demand_by_tick.items() if tick > self.clock)

    @property
    def lags(self):
        return self.demand_above > self.round.supply

    def advance(self, max_words=WORDS_PER_BID):
        """Move over at most so many words that were bid in: to the end of each that does not suffice."""
        first = (self.clock + 1) // TICKS_IN_WORD
        words = sorted({tick // TICKS_IN_WORD for tick in self.round.demand_by_tick} - set(range(first)))
        for word in words[:max_words]:
            if not self.lags:
                return
            self.clock = min(TICKS_IN_WORD * word + TICKS_IN_WORD - 1, self.target)

    @property
    def target(self):
        """Where the clock comes to rest; it never goes back."""
        return max(self.clock, clock_of(self.round.demand_by_tick, self.round.supply))
