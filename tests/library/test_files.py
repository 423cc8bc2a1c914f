"""Files that others wrote are read with one line of error, whatever stands in them."""

import pytest

from abate.errors import InputError
from abate.files import read_json


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[1]", b"{", b"[" * 100_000, b'{"a":' * 100_000],
    ids=lambda content: repr(content[:6]),
)
def test_what_is_no_json_object_is_an_input_error(content, tmp_path):
    file = tmp_path / "batch.json"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"batch\.json: is not (a )?JSON"):
        read_json(file)
