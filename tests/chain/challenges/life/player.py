"""Plays a life: steps drawn by a seed, every invariant after each of them."""

from inspect import signature
from random import Random

from brownie import chain

OFTEN = {
    "step_post": 9,
    "step_the_batch_becomes_final": 4,
    "step_issue": 3,
    "step_issue_many": 3,
    "step_prove": 3,
    "step_collect": 3,
    "step_demand_numbers": 4,
    "step_demand_leaf": 3,
    "step_nobody_answers": 2,
    "step_answer": 4,
    "step_dispute": 4,
    "step_defend": 4,
    "step_rule": 2,
    "step_rule_in_time": 4,
    "step_enter": 3,
    "step_top_up": 2,
}
"""How often a step is drawn beside the others, so that lives get far."""


def play(life, seed: int, steps: int) -> None:
    """So many steps that sent something, then the life's end; a failure tells the story."""
    story: list[str] = []
    try:
        _play(life, Random(seed), steps, story)
    except BaseException as problem:
        problem.add_note("\n".join([f"life {seed}, up to the step that failed:", *story]))
        raise


def _play(life, dice: Random, steps: int, story: list[str]) -> None:
    names = [name for name in dir(life) if name.startswith("step_")]
    weights = [OFTEN.get(name, 1) for name in names]
    invariants = [getattr(life, name) for name in dir(life) if name.startswith("invariant_")]
    life.begin()
    while len(story) < steps:
        name = dice.choices(names, weights)[0]
        step = getattr(life, name)
        drawn = {given: dice.choice(getattr(life, given)) for given in signature(step).parameters}
        height = chain.height
        story.append(f"{name} {drawn}")
        step(**drawn)
        if chain.height == height:
            # nothing to do for it, so nothing happened
            story.pop()
            continue
        for invariant in invariants:
            invariant()
    story.append("end")
    life.end()
    for invariant in invariants:
        invariant()
