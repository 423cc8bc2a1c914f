"""What names something else comes after it, and says the batch whose folder it lies in."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
import requests

from abate.chain.signer import KeySigner
from abate.errors import InputError, IntegrityError
from abate.oracle.folder import BatchFolder
from abate.oracle.signatures import publish_signature
from tests.library.oracle.conftest import NOW, keys_of
from tests.library.oracle.exchange.conftest import BATCH, KEYS, NAMES


def moved(mirror, path, to):
    """The copy's file under another batch's name."""
    (mirror.folder / to).parent.mkdir(parents=True, exist_ok=True)
    (mirror.folder / to).write_bytes((mirror.folder / path).read_bytes())
    return to


def with_tree(mirror, root):
    (mirror.folder / BATCH / "tree.json").write_text(json.dumps({"tree": [root]}))


def test_a_root_lies_in_its_own_batchs_folder(worked):
    path = moved(worked[0], f"{BATCH}/roots/{NAMES[0]}.json", f"2013-0002/roots/{NAMES[0]}.json")
    with pytest.raises(InputError, match=r"refuses: this root is for batch 1 of 2013, not 2013-0002$"):
        worked[0].send(path)


def test_a_batch_lies_in_its_own_folder(worked):
    path = moved(worked[0], f"{BATCH}/batch.json", "2013-0002/batch.json")
    with pytest.raises(InputError, match=r"refuses: this is batch 1 of 2013, not 2013-0002$"):
        worked[0].send(path)


def test_a_description_comes_after_the_rows_that_it_describes(worked):
    worked[0].send(f"{BATCH}/roots/{NAMES[0]}.json")
    path = f"{BATCH}/observations/{NAMES[0]}.json"
    with pytest.raises(InputError, match=f"{path} describes figures that are not there; lay the rows first$"):
        worked[0].send(path)


def test_a_signature_comes_after_the_batch(worked, moment, drafted):
    publish_signature(BatchFolder(worked[0].folder / BATCH), moment.deployment, drafted.batch, KEYS[0], NOW)
    with pytest.raises(InputError, match=f"refuses: there is no batch in {BATCH} to be signed$"):
        worked[0].send(f"{BATCH}/signatures/{NAMES[0]}.json")


@pytest.mark.parametrize("content", [{}, {"signature": "0xyz"}])
def test_a_signatures_file_holds_one(content, laid):
    path = f"{BATCH}/signatures/{NAMES[0]}.json"
    (laid[0].folder / path).parent.mkdir(parents=True, exist_ok=True)
    (laid[0].folder / path).write_text(json.dumps(content))
    with pytest.raises(InputError, match=r"refuses: this file holds no signature$"):
        laid[0].send(path)


def test_the_tree_is_the_batchs_and_stays(laid, root, drafted):
    with_tree(laid[0], "0x" + "00" * 32)
    with pytest.raises(InputError, match=f"refuses: this is not the tree of the batch in {BATCH}$"):
        laid[0].send_tree(BATCH)
    with_tree(laid[0], "0x" + drafted.batch.root.hex())
    laid[0].send_tree(BATCH)
    kept = (root / BATCH / "tree.json").read_bytes()

    (laid[0].folder / BATCH / "tree.json").write_text(json.dumps({"tree": ["0x" + drafted.batch.root.hex(), "0x"]}))
    with pytest.raises(IntegrityError, match=f"the tree of {BATCH} was laid: it stays$"):
        laid[0].send_tree(BATCH)
    (laid[0].folder / BATCH / "reports.parquet").write_bytes(b"others")
    with pytest.raises(IntegrityError, match=f"the batch in {BATCH} was posted: it stays$"):
        laid[0].send(f"{BATCH}/reports.parquet")
    assert (root / BATCH / "tree.json").read_bytes() == kept


def test_a_copy_without_a_tree_sends_none(laid, root):
    laid[0].send_tree(BATCH)
    assert not (root / BATCH / "tree.json").exists()


def test_what_a_crash_kept_back_is_sent_with_the_next_look(laid, root):
    """A root that was written to the copy and never sent reaches the others."""
    path = f"{BATCH}/roots/{NAMES[0]}.json"
    kept = (root / path).read_bytes()
    (root / path).unlink()
    laid[0].fetch()
    assert (root / path).read_bytes() == kept


def test_a_file_that_is_not_there_is_told(laid, url):
    answer = requests.get(f"{url}/v1/files/{BATCH}/tree.json")
    assert (answer.status_code, answer.json()) == (404, {"error": f"{BATCH}/tree.json is not there"})


def test_a_request_that_names_an_operator_and_is_signed_by_another_is_refused(laid):
    """Seen only when the body has come: its hash is part of what is signed."""
    other = KeySigner(next(key for key in keys_of(4) if key.address not in NAMES))
    stranger = replace(laid[0], signer=SimpleNamespace(address=NAMES[0], sign_typed_data=other.sign_typed_data))
    path = f"{BATCH}/signatures/{NAMES[0]}.json"
    (stranger.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (stranger.folder / path).write_text("{}")
    with pytest.raises(InputError, match=f"refuses: this request is not signed by {NAMES[0]}$"):
        stranger.send(path)
