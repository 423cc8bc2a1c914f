"""Nobody lays another's file, and what was laid stays."""

import json
import time
from dataclasses import replace

import pytest
import requests

from abate.errors import InputError, IntegrityError
from abate.exchange.requests import authorisation
from abate.exchange.rules import Place, sha256
from abate.oracle.draft_files import write_draft
from abate.oracle.folder import BatchFolder
from abate.oracle.signatures import publish_signature
from abate.oracle.signed_roots import parse
from abate.oracle.typed_data import sign
from tests.library.oracle.conftest import NOW, keys_of
from tests.library.oracle.exchange.conftest import BATCH, KEYS, NAMES


def signed(mirror, key, moment, drafted):
    folder = BatchFolder(mirror.folder / BATCH)
    return publish_signature(folder, moment.deployment, drafted.batch, key, NOW)


def conflict(words):
    return pytest.raises(IntegrityError, match=words)


def test_everybody_gets_the_same_bytes(laid, root, tmp_path):
    for mirror in laid:
        mirror.fetch()
    files = sorted(file.relative_to(root) for file in root.rglob("*.*"))
    assert len(files) == 3 + 6 + 3
    for mirror in laid:
        assert all((mirror.folder / file).read_bytes() == (root / file).read_bytes() for file in files)


def test_the_same_again_changes_nothing(laid, root):
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*.*")}
    for mirror in laid:
        mirror.send_own(BATCH)
    laid[1].send(f"{BATCH}/roots/{NAMES[1]}.json")
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*.*")} == before


@pytest.mark.parametrize(
    "path", ["roots/{}.json", "observations/{}.json", "observations/{}.parquet", "signatures/{}.json"]
)
def test_nobody_lays_anothers_file(path, laid, root):
    path = f"{BATCH}/{path.format(NAMES[0])}"
    (laid[1].folder / path).parent.mkdir(parents=True, exist_ok=True)
    (laid[1].folder / path).write_text("{}")
    before = sorted(root.rglob("*"))

    with conflict(f"{path} is for {NAMES[0]} alone to lay, not for {NAMES[1]}"):
        laid[1].send(path)
    assert sorted(root.rglob("*")) == before


def test_a_signed_root_stays(laid, root, moment):
    path = f"{BATCH}/roots/{NAMES[0]}.json"
    kept = (root / path).read_bytes()
    content = json.loads(kept)
    content["observationRoot"]["evidenceHash"] = "0x" + "00" * 32
    (laid[0].folder / path).write_text(json.dumps(content))

    with conflict(f"{NAMES[0]} has laid another root for {BATCH}: a signed root stays"):
        laid[0].send(path)
    with conflict(f"the exchange has another {path} than this copy: never sign two roots"):
        laid[0].fetch()
    assert (root / path).read_bytes() == kept


def test_figures_stay_once_they_are_described(laid):
    mirror, path = laid[0], f"{BATCH}/observations/{NAMES[0]}"
    (mirror.folder / f"{path}.parquet").write_bytes(b"others")
    with conflict(f"{NAMES[0]} has shown its figures for {BATCH}: they stay"):
        mirror.send(f"{path}.parquet")
    description = json.loads((mirror.folder / f"{path}.json").read_text())
    (mirror.folder / f"{path}.json").write_text(json.dumps({**description, "blinding": "0x" + "00" * 32}))
    with conflict(f"{NAMES[0]} has described its figures for {BATCH} in another way"):
        mirror.send(f"{path}.json")
    (mirror.folder / f"{path}.json").write_text(json.dumps({**description, "observationsHash": "0x" + "00" * 32}))
    mirror.send(f"{path}.json")


def test_figures_come_after_the_root(worked, root):
    for path in (f"observations/{NAMES[0]}.parquet", f"observations/{NAMES[0]}.json"):
        with pytest.raises(InputError, match=f"{NAMES[0]} shows figures before its root; lay the signed root first"):
            worked[0].send(f"{BATCH}/{path}")
    assert not (root / BATCH).exists()


def test_a_draft_is_replaced_until_a_quorum_has_signed_it(laid, root, moment, drafted):
    for number in (0, 1):
        laid[2].send_draft(BATCH)
        signed(laid[number], KEYS[number], moment, drafted)
        laid[number].send_own(BATCH)
    (laid[2].folder / BATCH / "reports.parquet").write_bytes(b"others")
    kept = sha256(root / BATCH / "reports.parquet")

    with conflict(f"a quorum has signed the batch in {BATCH}: it stays until it was posted or expires"):
        laid[2].send_draft(BATCH)
    assert sha256(root / BATCH / "reports.parquet") == kept


