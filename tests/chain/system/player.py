"""Plays lives: scripts drawn by a seed, every invariant after each step; a script that fails is made smaller."""

from collections import Counter
from dataclasses import dataclass
from inspect import signature
from random import Random

from tests.chain.system.life import Life

OFTEN = {
    "step_a_right_batch_becomes_final": 5,
    "step_post": 5,
    "step_the_batch_becomes_final": 3,
    "step_issue": 4,
    "step_issue_many": 4,
    "step_prove": 6,
    "step_collect": 4,
    "step_enter": 3,
    "step_top_up": 3,
    "step_demand_numbers": 2,
    "step_demand_leaf": 2,
    "step_answer": 6,
    "step_dispute": 2,
    "step_defend": 3,
    "step_rule_in_time": 2,
    "step_consign": 3,
    "step_bid": 4,
    "step_bid_with_deposit": 4,
    "step_relay": 3,
    "step_the_round_ends": 3,
    "step_retire": 3,
    "step_redeem": 4,
    "step_acknowledge": 2,
    "step_honour": 2,
    "step_donate": 6,
    "step_usurp": 2,
    "step_confirm_suspension": 0.5,
    "step_pass_days": 0.5,
    "step_close_cause": 0.3,
    "step_dismiss": 0.5,
    "step_approve": 0.5,
    "step_cancel_order": 0.5,
    "step_cancel_signed_bids": 0.5,
}
"""How often a step is drawn beside the others, so that lives get far."""

Script = list[tuple[str, dict]]
TRIES = 60
SCENE, FAITH = 10, 0.6
"""For so many tries a life stays with one family of steps, and this part of them are of that family."""


@dataclass
class Tally:
    """What happened in lives: steps by their names, and calls of functions that were taken and refused."""

    steps: Counter
    taken: Counter
    refused: Counter
    errors: Counter

    @classmethod
    def empty(cls) -> "Tally":
        return cls(Counter(), Counter(), Counter(), Counter())

    def __str__(self) -> str:
        lines = [f"{'function':<48}{'taken':>8}{'refused':>9}"]
        for name in sorted({*self.taken, *self.refused}):
            errors = ", ".join(e[len(name) + 1 :] for e in sorted(self.errors) if e.startswith(f"{name} "))
            lines.append(f"{name:<48}{self.taken[name]:>8}{self.refused[name]:>9}  {errors}")
        lines.append(f"{'all':<48}{self.taken.total():>8}{self.refused.total():>9}")
        lines.append(f"{self.steps.total()} steps: " + ", ".join(f"{n[5:]} {c}" for n, c in sorted(self.steps.items())))
        return "\n".join(lines)


class Player:
    """Plays one life after another.

    Args:
        life: the world.
        tally: what is counted.
        every: how many steps happen between two readings of all views; after the last one they are read too.
    """

    def __init__(self, life: Life, tally: Tally, every: int = 1):
        self.life, self.tally, self.every = life, tally, every
        self.names = sorted(name for name in dir(life) if name.startswith("step_"))
        families = [cls for cls in type(life).__mro__ if any(name in vars(cls) for name in self.names)]
        self.scenes = [[name for name in self.names if name in vars(cls)] for cls in families]
        self.invariants = [
            getattr(life, name)
            for name in sorted(dir(life))
            if name.startswith("invariant_") and not name.startswith("invariant_promise_8_every")
        ]

    def play(self, seed: int, steps: int) -> None:
        """So many steps that did something, drawn by the seed, and the life's end.

        Raises:
            AssertionError: contracts and shadow differ; it tells the smallest script found that still fails.
        """
        script: Script = []
        try:
            self.live(self.drawn(Random(seed), steps), script)
        except AssertionError as problem:
            small = shrunk(script, self.fails)
            problem.add_note(f"life {seed} failed after {len(script)} steps; the smallest script found:")
            problem.add_note("\n".join(f"    {step}," for step in small))
            problem.add_note(f"which fails so: {self.fails(small)}")
            problem.add_note(f"play it again: make lives SCRIPT=file, or make lives LIVES=1 STEPS={steps} SEED={seed}")
            raise

    def replay(self, script: Script) -> None:
        """The steps of a script and the end."""
        self.live(iter(script), [])

    def fails(self, script: Script) -> str | None:
        """How a script fails; None where it does not."""
        try:
            self.replay(script)
        except AssertionError as problem:
            return str(problem)
        return None

    def drawn(self, dice: Random, steps: int):
        """Steps until so many did something, and the end. Those that seldom did anything are drawn more often, and
        what belongs together comes together.
        """
        worth, done, tries, scene = Counter(), 0, 0, self.names
        while done < steps and tries < 20 * steps:
            if tries % SCENE == 0:
                scene = dice.choice(self.scenes)
            tries += 1
            names = scene if dice.random() < FAITH else self.names
            weights = [OFTEN.get(name, 1) / (1 + worth[name]) for name in names]
            name = dice.choices(names, weights)[0]
            yield name, self.given(dice, name)
            done += bool(self.life.acts)
            worth[name] += (1 if self.life.was_taken else 0.5) if self.life.acts else 0.1
        yield "end", self.given(dice, "end")

    def given(self, dice: Random, name: str) -> dict:
        """What is drawn for a step: choices among the places of things, so that they mean something in any life."""
        return {each: dice.choice(getattr(self.life, each)) for each in signature(getattr(self.life, name)).parameters}

    def live(self, steps, script: Script) -> None:
        life = self.life
        life.begin()
        life.taken, life.refused, life.errors = self.tally.taken, self.tally.refused, self.tally.errors
        for name, given in steps:
            life.acts = 0
            script.append((name, given))
            getattr(life, name)(**given)
            if not life.acts:
                # nothing to do for it, so nothing happened
                script.pop()
                continue
            self.tally.steps[name] += 1
            if len(script) % self.every == 0 or name == "end":
                life.check(self.invariants)


def shrunk(script: Script, fails) -> Script:
    """The smallest script found that still fails: parts of it are left out, halves first."""
    tries, size = TRIES, max(1, len(script) // 2)
    while tries > 0 and script:
        start = 0
        while start < len(script) and tries > 0:
            tries -= 1
            smaller = script[:start] + script[start + size :]
            if fails(smaller):
                script = smaller
            else:
                start += size
        if size == 1:
            break
        size //= 2
    return script
