"""A wrong methodology is one line that names the file and the key."""

import pytest

from abate.credits import load_methodology
from abate.errors import InputError

from .test_methodology_id import MINIMAL


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "1"', 'version = "1"\ncolour = 1', "colour: unknown key; known keys: baseline, coefficient, "),
        ('per = "month"', 'per = "month"\nregion = "GB"', "baseline[0].region: unknown key; known keys: amount, "),
        ('per = "month"', 'per = "week"', "baseline[0].per: 'week': input should be 'month' or 'year'"),
        ('"fixed"', '"average"', "baseline[0]: "),
        ('unit = "kg CO2e"', 'unit = "kWh"', "baseline[0]: an amount in kWh needs exactly one of categories"),
        ('"0.03"', '"0.00001"', "reserve_share: 0.00001 must be below 1 and have at most 4 decimals"),
        ('"0.03"', '"1"', "reserve_share: 1 must be below 1"),
        ('"0.03"', "0.03", "reserve_share: 0.03 is not exact: write it as a string"),
        ('version = "1"', 'version = "1"\ncoefficient = "0.0000001"', "coefficient: 1E-7 must be above 0"),
        ('version = "1"', 'version = "1"\ncoverage_threshold = "1.1"', "coverage_threshold: 1.1 must be above 0"),
        ('per = "month"', 'per = "month"\nscale = ["size"]', "scale names life_situation.size, which is not there"),
        (
            'per = "month"',
            'per = "month"\n[[baseline]]\nrule = "own-history"',
            "with several baseline rules each needs its categories",
        ),
        (
            'per = "month"',
            'per = "month"\n[life_situation.size]\ncolumn = "n"',
            "life_situation.size: either proportional",
        ),
        (
            'per = "month"',
            'per = "month"\n[life_situation.size]\ncolumn = "n"\nvalues = { 1 = "0.1234567" }',
            "life_situation.size: 0.1234567 has more than 6 decimals",
        ),
    ],
)
def test_names_file_and_key(tmp_path, old, new, says):
    file = tmp_path / "methodology.toml"
    file.write_text(MINIMAL.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_methodology(file)
    text = str(caught.value)
    assert text.startswith(f"{file}: {says}") or (text.startswith(f"{file}: ") and says in text)
    assert "\n" not in text


def test_one_category_under_two_rules_is_refused(tmp_path):
    file = tmp_path / "methodology.toml"
    rule = '[[baseline]]\nrule = "own-history"\ncategories = ["gas"]\n'
    file.write_text('name="x"\nversion="1"\nfactor_sets=["f"]\nreserve_share="0"\n' + rule + rule, encoding="utf-8")
    with pytest.raises(InputError, match="gas falls under two baseline rules"):
        load_methodology(file)
