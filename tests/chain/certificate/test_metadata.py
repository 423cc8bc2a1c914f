"""The JSON of a certificate and of the collection."""

import pytest
from eth_utils import to_checksum_address

from tests.chain.certificate.drawing import BENEFICIARY, CREDIT, SAMPLE, attributes, document
from tests.chain.certificate.metadata import attributes_of, json_of, statement_lines, svg_of, texts_of
from tests.chain.oracle.deployments import METHODOLOGY_ID


def test_the_document_says_what_was_retired(renderer):
    told = document(renderer)

    assert told["name"] == "Retirement 2013-000042"
    assert told["description"] == (
        "266.538 kg CO2e in personal carbon credits of 2013, retired for good on 2013-10-06 in the name of "
        f"{BENEFICIARY}. Personal carbon credits reward emitting less than a baseline; they are not offsets of other "
        "emissions."
    )
    assert told["attributes"] == [
        {"trait_type": "Amount (kg CO2e)", "value": "266.538"},
        {"trait_type": "Vintage", "value": "2013"},
        {"trait_type": "Number", "value": "42"},
        {"display_type": "date", "trait_type": "Retired on", "value": SAMPLE["retiredOn"]},
        {"trait_type": "Beneficiary", "value": BENEFICIARY},
        {"trait_type": "Credit", "value": to_checksum_address(CREDIT)},
        {"trait_type": "Methodology", "value": METHODOLOGY_ID},
        {"trait_type": "Final batch", "value": "3"},
        {"trait_type": "Statement", "value": "For the flights I did not take"},
    ]


@pytest.mark.parametrize(
    ("grams", "kilograms"),
    [
        (1, "0.001"),
        (10, "0.010"),
        (999, "0.999"),
        (1000, "1.000"),
        (100_020, "100.020"),
        (2**48 - 1, "281474976710.655"),
    ],
)
def test_the_amount_shows_every_gram(renderer, grams, kilograms):
    assert attributes(renderer, amount=grams)["Amount (kg CO2e)"] == kilograms


def test_a_real_certificate_tells_the_same(certificate, credit, holders, alice):
    made = certificate.retire(credit, 1234, alice, "mine", {"from": alice}).return_value

    told = json_of(certificate.tokenURI(made))
    traits = attributes_of(told)
    assert told["name"] == "Retirement 2013-000001"
    assert traits["Amount (kg CO2e)"] == "1.234"
    assert traits["Beneficiary"] == alice.address
    assert traits["Credit"] == credit.address
    assert traits["Methodology"] == METHODOLOGY_ID
    assert traits["Statement"] == "mine"
    drawn = svg_of(told)
    assert statement_lines(drawn) == ["mine"]
    assert f"eip155:1337/erc721:{certificate.address}/{made}" in texts_of(drawn)


def test_the_collection_describes_itself(certificate):
    told = json_of(certificate.contractURI())

    assert (told["name"], told["symbol"]) == ("Abate Retirement Certificate", "RETIRED")
    assert (told["name"], told["symbol"]) == (certificate.name(), certificate.symbol())
    assert told["description"].startswith("Certificates of retired personal carbon credits, locked to")
    assert svg_of(told).tag == "{http://www.w3.org/2000/svg}svg"
