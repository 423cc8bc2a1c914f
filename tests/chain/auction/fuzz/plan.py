"""Random auctions, drawn as plans: what everybody will try, and when. A plan knows nothing of what comes of it."""

import random
from dataclasses import dataclass, field

from tests.chain.auction.deployments import DEFAULTS

PLAYERS, SIGNERS = range(8), range(8, 11)
"""Players act by themselves and sign; signers have no gas: others fill their vaults and relay their bids."""
PEOPLE = (*PLAYERS, *SIGNERS)
VAULT = 2**112 - 1
MAX_SUPPLY = 2**27 - 1
MAX_TIME, MAX_UINT64 = 2**32 - 1, 2**64 - 1
STYLES = ("mixed", "mixed", "mixed", "ties", "one bidder", "one seller", "scarce", "ample", "dense", "widest")


@dataclass(frozen=True)
class Act:
    """What somebody tries: ``kind`` is a method of Director."""

    kind: str
    who: int = 0
    values: tuple = ()

    def __str__(self):
        return f"{self.kind}({', '.join(map(str, (self.who, *self.values)))})"


@dataclass(frozen=True)
class Scene:
    """Acts of one moment: ``offset`` seconds after the round's ``start`` or ``end``, or at once (``now``)."""

    anchor: str
    offset: int
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Plan:
    """An auction."""

    style: str
    settings: dict = field(hash=False)
    scenes: tuple[Scene, ...] = ()

    def __str__(self):
        changed = {name: value for name, value in self.settings.items() if value != DEFAULTS[name]}
        lines = [f"{scene.anchor}+{scene.offset}: {'; '.join(map(str, scene.acts))}" for scene in self.scenes]
        return "\n".join([f"settings {changed}", *lines])


def drawn(seed):
    """The plan of a seed: two or three rounds."""
    return Drawing(random.Random(seed)).plan()


