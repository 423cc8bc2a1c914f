"""Which statements a certificate takes. The judge is Python's own decoder, and the list of `ForbiddenCharacter`.

A statement is judged before the credit is looked at, so a call with an unknown credit asks for nothing but the verdict.
"""

import pytest
from brownie import web3
from eth_abi import encode
from eth_utils import function_signature_to_4byte_selector
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.core import given  # examples are calls: no state to bring back between them

from tests.chain.errors import decoded, revert_data, reverts

RETIRE = function_signature_to_4byte_selector("retire(address,uint128,address,string)")
NOBODY = "0x00000000000000000000000000000000000000ff"
FITS = ("UnknownCredit", NOBODY)
FORBIDDEN = [
    *((0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E)),
    *((0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0xE0000, 0xE007F)),
]


def judged(certificate, statement: bytes) -> tuple:
    """The error that this statement meets; ``FITS`` where it is fine."""
    # a string is encoded as bytes are, and bytes can be malformed
    arguments = encode(["address", "uint128", "address", "bytes"], [NOBODY, 1, NOBODY, statement])
    with pytest.raises(ValueError) as caught:
        web3.eth.call({"to": certificate.address, "data": RETIRE + arguments})
    return decoded(revert_data(caught.value))


def expected(statement: bytes) -> tuple:
    """The same by Python's means."""
    if len(statement) > 280:
        return ("StatementTooLong", len(statement), 280)
    malformed = None
    try:
        text = statement.decode()
    except UnicodeDecodeError as problem:
        malformed = ("MalformedUtf8", problem.start)
        text = statement[: problem.start].decode()
    at = 0
    for character in text:
        if any(first <= ord(character) <= last for first, last in FORBIDDEN):
            return ("ForbiddenCharacter", ord(character), at)
        at += len(character.encode())
    return malformed or FITS


EDGES = [code for first, last in FORBIDDEN for code in (first - 1, first, last, last + 1) if 0 <= code < 0x110000]


def test_each_edge_of_the_forbidden_characters(certificate):
    for code in EDGES:
        for text in (chr(code), "x" * 31 + chr(code), "é" + chr(code) + "x" * 40):
            statement = text.encode()
            assert judged(certificate, statement) == expected(statement), hex(code)


MALFORMED = [
    b"\x80",
    b"\xbf" + b"x" * 40,
    b"x" * 31 + b"\xc3",
    b"x" * 32 + b"\xe2\x82",
    b"\xf0\x9f\x8c",
    b"\xc0\xaf",
    b"\xc1\xbf",
    b"\xe0\x9f\xbf",
    b"\xf0\x8f\xbf\xbf",
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xff",
    b"\xc3(",
    b"\xe2(\xa1",
    b"\xe2\x82(",
    b"\xf0\x9f(\xbc",
    b"\xf0\x9f\x8c(",
    "x€".encode()[:-1] + b"y" * 50,
]


def test_malformed_utf8_is_refused_where_it_begins(certificate):
    for statement in MALFORMED:
        verdict = judged(certificate, statement)
        assert verdict[0] == "MalformedUtf8", statement
        assert verdict == expected(statement), statement


@pytest.mark.parametrize("character", ["é", "€", "🌍"])
def test_a_character_that_reaches_beyond_its_text_is_malformed(CertificatePieces, deployer, character):
    """Whatever happens to lie behind the text in memory, even the rest of that character."""
    pieces, whole = deployer.deploy(CertificatePieces), character.encode()

    assert pieces.character(whole, len(whole)) == (ord(character), len(whole))
    with reverts("MalformedUtf8", 0):
        pieces.character(whole, len(whole) - 1)


HONEST = [
    "",
    "plain",
    "x" * 280,
    "\"'<>&\\ </svg><script>alert(1)</script>",
    "日本語のテキスト",
    "שלום עולם",
    "❤️🚲🌍👩‍👩‍👧‍👦👋🏽",
    "x" * 30 + "🌍" + "x" * 30,
    "\u00a0\u07ff\u0800\ud7ff\ue000\ufffd\U00010000\U0010fffd",
]


def test_honest_text_is_taken(certificate):
    for text in HONEST:
        assert judged(certificate, text.encode()) == FITS, text


def test_a_byte_too_many_is_refused(certificate):
    assert judged(certificate, b"x" * 281) == ("StatementTooLong", 281, 280)
    assert judged(certificate, "é".encode() * 141) == ("StatementTooLong", 282, 280)


@settings(max_examples=150)
@given(
    statement=st.one_of(
        st.binary(max_size=100),
        st.text(max_size=75).map(lambda text: text.encode(errors="surrogatepass")),
        st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=290).map(str.encode),
        st.lists(
            st.sampled_from([chr(c).encode("utf-8", "surrogatepass") for c in EDGES] + [b"x" * 20]), max_size=30
        ).map(b"".join),
    )
)
def test_any_bytes_meet_the_same_verdict_as_in_python(certificate, statement):
    assert judged(certificate, statement) == expected(statement)
