from brownie import EmissionOracle

from abate.deploy import Deployment


def test_a_good_deployment_passes(script, programme, record, capsys):
    script("deploy", programme, f"record={record}")

    findings = script("final_check", programme, f"deployment={record}")

    assert all(each.is_right for each in findings)
    assert f"{len(findings)} checks passed: the chain agrees with the programme" in capsys.readouterr().out


def test_a_changed_role_fails_with_its_name(script, fails, programme, record, owner, stranger):
    script("deploy", programme, f"record={record}")
    oracle = EmissionOracle.at(Deployment.load(record).address("oracle"))
    oracle.transferOwnership(stranger, {"from": owner})

    assert f"oracle.pendingOwner is {stranger.address}, expected 0x0000" in fails(
        1, "final_check", programme, f"deployment={record}"
    )