class Drawing:
    """Draws a plan with one pair of dice."""

    def __init__(self, dice):
        self.dice = dice
        self.style = dice.choice(STYLES)
        self.settings = self.drawn_settings()
        self.top_price = self.settings["capPrice"] + self.settings["tickSize"] * self.settings["ticks"]
        self.near = dice.randint(1, self.settings["ticks"])

    def plan(self):
        scenes = []
        for _ in range(self.dice.choice([2, 2, 3])):
            scenes += self.round()
        return Plan(self.style, self.settings, tuple(scenes))

    def drawn_settings(self):
        dice = self.dice
        made = DEFAULTS | {
            "ticks": dice.choice([1, 5, 40, 2_047]),
            "minimumBidBps": dice.choice([0, 100, 2_000]),
            "minimumSupply": dice.choice([1, 10]),
            "purchaseLimitBps": dice.choice([2_500, 10_000, 10_000]),
            "extensions": dice.choice([0, 1, 3]),
        }
        if self.style == "dense":
            made |= {"ticks": 2_047, "minimumBidBps": 0, "purchaseLimitBps": 10_000}
        if self.style == "widest":
            cap = dice.choice([1, 2**63, MAX_UINT64 - 2_047])
            made |= {
                "lotGrams": dice.choice([1, MAX_UINT64]),
                "referenceBaseline": dice.choice([1, MAX_UINT64]),
                "unitValue": dice.choice([1, MAX_UINT64]),
                "floorPrice": dice.choice([1, cap]),
                "capPrice": cap,
                "tickSize": min(2**40 - 1, (MAX_UINT64 - cap) // made["ticks"]),
                "minimumSupply": dice.choice([1, MAX_SUPPLY]),
                "consignmentTime": dice.choice([1, MAX_TIME]),
                "biddingTime": dice.choice([60, MAX_TIME]),
                "extension": dice.choice([0, 60]),
                "extensions": dice.choice([0, 255]),
                "clampLowBps": dice.choice([0, 10_000]),
                "clampHighBps": dice.choice([10_000, 2**16 - 1]),
                "minimumBidBps": dice.choice([0, 10_000]),
                "purchaseLimitBps": 10_000,
            }
        return made

    def round(self):
        supply, consigning = self.consigning()
        scenes = [Scene("now", 1, (Act("open"), *consigning))]
        count = self.dice.choice([1, 2, 4])
        for i in range(count):
            last = i == count - 1
            anchor, offset = ("end", -self.dice.randint(1, 30)) if last else ("start", 10 * i)
            scenes.append(Scene(anchor, offset, tuple(self.bidding(supply, first=i == 0))))
        late = (Act("exit", self.dice.choice(PLAYERS)), Act("crank", 0, (1,)), self.relayed(supply))
        return [*scenes, Scene("end", self.dice.choice([0, 0, 5]), (*late, *self.settling()))]

    def consigning(self):
        dice = self.dice
        sizes = [1, 7, 30, 1_000] if self.style != "widest" else [1, MAX_SUPPLY, MAX_SUPPLY - 1, 2**26]
        if self.style == "dense":
            sizes = [20, 50]
        count = 1 if self.style == "one seller" else dice.choice([0, 1, 1, 3, 5])
        lots = [dice.choice(sizes) for _ in range(count)]
        return min(sum(lots), MAX_SUPPLY), [Act("consign", dice.choice(PLAYERS), (each,)) for each in lots]

    def bidding(self, supply, first):
        if first:
            yield from self.funding(supply)
            if self.style == "dense":
                yield from self.crowd(supply)
        for _ in range(self.dice.choice([0, 2, 5, 9])):
            yield self.bid(supply)
            if self.dice.random() < 0.35:
                yield self.dice.choice(
                    [
                        Act("exit", self.dice.choice(PLAYERS)),
                        Act("crank", 0, (self.dice.choice([0, 1, 2, 300]),)),
                        Act("withdraw", self.dice.choice(PLAYERS), (self.dice.choice([1, VAULT]),)),
                        Act("claim", self.dice.choice(PEOPLE)),
                        Act("cancel", self.dice.choice(PLAYERS), (self.dice.choice([0, 3, 2**28 - 1, 2**28]),)),
                        Act("retire", self.dice.choice(PLAYERS), (self.dice.choice([True, False]),)),
                    ]
                )

    def funding(self, supply):
        for who in PEOPLE:
            enough = self.top_price * max(1, supply) // self.dice.choice([1, 1, 2, 1_000])
            if self.style == "widest" and who in PLAYERS and self.dice.random() < 0.2:
                enough = VAULT - self.dice.choice([0, enough])
            yield Act("deposit", who, (enough,))

    def crowd(self, supply):
        """One lot on each of many words of the ladder, then a bid for all."""
        words = self.dice.sample(range(1, 250), 40)
        for i, who in enumerate(PEOPLE[:-1]):
            steps = tuple((8 * word, 1) for word in words[4 * i : 4 * i + 4])
            yield Act("curve", who, steps) if who in PLAYERS else Act("relay", 0, ((who, steps, 0, 0, True),))
        yield self.dice.choice(
            [Act("bid", 0, (2_040, supply)), Act("relay", 0, ((10, ((2_040, supply),), 0, 0, True),))]
        )

    def bid(self, supply):
        who = 3 if self.style == "one bidder" else self.dice.choice(PLAYERS)
        steps = self.steps(supply)
        kind = self.dice.random()
        if kind < 0.35:
            return self.relayed(supply)
        if kind < 0.5:
            return Act("bid_with_deposit", who, (*steps[0], self.dice.choice([0, self.top_price * max(1, supply)])))
        return Act("bid", who, steps[0]) if len(steps) == 1 else Act("curve", who, steps)

    def relayed(self, supply):
        """One to three signed bids in a batch, some of them not to be taken."""
        orders = []
        for _ in range(self.dice.choice([1, 2, 3])):
            who = 9 if self.style == "one bidder" else self.dice.choice(PEOPLE)
            nonce, late, own = self.dice.choice([(0, 0, True)] * 7 + [(1, 0, True), (0, 1, True), (0, 0, False)])
            orders.append((who, self.steps(supply), nonce, late, own))
        return Act("relay", self.dice.choice(PLAYERS), tuple(orders))

    def steps(self, supply):
        return tuple(self.step(supply) for _ in range(self.dice.choice([1, 1, 1, 1, 2, 4, 5])))

    def step(self, supply):
        """Often near others, so that ties and outbidding happen; sometimes out of range."""
        dice, ticks = self.dice, self.settings["ticks"]
        self.near += dice.choice([0, 0, 0, 1]) if self.style != "ties" else 0
        tick = dice.choice([self.near, self.near, self.near + dice.choice([-1, 1, 2]), dice.randint(0, ticks + 1)])
        shares = {"scarce": [1, 2], "ample": [1, 1, 50]}.get(self.style, [1, 2, 3, 5, 20])
        lots = dice.choice([max(1, supply // share) for share in shares] + [1, supply, supply + 1, 0])
        return max(0, min(tick, 2**16 - 1)), min(lots, 2**32 - 1)

    def settling(self):
        """Most people and sellers, one by one or together, in any order, some twice."""
        dice = self.dice
        yield Act("crank", 0, (dice.choice([300, 300, 300, 1]),))
        people = dice.choices(PEOPLE, k=dice.choice([0, 6, 16]))
        jobs = [Act("claim", who) for who in people]
        jobs += [Act("pay", index) for index in dice.choices(range(5), k=dice.choice([0, 3, 8]))]
        dice.shuffle(jobs)
        yield from jobs
        yield Act("claim_many", 0, tuple(dice.choices(PEOPLE, k=dice.choice([0, 12]))))
        yield Act("pay_many", 0, tuple(dice.choices(range(5), k=dice.choice([0, 5]))))
