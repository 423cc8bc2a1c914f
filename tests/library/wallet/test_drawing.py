import base64
import json

import pytest

from abate.wallet.retire import drawing

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_the_svg_is_taken_out_of_the_metadata():
    image = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
    metadata = base64.b64encode(json.dumps({"image": image}).encode()).decode()

    assert drawing(f"data:application/json;base64,{metadata}") == SVG


def test_another_kind_of_image_is_refused():
    metadata = base64.b64encode(b'{"image": "https://somewhere/image.png"}').decode()

    with pytest.raises(ValueError, match="not data:image"):
        drawing(f"data:application/json;base64,{metadata}")
