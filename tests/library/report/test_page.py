"""The page shows every figure of the summary, and needs nothing but itself."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from abate.report.page import render
from abate.report.summary import Check
from abate.report.words import month_name, percent, short_hash

from .sample import PICTURE, SUMMARY

PAGE = render(SUMMARY)
# what a table shows in another form than the summary holds it
SHOWN_AS = {
    "2013-07": month_name("2013-07"),
    "2013-08-01 00:10 UTC": "2013-08-01",
    "2013-08-04 00:10 UTC": "2013-08-04",
    "2013-08-08 00:10 UTC": "fell",
    "17.1": percent(SUMMARY.homes[0].change_percent),
    "-10.5": percent(SUMMARY.homes[1].change_percent),
}
NOT_SHOWN = {"schema_version", "through", "excess_kg", "floor_price", "cap_price", "svg", "size", "wei"}


class Text(HTMLParser):
    """Collects the visible text, the attributes that load something, and the ids."""

    def __init__(self):
        super().__init__()
        self.words, self.loads, self.ids = [], [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.loads += [attributes[key] for key in ("src", "href", "srcset", "data", "action") if key in attributes]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def text():
    parser = Text()
    parser.feed(PAGE)
    return parser


def leaves(node, key=""):
    """Every (key, value) at the end of a branch of the summary."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, key)
    else:
        yield key, node


def test_every_figure_of_the_summary_stands_in_the_page(text):
    words = " ".join("".join(text.words).split())
    missing = []
    for key, value in leaves(json.loads(SUMMARY.model_dump_json())):
        if key in NOT_SHOWN or value is None or isinstance(value, bool):
            continue
        shown = {str(value), SHOWN_AS.get(str(value), str(value)), short_hash(str(value))}
        if not any(form in words for form in shown):
            missing.append((key, value))
    assert missing == []


def test_a_changed_figure_changes_the_page():
    cheaper = SUMMARY.rounds[0].model_copy(update={"paid_in": 77777})
    assert "77777" not in PAGE
    assert "77777" in render(SUMMARY.model_copy(update={"rounds": (cheaper,)}))


def test_nothing_is_loaded_from_outside(text):
    assert text.loads
    assert all(link.startswith(("#", "data:image/svg+xml;base64,")) for link in text.loads)
    assert re.findall(r"url\((?!#)|@import|<script|<link|<iframe|<object", PAGE) == []
    namespaces = set(re.findall(r"https?://[^\"'\s<]+", PAGE))
    assert namespaces == {"http://www.w3.org/2000/svg"}


def test_every_drawing_is_valid_xml_with_a_title_and_a_description():
    drawings = re.findall(r"<svg.*?</svg>", PAGE, flags=re.DOTALL)
    assert len(drawings) == 5  # vintage to date, one month, a misreading, one round, where the credits are
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.find("{http://www.w3.org/2000/svg}title").text
        assert root.find("{http://www.w3.org/2000/svg}desc").text


def test_no_id_is_used_twice_and_every_reference_has_its_target(text):
    assert len(text.ids) == len(set(text.ids))
    targets = re.findall(r"(?:href=\"|url\()#([^\")]+)", PAGE)
    assert set(targets) <= set(text.ids)


def test_drawings_use_only_the_colours_of_the_page():
    assert re.findall(r"(?:fill|stroke): ?#[0-9a-f]{3,6}", PAGE) == []


def test_the_certificate_is_shown_as_an_image_with_words(text):
    from base64 import b64encode

    assert f"data:image/svg+xml;base64,{b64encode(PICTURE.encode()).decode()}" in text.loads
    assert 'alt="Certificate 1: 278.000 credits of vintage 2013 retired on 2013-08-09 for home 10006704.' in PAGE


def test_words_from_files_and_chain_are_escaped():
    assert "For &#34;July&#34; &amp; &lt;more&gt;" in PAGE
    assert "<more>" not in PAGE
    assert "Nobody asked these &lt;households&gt;." in PAGE


def test_a_run_without_faults_tells_of_none():
    page = render(SUMMARY.model_copy(update={"misreadings": (), "fallen": ()}))
    assert "Nobody has to be trusted" in PAGE
    assert "Nobody has to be trusted" not in page
    assert "misread" not in page


def test_people_without_gas_are_named(text):
    words = " ".join("".join(text.words).split())
    assert "neighbour A have 0 wei: people without gas." in words


def test_an_exit_is_told_with_its_price(text):
    words = " ".join("".join(text.words).split())
    assert "Home 10006486 was outbid at 0.118000 and left." in words


def test_a_broken_promise_is_said_at_the_top():
    broken = Check(promise="No dust", finding="3 units left", kept=False)
    page = render(SUMMARY.model_copy(update={"checks": (*SUMMARY.checks, broken)}))
    assert "✗ 1 of 2 promises broken" in page
    assert "A promise was broken" in page
    assert "All" not in re.search(r'<p class="verdict.*?</p>', page, flags=re.DOTALL).group()


def test_the_same_summary_gives_the_same_bytes():
    assert render(SUMMARY) == PAGE
