import json

from brownie import EmissionOracle

from abate.deploy import Deployment


def test_a_good_deployment_passes(deployed, script, programme, record, capsys):
    findings = script("final_check", programme, f"deployment={record}")

    assert all(each.is_right for each in findings)
    assert f"{len(findings)} checks passed: the chain agrees with the programme" in capsys.readouterr().out


def test_a_changed_role_fails_with_its_name(deployed, fails, programme, record, owner, stranger):
    oracle = EmissionOracle.at(Deployment.load(record).address("oracle"))
    oracle.transferOwnership(stranger, {"from": owner})

    assert f"oracle.pendingOwner is {stranger.address}, expected 0x0000" in fails(
        1, "final_check", programme, f"deployment={record}"
    )


def test_every_comparison_is_shown_and_written_where_asked(deployed, script, programme, record, tmp_path, capsys):
    findings = script("final_check", programme, f"deployment={record}", "all", f"out={tmp_path / 'check.json'}")

    rows = json.loads((tmp_path / "check.json").read_text())
    assert {"what": "oracle.quorum", "expected": "3", "found": "3", "right": True} in rows
    assert [row["what"] for row in rows] == [each.what for each in findings]
    assert "oracle.challengeWindow" in capsys.readouterr().out
