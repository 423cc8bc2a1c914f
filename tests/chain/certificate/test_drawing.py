"""The SVG: parsed as XML, its texts read back."""

import pytest

from tests.chain.certificate.drawing import BENEFICIARY, COLLECTION, document, drawing
from tests.chain.certificate.metadata import SVG, statement_lines, texts_of
from tests.chain.oracle.deployments import METHODOLOGY_ID


def test_the_drawing_shows_every_fact(renderer):
    texts = texts_of(drawing(renderer))

    for text in [
        "Certificate of Retirement",
        "266.538",
        "kilograms of CO2e",
        "in personal carbon credits of 2013, retired for good",
        BENEFICIARY,
        "For the flights I did not take",
        "2013-10-06",
        "2013",
        "2013-000042",
        f"methodology {METHODOLOGY_ID}",
    ]:
        assert texts.count(text) == 1, text
    assert any(text.startswith("Final batch at that time: number 3.") for text in texts)
    assert [text.lower() for text in texts].count(f"eip155:1337/erc721:{COLLECTION}/20130000000042") == 1


def test_each_certificate_has_its_own_rosette(renderer):
    def curves(number):
        ellipses = drawing(renderer, number=number).iter(SVG + "ellipse")
        return {(ellipse.get("rx"), ellipse.get("ry")) for ellipse in ellipses}

    assert len(curves(1) | curves(2)) == 4


def test_names_in_a_drawing_are_its_own_and_each_is_used(renderer):
    drawn = drawing(renderer)

    names = [element.get("id") for element in drawn.iter() if element.get("id")]
    used = {element.get("href").removeprefix("#") for element in drawn.iter(SVG + "use")}
    assert len(names) == len(set(names))
    assert used < set(names)
    assert all("2013-000042" in name for name in used)


@pytest.mark.parametrize(
    "statement",
    [
        "\"'<>&\\",
        "</text></svg><script>alert(1)</script>",
        "<!-- ]]> <![CDATA[ &amp; &#x41; &lt;",
        '","image":"https://evil.example/x.svg',
        "\\u0022\\n\\\\",
        "'/><image href='x'/>",
        "</svg>",
        "{{7*7}} ${x} %s",
    ],
)
def test_markup_in_a_statement_is_only_text(renderer, statement):
    drawn = drawing(renderer, statement=statement)
    plain = drawing(renderer, statement="plain")

    assert " ".join(statement_lines(drawn)) == statement
    tags = [element.tag for element in drawn.iter()]
    assert tags == [element.tag for element in plain.iter()]


def test_markup_in_a_statement_leaves_the_document_alone(renderer):
    statement = '\\","image":"x","a":"\\\\'
    told = document(renderer, statement=statement)
    assert list(told) == ["name", "description", "image", "attributes"]
    assert told["attributes"][-1] == {"trait_type": "Statement", "value": statement}


def test_no_statement_leaves_its_frame_away(renderer):
    drawn = drawing(renderer, statement="")

    assert drawn.find(SVG + "svg") is None


@pytest.mark.parametrize(("amount", "size"), [(1, 88), (99_999_999, 88), (2**48 - 1, 49)])
def test_long_amounts_are_written_smaller(renderer, amount, size):
    bold = [text for text in drawing(renderer, amount=amount).iter(SVG + "text") if text.get("font-weight")]

    assert [text.get("font-size") for text in bold] == [str(size)]
