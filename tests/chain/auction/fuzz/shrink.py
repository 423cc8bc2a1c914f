"""Makes a failing plan small: acts are left out as long as it still fails."""

from dataclasses import replace

TRIES = 150


def shrunk(plan, fails, tries=TRIES):
    """The smallest plan found that still fails.

    Args:
        plan: a plan that fails.
        fails: plays a plan; true if it fails.
        tries: how often to play at most.
    """
    size = max(1, len(placed(plan)) // 2)
    while tries > 0:
        acts, start = placed(plan), 0
        while start < len(acts) and tries > 0:
            tries -= 1
            smaller = without(plan, set(acts[start : start + size]))
            if fails(smaller):
                plan, acts = smaller, placed(smaller)
            else:
                start += size
        if size == 1:
            break
        size //= 2
    return replace(plan, scenes=tuple(scene for scene in plan.scenes if scene.acts))


def placed(plan):
    """Every act's place: its scene, and its place there."""
    return [(i, k) for i, scene in enumerate(plan.scenes) for k in range(len(scene.acts))]


def without(plan, places):
    """The plan less the acts at these places."""
    scenes = [
        replace(scene, acts=tuple(act for k, act in enumerate(scene.acts) if (i, k) not in places))
        for i, scene in enumerate(plan.scenes)
    ]
    return replace(plan, scenes=tuple(scenes))
