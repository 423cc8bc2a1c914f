"""The daemon's rounds: look at the chain, go through the duties, wait; a failure is told, and tried again later."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from abate.daemon.feeding import aggregate, observe, post, show, sign
from abate.daemon.health import FAILURES, Health
from abate.daemon.look import Look, Watcher
from abate.daemon.measures import measure
from abate.daemon.office import Office
from abate.daemon.purse import OverLimitError
from abate.daemon.stand import stand
from abate.daemon.stop import StoppedError
from abate.daemon.telling import told
from abate.daemon.upkeep import erase, fetch, relay
from abate.daemon.watching import answer, challenge, demand, dispute
from abate.daemon.words import Duty, Said
from abate.errors import InputError

LONGEST_PAUSE: Final = 300.0
"""Seconds after which the node is asked again, or a duty that failed is tried again, at the latest."""
DUTIES: Final[Mapping[Duty, Callable[[Office, Look], bool]]] = {
    Duty.FETCH: fetch,
    Duty.ERASE: erase,
    Duty.ANSWER: answer,
    Duty.CHALLENGE: challenge,
    Duty.DEMAND: demand,
    Duty.DISPUTE: dispute,
    Duty.STAND: stand,
    Duty.OBSERVE: observe,
    Duty.SHOW: show,
    Duty.AGGREGATE: aggregate,
    Duty.SIGN: sign,
    Duty.POST: post,
    Duty.RELAY: relay,
}


@dataclass
class Failing:
    """A duty that failed.

    Attributes:
        times: in a row.
        until: when it is tried again, by a clock that only grows.
    """

    times: int
    until: float


@dataclass
class Daemon:
    """Goes round until it is told to stop.

    Attributes:
        office: what duties work with.
        watcher: looks at the chain.
        health: told of what fails.
        duties: which ones.
        poll: seconds between two rounds in which nothing was done.
    """

    office: Office
    watcher: Watcher
    health: Health
    duties: tuple[Duty, ...]
    poll: float
    _failing: dict[Duty, Failing] = field(default_factory=dict)
    _lost: int = 0
    _answered: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Until it is told to stop; only then it returns."""
        office = self.office
        office.metrics.begin(self.duties)
        try:
            while True:
                office.stop.pause(self.round())
        except StoppedError:
            office.log.say(Said.STOPPING)
        finally:
            office.stop.done()

    def round(self) -> float:
        """One round; seconds until the next.

        Raises:
            StoppedError: somebody wants the daemon to stop.
        """
        try:
            look = self.looked()
            if look is None:
                return self.poll
            if self._lost:
                # the others went on meanwhile
                self.office.turns.join()
            did = self.gone_through(look)
            measure(self.office, look)
        except StoppedError:
            raise
        except InputError as problem:
            reason = told(problem)
            self.health.set("look", reason)
            self.office.log.say_once(("look", reason), Said.FAILED, reason=reason)
            return self.poll
        except Exception as problem:  # noqa: BLE001 - whatever a node answers, the daemon asks again
            return self.node_lost(problem)
        self.node_back()
        self.health.set("look", None)
        self.health.set("force", self.out_of_force(look))
        self.health.went_round()
        self.office.metrics.looked_at.set(time.time())
        return min(self.poll, 1.0) if did else self.poll

    def out_of_force(self, look: Look) -> str | None:
        """Why an operator that should feed does not; None where it does, or only watches."""
        if Duty.OBSERVE not in self.duties or self.office.me in look.operator_set.operators:
            return None
        return f"{self.office.me} is not in force: it has left, is suspended, or its bond is not whole"

    def looked(self) -> Look | None:
        """The chain as it is; None where the node is to be waited for."""
        log, metrics = self.office.log, self.office.metrics
        behind = self.watcher.behind(time.time())
        self.health.set("behind", behind)
        if behind is not None:
            self.node_back()
            log.say_once(("behind",), Said.WAITING, reason=behind)
            metrics.head_age.set(time.time() - self.watcher.chain.now())
            return None
        if log.again(("behind",)):
            self.office.turns.join()
        depth = self.watcher.taken_back()
        if depth:
            metrics.reorganisations.inc()
            log.say(Said.REORGANISED, count=depth, reason="blocks that were seen are not on the chain any more")
            self.office.forget()
        return self.watcher.look()

    def gone_through(self, look: Look) -> bool:
        """All duties that are not to wait; whether one did something."""
        did = False
        for duty in self.duties:
            self.office.stop.check()
            failing = self._failing.get(duty)
            if failing is None or time.monotonic() >= failing.until:
                did |= self.tried(duty, look)
        return did

    def tried(self, duty: Duty, look: Look) -> bool:
        """One duty; whether it did something."""
        metrics, begun = self.office.metrics, time.monotonic()
        try:
            did = DUTIES[duty](self.office, look)
        except StoppedError:
            raise
        except Exception as problem:  # noqa: BLE001 - one duty that fails keeps no other from being done
            self.failed(duty, look, problem)
            return False
        finally:
            metrics.duty_seconds.labels(duty).observe(time.monotonic() - begun)
        metrics.duties.labels(duty, "done" if did else "idle").inc()
        if self._failing.pop(duty, None) is not None:
            self.health.set(duty, None)
            metrics.failing.labels(duty).set(0)
        return did

    def failed(self, duty: Duty, look: Look, problem: Exception) -> None:
        """Tell it, and wait longer the more often it happens."""
        times = self._failing[duty].times + 1 if duty in self._failing else 1
        pause = min(self.poll * 2 ** (times - 1), LONGEST_PAUSE)
        self._failing[duty] = Failing(times, time.monotonic() + pause)
        self.office.metrics.duties.labels(duty, "failed").inc()
        self.office.metrics.failing.labels(duty).set(times)
        self.office.log.say(
            Said.FAILED, duty=duty.value, reason=told(problem), count=times, seconds=round(pause, 1), **self.batch(look)
        )
        if times >= FAILURES or isinstance(problem, OverLimitError):
            self.health.set(duty, f"{duty} failed {times} times in a row: {told(problem)}")

    @staticmethod
    def batch(look: Look) -> dict[str, Any]:
        """The batch that is under way, as fields of a line."""
        if look.moment is None:
            return {}
        return {"period": str(look.period), "sequence": look.moment.sequence}

    # --------------------------------------------------------------------------------------------------- the node

    def node_lost(self, problem: Exception) -> float:
        """Tell it once, and wait longer each time."""
        self._lost += 1
        down = time.monotonic() - self._answered
        self.office.metrics.node_down.set(down)
        reason = told(problem)
        self.health.set("node", reason)
        if self._lost == 1:
            self.office.log.say(Said.NODE_LOST, reason=reason)
        return float(min(self.poll * 2 ** min(self._lost - 1, 10), LONGEST_PAUSE))

    def node_back(self) -> None:
        """It answers."""
        if self._lost:
            down = time.monotonic() - self._answered
            self.office.log.say(Said.NODE_BACK, seconds=round(down, 1))
            self.health.set("node", None)
        self._lost, self._answered = 0, time.monotonic()
        self.office.metrics.node_down.set(0)
