"""The command, as a person would call it."""

import sys

import pytest

from abate.cli import main
from abate.enrolment import file as enrolment_file
from abate.enrolment import load_enrolment
from tests.library.enrolment.conftest import ADA, BEN, PASSPHRASE


@pytest.fixture
def abate(tmp_path, monkeypatch, capsys, cheap):
    """Exit code, output and errors of ``abate enrol`` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(enrolment_file, "STANDARD", cheap)

    def run(*arguments, **environment):
        monkeypatch.setattr(sys, "argv", ["abate", "enrol", *arguments])
        with monkeypatch.context() as patch:
            for name, value in {"ABATE_ENROLMENT_PASSPHRASE": PASSPHRASE, **environment}.items():
                patch.setenv(name, value)
            try:
                code = main() or 0
            except SystemExit as end:
                code = end.code
        printed = capsys.readouterr()
        return code, printed.out.strip(), printed.err.strip()

    return run


def test_enrol_list_and_remove(abate, tmp_path):
    assert abate("e", "--person", "ada", "--account", ADA) == (0, "1 enrolled, 1 in all", "")
    (tmp_path / "more.csv").write_text(f"person,account\nben,{BEN}\n")
    assert abate("e", "--csv", "more.csv") == (0, "1 enrolled, 2 in all", "")
    code, listed, _ = abate("e", "--list")
    assert code == 0
    assert [line.split() for line in listed.splitlines()] == [
        ["2", "enrolled"],
        ["Person", "Account"],
        ["ada", ADA],
        ["ben", BEN],
    ]
    assert abate("e", "--remove", "ada")[0] == 0
    assert "ada" not in abate("e", "--list")[1]


def test_a_bad_row_names_file_and_line_and_makes_no_file(abate, tmp_path):
    (tmp_path / "more.csv").write_text(f"person,account\nada,{ADA}\nben,{BEN.lower()}\n")
    code, _, problem = abate("e", "--csv", "more.csv")
    assert (code, problem) == (2, f"abate: more.csv: line 3: account: {BEN.lower()} has no checksum; write {BEN}")
    assert not (tmp_path / "e").exists()


@pytest.mark.parametrize("row", ["ben", f"ben,{BEN},more", f",{BEN}", f" ,{BEN}"])
def test_a_row_of_another_shape_names_file_and_line(abate, tmp_path, row):
    (tmp_path / "more.csv").write_text(f"person,account\nada,{ADA}\n{row}\n")
    expected = "abate: more.csv: line 3: a row needs one person and one account"
    assert abate("e", "--csv", "more.csv")[::2] == (2, expected)


def test_unknown_columns_are_refused(abate, tmp_path):
    (tmp_path / "more.csv").write_text("person,address\nada,1\n")
    expected = (
        "abate: more.csv: line 1: the columns are ['address', 'person'], not ['account', 'person']; name just these"
    )
    assert abate("e", "--csv", "more.csv")[::2] == (2, expected)


def test_a_wrong_passphrase_changes_nothing(abate, tmp_path):
    abate("e", "--person", "ada", "--account", ADA)
    before = (tmp_path / "e").read_bytes()
    wrong = {"ABATE_ENROLMENT_PASSPHRASE": "something else"}
    said = abate("e", "--person", "ben", "--account", BEN, **wrong)
    assert said == (2, "", "abate: e: the passphrase is wrong, or the file was changed")
    assert (tmp_path / "e").read_bytes() == before


def test_the_passphrase_may_come_from_a_file(abate, tmp_path):
    (tmp_path / "pass").write_text("another long one\nignored\n")
    assert abate("e", "--person", "ada", "--account", ADA, "--passphrase-file", "pass")[0] == 0
    assert abate("e", "--list")[0] == 2
    assert abate("e", "--list", "--passphrase-file", "pass")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "abate: give one of --person with --account, --csv, --list, --remove, --change-passphrase, --renew-keys"),
        (["--person", "ada"], "abate: --person and --account go together"),
        (
            ["--list", "--remove", "ada"],
            "abate: give one of --person with --account, --csv, --list, --remove, --change-passphrase, --renew-keys",
        ),
        (["--list"], "abate: e: there is no such enrolment"),
    ],
)
def test_one_thing_at_a_time(abate, arguments, says):
    assert abate("e", *arguments) == (2, "", says)


def test_the_passphrase_is_changed(abate):
    abate("e", "--person", "ada", "--account", ADA)
    new = {"ABATE_NEW_ENROLMENT_PASSPHRASE": "a passphrase after it"}
    told = abate("e", "--change-passphrase", **new)
    assert told == (0, "encrypted under the new passphrase; older copies of the file still open with the old one", "")
    assert abate("e", "--list") == (2, "", "abate: e: the passphrase is wrong, or the file was changed")
    assert abate("e", "--list", ABATE_ENROLMENT_PASSPHRASE="a passphrase after it")[0] == 0


def test_a_short_new_passphrase_changes_nothing(abate, tmp_path):
    abate("e", "--person", "ada", "--account", ADA)
    before = (tmp_path / "e").read_bytes()
    told = abate("e", "--change-passphrase", ABATE_NEW_ENROLMENT_PASSPHRASE="short")
    assert told == (2, "", "abate: the passphrase has 5 characters; take 12 or more")
    assert (tmp_path / "e").read_bytes() == before


def test_everybody_gets_a_fresh_key_and_the_old_ones_are_kept_apart(abate, tmp_path):
    for person, account in (("ada", ADA), ("ben", BEN)):
        abate("e.enrolment", "--person", person, "--account", account)
    before = load_enrolment(tmp_path / "e.enrolment", PASSPHRASE)
    told = abate("e.enrolment", "--renew-keys")
    said = "2 fresh keys; the old ones are in e.old.enrolment: destroy it once no batch of theirs is open"
    assert told == (0, said, "")
    after, kept = (load_enrolment(tmp_path / name, PASSPHRASE) for name in ("e.enrolment", "e.old.enrolment"))
    assert kept.people.equals(before.people)
    assert after.people.select("person", "account").equals(before.people.select("person", "account"))
    assert not set(after.people["key"]) & set(before.people["key"])
    # a source keeps its nullifier: under another secret it could earn twice in one vintage
    assert after.source_secret == before.source_secret
    # a second renewal does not overwrite the keys that may still be needed
    told = abate("e.enrolment", "--renew-keys")
    assert told == (2, "", "abate: e.old.enrolment: exists already")
