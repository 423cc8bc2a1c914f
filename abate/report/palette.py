"""The colours of plots and page: one name each, a light and a dark value.

Plots are drawn in stand-in colours that ``svg.py`` swaps for the page's CSS variables, so that one drawing serves light
and dark. Blue and orange stay apart in every common form of colour blindness, and shape or text says the same again.
"""

from __future__ import annotations

from typing import Final

# each name with its light and its dark value
COLOURS: Final[dict[str, tuple[str, str]]] = {
    "paper": ("#fbfaf6", "#12171c"),
    "panel": ("#ffffff", "#1a2128"),
    "ink": ("#1c2329", "#e8e6e1"),
    "muted": ("#5c6670", "#a3adb6"),
    "rule": ("#dedad0", "#323c45"),
    "below": ("#0a64ad", "#62b0f2"),
    "above": ("#c4500a", "#ff9f5a"),
    "accent": ("#0b6e5f", "#58c9b4"),
    "reserve": ("#8a4f9e", "#cf9ae0"),
    "idle": ("#c4c5c2", "#4a545d"),
}

# matplotlib draws in these; no plot may use any other colour
STAND_INS: Final[dict[str, str]] = {name: f"#0000{index:02x}" for index, name in enumerate(COLOURS, start=1)}


def css_variables(mode: int) -> str:
    """The palette as CSS declarations: mode 0 is light, 1 is dark."""
    return " ".join(f"--{name}: {shades[mode]};" for name, shades in COLOURS.items())
