"""A matplotlib figure as an inline SVG: text stays text, colours are the page's, ids are its own.

Nothing of the drawing points outside of it, and the same figures give the same bytes.
"""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure as Drawing

from abate.report.palette import STAND_INS, css_variables

STYLE: Final[Any] = {
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "abate",
    "font.family": "sans-serif",
    "font.size": 12,
    "axes.labelsize": 11.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": STAND_INS["rule"],
    "axes.labelcolor": STAND_INS["muted"],
    "axes.titlesize": 12.5,
    "axes.titlelocation": "left",
    "axes.titlecolor": STAND_INS["ink"],
    "axes.axisbelow": True,
    "xtick.color": STAND_INS["rule"],
    "ytick.color": STAND_INS["rule"],
    "xtick.labelcolor": STAND_INS["muted"],
    "ytick.labelcolor": STAND_INS["ink"],
    "text.color": STAND_INS["ink"],
    "grid.color": STAND_INS["rule"],
    "grid.linewidth": 0.7,
    "hatch.color": STAND_INS["muted"],
    "hatch.linewidth": 0.6,
}

_NAMES = {stand_in: name for name, stand_in in STAND_INS.items()}
_FONT = re.compile(r"font: (?:(?P<weight>\d+|bold) )?(?P<size>[\d.]+)px [^;\"]+")


def drawing(width: float, height: float) -> Drawing:
    """An empty figure; one unit of width or height is one CSS pixel where the page shows it at its own size."""
    return Drawing(figsize=(width / 72, height / 72), layout="constrained")


def inline_svg(figure: Drawing, name: str, title: str, description: str) -> str:
    """The figure as an SVG element to stand in a page.

    Args:
        figure: what was drawn, in the stand-in colours of the palette.
        name: a word that no other drawing of the page uses; it prefixes every id.
        title: what the picture is, for those who do not see it.
        description: what can be read from it, in words.
    """
    buffer = io.BytesIO()
    blank = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with mpl.rc_context(STYLE):
        figure.savefig(buffer, format="svg", transparent=True, metadata=blank)
    text = buffer.getvalue().decode()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"#0000[0-9a-f]{2}\b", lambda found: f"var(--{_NAMES[found.group()]})", text)
    text = text.replace("xlink:href=", "href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'"#(?=\w)', f'"#{name}-', text)
    text = re.sub(r"url\(#", f"url(#{name}-", text)
    text = _FONT.sub(_own_font, text)
    head, body = text.split(">", 1)
    box = re.search(r'viewBox="[^"]+"', head)
    labels = f'aria-labelledby="{name}-title {name}-desc"'
    words = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {box.group() if box else ""} role="img" {labels}>'
    return opening + words + body.strip()


def standalone_svg(figure: Drawing, title: str, description: str) -> str:
    """The figure as an SVG file of its own, light or dark as its viewer is set; see ``inline_svg``."""
    head, body = inline_svg(figure, "plot", title, description).split(">", 1)
    width, height = (round(inches * 72) for inches in figure.get_size_inches())
    rules = (
        f"svg {{ {css_variables(0)} background: var(--paper); font-family: sans-serif }} "
        f"@media (prefers-color-scheme: dark) {{ svg {{ {css_variables(1)} }} }}"
    )
    return f'{head} width="{width}" height="{height}"><style>{rules}</style>{body}\n'


def _own_font(found: re.Match[str]) -> str:
    """The page's own typeface instead of the one matplotlib names."""
    weight = found.group("weight")
    return f"font-size: {found.group('size')}px" + (f"; font-weight: {weight}" if weight else "")
