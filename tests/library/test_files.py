"""Files that others wrote are read with one line of error, whatever stands in them."""

import pytest

from abate.chain.signer import keystore_address
from abate.deploy.record import Deployment
from abate.enrolment import load_enrolment
from abate.errors import InputError
from abate.files import read_json
from abate.wallet.claim import read_tree


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


@pytest.mark.parametrize(
    "read",
    [read_tree, keystore_address, Deployment.load, lambda file: load_enrolment(file, "a passphrase")],
    ids=["a published tree", "a keystore", "a deployment's record", "an enrolment"],
)
def test_json_that_is_nested_without_end_is_an_input_error(read, tmp_path):
    file = tmp_path / "file.json"
    file.write_bytes(b"[" * 100_000)
    with pytest.raises(InputError, match=r"file\.json: "):
        read(file)
