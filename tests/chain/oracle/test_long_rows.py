"""However many batches in a row are revoked or fall, the vintage goes on."""

import pytest

from tests.chain.errors import reverts


@pytest.fixture(scope="module")
def row(BatchRow, deployer):
    return deployer.deploy(BatchRow)


@pytest.mark.parametrize("revoked", [0, 1, 254, 255, 256, 2045, 2046])
def test_the_final_batch_keeps_its_number(row, revoked):
    assert row.afterRevoked(revoked) == (revoked + 2, 1, 100, 5, row.afterRevoked(0)[4])


@pytest.mark.parametrize("revoked", [2047, 2048, 3000])
def test_beyond_that_only_the_number_shown_is_too_high(row, revoked):
    newest, number, *final, place = row.afterRevoked(revoked)

    assert (newest, final) == (revoked + 2, [100, 5])
    assert number == newest - 2047
    assert place == row.afterRevoked(0)[4]


def test_the_last_number_of_all_is_refused_by_name(row):
    assert [row.following(each) for each in (1, 65_534)] == [2, 65_535]
    with reverts("SequencesExhausted", 65_535):
        row.following(65_535)
