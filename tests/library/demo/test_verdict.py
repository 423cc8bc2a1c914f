"""A broken promise makes the run fail."""

import pytest

from abate.demo.run import require_kept
from abate.errors import IntegrityError
from abate.report.summary import Check
from tests.library.report.sample import SUMMARY


def test_a_run_that_keeps_its_promises_passes():
    require_kept(SUMMARY)


def test_a_broken_promise_is_an_error_that_names_it():
    broken = (*SUMMARY.checks, Check(promise="No dust", finding="3 left", kept=False))
    with pytest.raises(IntegrityError) as caught:
        require_kept(SUMMARY.model_copy(update={"checks": broken}))
    assert str(caught.value) == "1 of 2 promises are broken: No dust"
    assert caught.value.exit_code == 1
