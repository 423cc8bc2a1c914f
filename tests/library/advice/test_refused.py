"""Bad input is one line that says how to mend it."""

import pytest

from abate.cli import abate as command
from abate.errors import InputError
from tests.library.advice.conftest import SAMPLES

HOME = SAMPLES / "uk-home"
RULES = ("--methodology", str(HOME / "methodology.toml"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "not given: --person, --methodology"),
        (("--person", "home0"), "not given: --methodology"),
        (("--person", "eve", *RULES, "--period", "2021-01"), "nothing of 'eve' in 2021-01"),
        (("--person", "home0", *RULES, "--price", "-1"), "--price: '-1' is not a price"),
        (("--person", "home0", *RULES, "--price", "1", "--market"), "give --price or --market, not both"),
    ],
)
def test_what_is_wrong_is_said(arguments, said):
    with pytest.raises(InputError) as refused:
        command.main(["advise", str(HOME / "manifest.toml"), *arguments], standalone_mode=False)
    assert said in str(refused.value)
