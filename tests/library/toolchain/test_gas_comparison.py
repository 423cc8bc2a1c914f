import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def gas():
    spec = importlib.util.spec_from_file_location("gas", ROOT / "toolchain" / "gas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_kind_of_difference_is_told(gas):
    snapshot = {"a.same": 10, "b.dearer": 100, "c.cheaper": 2000, "d.stale": 5}
    measured = {"a.same": 10, "b.dearer": 101, "c.cheaper": 1, "e.new": 7}

    rows = gas.compare(snapshot, measured)

    assert [(row.name, row.differs, row.verdict) for row in rows] == [
        ("a.same", False, ""),
        ("b.dearer", True, "+1"),
        ("c.cheaper", True, "-1,999"),
        ("d.stale", True, "no longer measured"),
        ("e.new", True, "not in the snapshot"),
    ]


def run(gas, monkeypatch, tmp_path, action, snapshot, measured):
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(snapshot))
    monkeypatch.setattr(gas, "SNAPSHOT", file)
    monkeypatch.setattr(gas, "measured_gas", lambda network: measured)
    monkeypatch.setattr(gas, "deployed_sizes", lambda build: {"size.Thing": 123})
    monkeypatch.setattr("sys.argv", ["gas.py", action])
    gas.main()
    return file


@pytest.mark.parametrize("measured", [{"x.y": 2}, {}, {"x.y": 1, "x.z": 1}])
def test_check_fails_on_any_difference(gas, monkeypatch, tmp_path, measured):
    with pytest.raises(SystemExit) as leaving:
        run(gas, monkeypatch, tmp_path, "check", {"x.y": 1, "size.Thing": 123}, measured)
    assert str(leaving.value).startswith("1 of ")


def test_check_passes_when_all_is_equal(gas, monkeypatch, tmp_path, capsys):
    run(gas, monkeypatch, tmp_path, "check", {"x.y": 1, "size.Thing": 123}, {"x.y": 1})

    assert "all 2 figures are as in gas/snapshot.json" in capsys.readouterr().out


def test_update_writes_the_sorted_map(gas, monkeypatch, tmp_path):
    file = run(gas, monkeypatch, tmp_path, "update", {"old.name": 1}, {"x.z": 3, "x.y": 1})

    assert file.read_text() == '{\n  "size.Thing": 123,\n  "x.y": 1,\n  "x.z": 3\n}\n'


def artefact(name: str, source: str, code: str, kind: str = "contract") -> str:
    nodes = [{"name": name, "contractKind": kind}]
    parts = {"contractName": name, "sourcePath": source, "deployedBytecode": code, "ast": {"nodes": nodes}}
    return json.dumps(parts)


def test_sizes_count_contracts_that_are_really_deployed(gas, tmp_path):
    for name, source, code, kind in [
        ("Oracle", "contracts/oracle/Oracle.sol", "60016002", "contract"),
        ("Abstract", "contracts/oracle/Abstract.sol", "", "contract"),
        ("Text", "contracts/libraries/Text.sol", "6001", "library"),
        ("LocalCurrency", "contracts/test/LocalCurrency.sol", "6001", "contract"),
        ("IOracle", "interfaces/IOracle.sol", "", "interface"),
    ]:
        (tmp_path / f"{name}.json").write_text(artefact(name, source, code, kind))

    assert gas.deployed_sizes(tmp_path) == {"size.Oracle": 4}
