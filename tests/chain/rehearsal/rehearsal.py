"""A rehearsal under way: the chain, its time, everybody, and what was seen."""

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from abate.chain import connect
from abate.chain.artefacts import load_artefact
from abate.chain.currency import LocalCurrency
from abate.chain.sender import Sender, deployment
from abate.chain.signer import KeySigner
from abate.deploy import Contracts, Deployment
from tests.chain.rehearsal import people
from tests.chain.rehearsal.commands import Commands
from tests.chain.rehearsal.node import FAUCET, ask, head
from tests.chain.rehearsal.slots import Slots, Traffic
from tests.chain.rehearsal.wallet import pay

PROGRAMME = "programmes/demo/programme.toml"
EXCHANGE = "exchange"
ETHER = 10**18
MONEY = 3_000 * 10**6
"""Of the currency, for everybody who needs some."""


@dataclass
class Seen:
    """What a rehearsal saw; the test and the last lines that a person reads are made of it."""

    restarts: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    outlived: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    slashed: list = field(default_factory=list)
    settlement: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=dict)


class Rehearsal:
    """Everything that the scenes use."""

    def __init__(self, testnet, folder, tell, pace):
        self.testnet, self.folder, self.told, self.begun = testnet, folder, tell, time.monotonic()
        self.slots, self.commands, self.seen = Slots(testnet, pace), Commands(self.tell), Seen()
        self.people, self.exchange = {}, folder / EXCHANGE

    def tell(self, line):
        """One line with its time and, once there are blocks, the newest one."""
        block = f"block {self.slots.blocks[-1].number:>4}" if self.slots.blocks else " " * 10
        self.told(f"{time.monotonic() - self.begun:6.1f} s  {block}  {line}")

    @contextmanager
    def going(self):
        """The chain runs, and everybody is ready, as long as this lasts."""
        with ExitStack() as stack:
            stack.callback(self.testnet.stop)
            self.testnet.start()
            stack.enter_context(self.slots)
            stack.enter_context(self.commands)
            yield self

    @contextmanager
    def scene(self, title):
        """A part of the story, with its time."""
        self.tell(title)
        begun = time.monotonic()
        yield
        self.seen.seconds[title] = time.monotonic() - begun

    def invite(self):
        """Everybody gets coins from the faucet; the issuer brings the currency that stands before Abate comes."""
        self.exchange.mkdir()
        self.people = people.gather(self.folder, self.testnet.urls)
        url, needed = self.testnet.url, [(each.address, ETHER) for each in self.people.values()]
        needed.append((Traffic.account.address, 200 * ETHER))
        pay(FAUCET, url, self.slots, *needed)
        issuer = Sender(connect(url), KeySigner(self.people["issuer"].account))
        currency = issuer.send(deployment(load_artefact("LocalCurrency")))["contractAddress"]
        token = LocalCurrency(issuer.chain, currency)
        minted = [token.mint(self.people[name].address, MONEY) for name in (*people.OPERATORS, *people.HOMES)]
        with self.slots.held():
            sent = [(call, issuer.submit(call)) for call in minted]
        for call, signed in sent:
            issuer.wait(call, signed)
        people.publish_programme(self.people, currency)

    def __getitem__(self, name):
        return self.people[name]

    @property
    def operators(self):
        return [self.people[name] for name in people.OPERATORS]

    @property
    def record(self):
        """The deployment's record as the deployer has it."""
        return self["deployer"].home / "deployment.json"

    @property
    def contracts(self):
        """The deployment, read through the first node."""
        return Contracts(Deployment.load(self.record), connect(self.testnet.url))

    def publish_record(self):
        """Everybody gets the record, as from the programme's repository."""
        for who in self.people.values():
            if who.name != "deployer":
                (who.home / "deployment.json").write_bytes(self.record.read_bytes())

    def summary(self):
        """What was seen, in a few lines."""
        blocks, fees = self.slots.blocks, [block.base_fee for block in self.slots.blocks]
        yield f"{len(blocks)} blocks, {sum(block.transactions for block in blocks)} transactions"
        yield f"base fee from {min(fees) / 10**9:.3f} to {max(fees) / 10**9:.3f} gwei"
        yield f"{self.commands.count} processes of abate and brownie"
        for what, number in self.seen.restarts:
            yield f"restarted at block {number}, while {what}: the waiting transaction was lost, and landed once"
        for what, number in self.seen.outlived:
            yield f"one node fell at block {number}, while {what}: the other had the transaction, and it landed once"
        yield f"{len(self.seen.findings)} findings of the final check, all right; {self.seen.refused['said']}"
        if len(self.seen.heads) > 1:
            yield f"{len(self.seen.heads)} nodes agree on each finding and on the newest block, {self.seen.heads[0]}"
        for title, seconds in self.seen.seconds.items():
            yield f"{seconds:7.1f} s  {title}"

    def nonce(self, who):
        """How many transactions of somebody have landed."""
        return int(ask(self.testnet.url, "eth_getTransactionCount", who.address, "latest"), 16)

    def restart(self, what):
        """The node goes down with whatever it had not mined, and comes back."""
        before = head(self.testnet.url)
        self.testnet.stop()
        self.testnet.start()
        after = head(self.testnet.url)
        assert (after.number, after.time) == (before.number, before.time), "the chain must be as it was"
        self.seen.restarts.append((what, before.number))
        self.tell(f"  the node was restarted while {what}")
