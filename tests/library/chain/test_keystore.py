import json

import pytest
from eth_account import Account

from abate.chain.keystore import make_keystore, private_folder
from abate.chain.signer import keystore_address, unlock
from abate.errors import InputError

KEY = "0x" + "11" * 32
ADDRESS = Account.from_key(KEY).address


@pytest.fixture
def keystore(tmp_path):
    file = tmp_path / "key.json"
    file.write_text(json.dumps(Account.encrypt(KEY, "secret words", kdf="pbkdf2", iterations=10)))
    return file


@pytest.fixture
def passphrase_file(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("secret words\n")
    return file


def test_the_first_line_of_the_passphrase_file_opens_the_keystore(keystore, passphrase_file):
    assert unlock(keystore, passphrase_file).address == ADDRESS


def test_without_a_passphrase_file_the_passphrase_is_asked_for(keystore):
    assert unlock(keystore, ask=lambda: "secret words").address == ADDRESS


def test_a_wrong_passphrase_is_an_input_error_without_the_passphrase(keystore):
    with pytest.raises(InputError, match="does not open this keystore") as caught:
        unlock(keystore, ask=lambda: "wrong words")
    assert "wrong words" not in str(caught.value)


def test_a_keystore_tells_its_address_without_a_passphrase(keystore):
    assert keystore_address(keystore) == ADDRESS


def test_a_plain_key_file_is_refused(tmp_path):
    file = tmp_path / "plain.txt"
    file.write_text(KEY)

    with pytest.raises(InputError, match="not a keystore file") as caught:
        keystore_address(file)
    assert KEY not in str(caught.value)


def test_a_signer_never_shows_its_key(keystore, passphrase_file):
    assert "11" * 8 not in repr(unlock(keystore, passphrase_file))


def test_no_key_is_overwritten(keystore):
    before = keystore.read_text()
    with pytest.raises(InputError) as told:
        make_keystore(keystore, "other words")
    assert str(told.value) == f"{keystore}: is there already: no key is overwritten"
    assert keystore.read_text() == before


def test_a_file_cannot_be_made_a_private_folder(keystore):
    with pytest.raises(InputError) as told:
        private_folder(keystore)
    assert str(told.value) == f"{keystore}: cannot be made private: File exists"


def test_a_keystore_without_an_address_needs_an_account(keystore):
    content = json.loads(keystore.read_text())
    del content["address"]
    keystore.write_text(json.dumps(content))
    with pytest.raises(InputError) as told:
        keystore_address(keystore)
    assert str(told.value) == f"{keystore}: this keystore does not tell its address; give --account"


@pytest.mark.parametrize("text", ["[]", "{}", '{"address": "0x11"}'])
def test_json_that_is_no_keystore_is_refused(text, tmp_path):
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(InputError) as told:
        keystore_address(tmp_path / "other.json")
    mend = "an encrypted JSON key (Web3 Secret Storage)"
    assert str(told.value) == f"{tmp_path / 'other.json'}: not a keystore file; {mend}"


def test_without_anybody_to_ask_a_passphrase_file_is_needed(keystore):
    with pytest.raises(InputError) as told:
        unlock(keystore)
    assert str(told.value) == f"{keystore}: no passphrase; give --passphrase-file or ABATE_PASSPHRASE_FILE"


def test_a_passphrase_file_that_cannot_be_read_is_told(keystore, tmp_path):
    with pytest.raises(InputError) as told:
        unlock(keystore, tmp_path / "absent")
    assert str(told.value) == f"{tmp_path / 'absent'}: cannot be read"
