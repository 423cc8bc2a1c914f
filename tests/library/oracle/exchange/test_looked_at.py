"""An operator that begins is told whether it can use the exchange."""

from types import SimpleNamespace

import pytest

from abate.cli.oracle_init import exchange_of
from abate.errors import InputError
from abate.exchange.share import Share
from tests.library.oracle.conftest import keys_of


def place_of(named, share=None):
    return SimpleNamespace(given={"exchange": str(named)}, share=share)


def test_a_served_exchange_tells_how_many_files_it_has(laid, url, tmp_path):
    share = Share(laid[0].folder, laid[0])
    assert exchange_of(place_of(url, share)) == f"{url}, 12 files"


def test_a_served_exchange_lets_operators_in_only(laid, url, mirror_of):
    stranger = mirror_of(next(key for key in keys_of(4) if key not in keys_of(3)))
    with pytest.raises(InputError, match=r"is no operator of this exchange$"):
        exchange_of(place_of(url, Share(stranger.folder, stranger)))


def test_a_folder_must_be_there(tmp_path):
    assert exchange_of(place_of(tmp_path)) == f"{tmp_path}, can be read and written"
    with pytest.raises(InputError) as told:
        exchange_of(place_of(tmp_path / "nowhere"))
    expected = f"{tmp_path / 'nowhere'}: --exchange: no such folder; the folder that all operators share"
    assert str(told.value) == expected
