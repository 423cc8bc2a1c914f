from eth_abi import encode
from eth_utils import keccak

from abate.chain.refusals import error_words, notice, refusal


def test_a_notice_is_taken_without_its_tags_and_in_one_line():
    assert notice("@notice The batch is\n older. @param given What was given.") == "The batch is older."


def test_a_text_of_parameters_only_has_no_notice():
    assert notice("@param given What was given.") == ""


def test_errors_are_found_at_every_level_of_a_syntax_tree():
    error = {"nodeType": "ErrorDefinition", "name": "StaleBatch", "documentation": {"text": "@notice Too old."}}
    tree = {"nodeType": "SourceUnit", "nodes": [{"nodeType": "ContractDefinition", "nodes": [error]}]}

    assert error_words(tree) == {"StaleBatch": "Too old."}


def test_a_text_of_require_is_decoded():
    data = keccak(text="Error(string)")[:4] + encode(["string"], ["not today"])

    problem = refusal("bidding", data)

    assert (problem.name, problem.evidence) == ("Error", {"reason": "not today"})
    assert str(problem) == "bidding refused: Error (reason not today)"


def test_an_error_nobody_declares_shows_its_selector():
    assert str(refusal("bidding", bytes.fromhex("deadbeef"))) == "bidding refused: unknown error 0xdeadbeef"


def test_a_revert_without_data_says_so():
    assert str(refusal("bidding", b"")) == "bidding refused: without a reason"
