"""A file that is no exported certificate says which field of it is wrong."""

import json

import pytest

from abate.certificates.document import CertificateDocument
from abate.certificates.text import from_hex
from abate.errors import IntegrityError
from tests.library.certificates.made import CREDIT, make

NOTHING = object()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("format",), "abate-certificate/2", "the file's format is 'abate-certificate/2', not 'abate-certificate/1'"),
        (("credit",), CREDIT.lower(), f"credit is no address with its checksum: {CREDIT.lower()}"),
        (("beneficiary",), 7, "beneficiary is no address with its checksum: 7"),
        (("vintage",), "2013", "vintage is no whole number: 2013"),
        (("vintage",), True, "vintage is no whole number: True"),
        (("finalBatch", "postedAt"), -1, "postedAt is no whole number: -1"),
        (("methodologyId",), "0x12", "methodologyId has 1 bytes, not 32"),
        (("methodologyId",), "12" * 32, "methodologyId is not 0x and hexadecimal digits"),
        (("header",), 5, "header is not 0x and hexadecimal digits"),
        (("finalBatch", "root"), "0xzz", "finalBatch.root is not 0x and hexadecimal digits"),
        (("finalBatch", "vintage"), 2**16, "finalBatch.vintage is 65536, which is no uint16"),
        (("finalBatch", "authorisedTotal"), "-1", "finalBatch.authorisedTotal is -1, which is no uint128"),
        (("oracleContract", "accountProof"), ["0x0"], "a node of oracleContract is not 0x and hexadecimal digits"),
        (("oracleContract", "storageProofs"), {"0x05": []}, "a slot of oracleContract has 1 bytes, not 32"),
        (("finalBatch",), NOTHING, "not an exported certificate: KeyError 'finalBatch'"),
        (("cadTrust",), [], "not an exported certificate: TypeError list indices must be integers or slices, not str"),
    ],
    ids=lambda each: ".".join(each) if isinstance(each, tuple) else "",
)  # fmt: skip
def test_a_wrong_field_is_named(path, value, said):
    content = json.loads(make().text())
    place = content
    for key in path[:-1]:
        place = place[key]
    if value is NOTHING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(IntegrityError) as problem:
        CertificateDocument.read(content)
    assert str(problem.value) == said


def test_bytes_of_any_length_are_taken_where_none_is_asked_for():
    assert from_hex("0x", "code") == b""
    assert from_hex("0x0102", "code", 2) == b"\x01\x02"