def test_a_draft_names_the_leaves_that_lie_there(worked):
    for mirror in worked:
        mirror.send_own(BATCH)
    with pytest.raises(InputError, match="this batch names other leaves than those that lie there; lay its"):
        worked[0].send(f"{BATCH}/batch.json")


def test_a_signature_is_of_the_draft_that_lies_there(laid, moment, drafted):
    other = replace(drafted, batch=replace(drafted.batch, validUntil=drafted.batch.validUntil + 1))
    signed(laid[0], KEYS[0], moment, other)
    with pytest.raises(InputError, match=f"this is no signature of the batch in {BATCH} by {NAMES[0]}"):
        laid[0].send_own(BATCH)
    # the draft is replaced, and the signature fits
    write_draft(BatchFolder(laid[0].folder / BATCH), other)
    laid[0].send_draft(BATCH)
    laid[0].send_own(BATCH)
    changed = json.loads((laid[0].folder / BATCH / "signatures" / f"{NAMES[0]}.json").read_text())
    (laid[0].folder / BATCH / "signatures" / f"{NAMES[0]}.json").write_text(json.dumps({**changed, "note": 1}))
    with conflict(f"{NAMES[0]} has signed the batch in {BATCH}: a signature stays"):
        laid[0].send_own(BATCH)


def test_a_root_that_another_signed_is_refused(worked, moment):
    path = f"{BATCH}/roots/{NAMES[0]}.json"
    content = json.loads((worked[0].folder / path).read_text())
    root = parse(content, moment.deployment, worked[0].folder / path).root
    content["signature"] = "0x" + sign(moment.deployment, root, KEYS[1]).hex()
    (worked[0].folder / path).write_text(json.dumps(content))
    with pytest.raises(InputError, match=f"this root is not signed by {NAMES[0]}"):
        worked[0].send(path)


@pytest.mark.parametrize(
    "path",
    [
        "../outside.json", "2013-0001/../../outside.json", "/etc/passwd", "2013-0001/roots/x.json", "2013-0001",
        "2013-0001/roots/0x0.json", "people.enrolment", "2013-0001/batch.json.x", "2013-0001/batch.json\n",
        f"2013-0001/roots/{NAMES[0]}.parquet", f"2013-0001/secrets/{NAMES[0]}.json",
    ],
)  # fmt: skip
def test_nothing_but_an_exchanges_files_has_a_place(path):
    with pytest.raises(InputError, match="is no file of an exchange"):
        Place.of(path)


@pytest.mark.parametrize("path", ["../secret", "%2e%2e/secret", "2013-0001%2f..%2f..%2fsecret"])
def test_no_path_leads_out_of_the_folder(path, url, root):
    root.mkdir(exist_ok=True)
    (root.parent / "secret").write_text("what nobody may read")
    prepared = requests.Request("GET", url).prepare()
    prepared.url = f"{url}/v1/files/{path}"
    answer = requests.Session().send(prepared)
    assert answer.status_code in (404, 422)
    assert "nobody" not in answer.text


def test_a_file_that_is_too_large_is_refused(laid, url, root, moment):
    path = f"{BATCH}/signatures/{NAMES[0]}.json"
    (laid[0].folder / path).parent.mkdir(exist_ok=True)
    (laid[0].folder / path).write_text("x" * 70_000)
    with pytest.raises(InputError, match=f"refuses: {path} may have 65536 bytes"):
        laid[0].send(path)
    # nor where the length is not told beforehand
    header = authorisation(moment.deployment, laid[0].signer, "PUT", f"/v1/files/{path}", bytes(32), int(time.time()))
    answer = requests.put(f"{url}/v1/files/{path}", data=iter([b"x" * 70_000]), headers={"Authorization": header})
    assert (answer.status_code, answer.json()) == (413, {"error": f"{path} may have 65536 bytes"})
    assert not (root / path).exists()
    assert not list(root.glob(".coming.*"))


def test_without_a_signature_only_the_tree_is_read(laid, url, root):
    (root / BATCH / "tree.json").write_text("{}")
    assert requests.get(f"{url}/v1/files/{BATCH}/tree.json").status_code == 200
    for path in ("", f"/{BATCH}/leaves.parquet", f"/{BATCH}/batch.json"):
        answer = requests.get(f"{url}/v1/files{path}")
        assert (answer.status_code, answer.json()["error"][:17]) == (401, "no signed request")


def test_who_is_no_operator_reads_nothing(laid, mirror_of):
    stranger = keys_of(4)
    other = next(key for key in stranger if key.address not in NAMES)
    with pytest.raises(InputError, match=f"refuses: {other.address} is no operator of this exchange"):
        mirror_of(other).fetch()
