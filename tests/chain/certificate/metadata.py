"""Takes data URIs apart with ordinary parsers, as any viewer would."""

import base64
import json
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
JSON_URI, SVG_URI = "data:application/json;base64,", "data:image/svg+xml;base64,"


def json_of(uri: str) -> dict:
    """The JSON document of a data URI."""
    assert uri.startswith(JSON_URI)
    return json.loads(base64.b64decode(uri.removeprefix(JSON_URI), validate=True))


def svg_of(document: dict) -> ElementTree.Element:
    """The drawing of a metadata document."""
    assert document["image"].startswith(SVG_URI)
    return ElementTree.fromstring(base64.b64decode(document["image"].removeprefix(SVG_URI), validate=True))


def texts_of(drawing: ElementTree.Element) -> list[str]:
    """Every line of text of a drawing."""
    return ["".join(element.itertext()) for element in drawing.iter(SVG + "text")]


def statement_lines(drawing: ElementTree.Element) -> list[str]:
    """The lines of the statement, which stand in a frame of their own."""
    frame = drawing.find(SVG + "svg")
    return [] if frame is None else texts_of(frame)


def attributes_of(document: dict) -> dict:
    """Trait -> value."""
    return {item["trait_type"]: item["value"] for item in document["attributes"]}
