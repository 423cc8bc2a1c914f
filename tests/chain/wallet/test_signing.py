from abate.chain.local_keys import local_key


def test_the_keystores_key_signs(as_person, contracts, alice, tree_file, web3):
    done = as_person("alice", "claim", tree_file, "--json")

    assert web3.eth.get_transaction(done.json["transaction"])["from"] == alice.address


def test_on_a_local_network_an_account_of_the_node_signs_without_a_key(abate, contracts, alice, tree_file):
    assert abate("claim", tree_file, "--account", alice.address).code == 0
    assert contracts.credit.balance_of(alice.address) == 50_000


def test_without_either_it_says_what_to_give(abate, tree_file):
    refused = abate("claim", tree_file)

    assert refused.code == 2
    assert refused.err.startswith("abate: not set: --keystore (or ABATE_KEYSTORE); give your encrypted key")


def test_a_wrong_passphrase_sends_nothing_and_shows_no_secret(abate, keys, alice, tree_file, tmp_path):
    (tmp_path / "wrong").write_text("another passphrase")
    before = alice.nonce

    refused = abate("claim", tree_file, "--keystore", keys / "alice.json", "--passphrase-file", tmp_path / "wrong")

    assert refused.code == 2
    assert "the passphrase does not open this keystore" in refused.err
    assert "another passphrase" not in refused.err
    assert alice.nonce == before


def test_no_command_shows_the_key(as_person, tree_file, record):
    done = as_person("alice", "claim", tree_file)

    key = local_key(10).key.hex()
    assert key not in done.out + done.err
    assert all(key not in file.read_text() for file in record.parent.iterdir())
