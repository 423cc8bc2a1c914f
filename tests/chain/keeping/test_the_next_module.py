"""The same tests in another module, in whichever order the two run: neither sees anything of the other."""

from tests.chain.keeping import test_one_module as same

test_what_is_kept_is_there_as_it_was = same.test_what_is_kept_is_there_as_it_was
test_a_module_may_do_more_on_top = same.test_a_module_may_do_more_on_top
test_it_was_set_up_once = same.test_it_was_set_up_once
