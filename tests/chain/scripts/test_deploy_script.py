from abate.deploy import Deployment


def test_it_deploys_and_checks(deployed, record):
    done, printed = deployed

    assert Deployment.load(record) == done.deployment
    assert done.deployment.complete
    assert f"{len(done.findings)} checks against the chain passed; record: {record}" in printed


def test_it_shows_what_will_happen_first(deployed, deployer, owner):
    _, shown = deployed

    assert f"deployer         {deployer.address}, keeps no role" in shown
    assert f"owner            {owner.address} (an account, no contract)" in shown
    assert "operators        5, quorum 3" in shown


def test_run_again_it_sends_nothing(deployed, script, programme, record, deployer, capsys):
    before = deployer.nonce

    script("deploy", programme, f"record={record}")

    assert deployer.nonce == before
    assert "is deployed on local-" in capsys.readouterr().out


def test_a_programme_that_is_not_there_is_one_line(fails, tmp_path):
    assert fails(2, "deploy", tmp_path / "absent.toml").startswith(f"abate: {tmp_path / 'absent.toml'}: ")


def test_a_word_that_means_nothing_is_refused(fails, programme):
    assert fails(2, "deploy", programme, "recrod=x.json").startswith(
        "abate: 'recrod=x.json' means nothing here; give yes"
    )


def test_a_dry_run_shows_arguments_and_sends_nothing(script, programme, tmp_path, deployer, stranger, capsys):
    before, record = deployer.nonce, tmp_path / "record.json"

    script("deploy", programme, f"record={record}", "dry_run", f"from={stranger.address}", "max_fee=3")

    shown = capsys.readouterr().out
    assert f"deployer         {stranger.address}, keeps no role" in shown
    assert "never more than  3 gwei (--max-fee)" in shown
    assert "       config.quorum = 3\n" in shown
    assert (deployer.nonce, record.exists()) == (before, False)
