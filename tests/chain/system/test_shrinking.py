"""A life that fails is shown by few steps."""

from tests.chain.system.player import shrunk

LONG = [(f"step_{number}", {}) for number in range(64)]


def test_what_does_not_matter_is_left_out():
    def fails(script):
        """Where the 9th step comes before the 40th."""
        return LONG[9] in script and LONG[40] in script

    assert shrunk(LONG, fails) == [LONG[9], LONG[40]]


def test_a_life_that_fails_by_its_end_alone_is_its_end():
    ending = [*LONG, ("end", {})]
    assert shrunk(ending, lambda script: ("end", {}) in script) == [("end", {})]


def test_it_gives_up_after_so_many_tries():
    tried = []

    def fails(script):
        tried.append(script)
        return len(script) == len(LONG)

    assert shrunk(LONG, fails) == LONG
    assert len(tried) <= 60
