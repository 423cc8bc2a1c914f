"""Networks differ: older ones are refused before anything is sent, others get what they ask for."""

from contextlib import contextmanager

import pytest

from abate.chain import Sender, connect, local_node
from abate.chain.artefacts import load_artefact
from abate.chain.data_fee import PRICE_ORACLE
from abate.chain.local_keys import local_key
from abate.chain.local_node import LocalNode, anvil_command
from abate.chain.sender import deployment
from abate.chain.signer import KeySigner
from abate.config import Settings
from abate.deploy import Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.forecast import created_address, forecast
from abate.deploy.plan import Plan
from abate.deploy.run import begin
from abate.errors import InputError
from abate.runs.deploy import DeployRequest, deploy, dry_run
from tests.chain.sending.faulty_node import FaultyNode

# GasPriceOracle.getL1Fee of a rollup that charges 5,000 gwei whatever the data: PUSH8, MSTORE at 0, RETURN 32 bytes
CHARGES_5000_GWEI = "0x67" + (5_000 * 10**9).to_bytes(8, "big").hex() + "5f5260205ff3"


@contextmanager
def anvil(monkeypatch, *options, **replaced):
    """An Anvil with other rules than the usual ones."""

    def command(*given):
        usual = anvil_command(*given)
        for name, value in replaced.items():
            usual[usual.index(f"--{name.replace('_', '-')}") + 1] = value
        return [*usual, *options]

    monkeypatch.setitem(local_node.COMMANDS, "anvil", command)
    with LocalNode("anvil", chain_id=100_201) as node:
        yield node


@pytest.fixture
def request_on(programme, settings, tmp_path, payer, currency):
    """The same programme on another node, where the same deployer is funded."""

    def make(node, has_currency=True):
        chain = connect(node.rpc_url)
        web3 = chain.web3
        funding = {"from": web3.eth.accounts[0], "to": payer.address, "value": 10**18}
        web3.eth.wait_for_transaction_receipt(web3.eth.send_transaction(funding))
        if has_currency:
            made = Sender(chain, payer.signer).send(deployment(load_artefact("LocalCurrency")))
            assert made["contractAddress"] == currency
        where = Settings(node.rpc_url, tmp_path / "other.json", *keys(settings), confirmations=1)
        return DeployRequest(programme, where)

    return make


def keys(settings):
    return settings.keystore, settings.passphrase_file


def test_a_network_before_shanghai_is_refused(monkeypatch, request_on, payer, console, yes):
    with anvil(monkeypatch, hardfork="london") as node:
        request = request_on(node, has_currency=False)
        with pytest.raises(InputError) as refused:
            deploy(request, console, yes)

        assert connect(node.rpc_url).web3.eth.get_transaction_count(payer.address) == 0
    assert yes.questions == []
    assert str(refused.value) == (
        "chain 100201 does not know the instruction PUSH0: it is older than Shanghai; "
        "use a network that has had the Shanghai upgrade"
    )


def test_a_limit_on_the_gas_of_a_transaction_is_kept(monkeypatch, request_on, console, yes):
    """Since Osaka (EIP-7825) it is 2^24; creating the oracle with the usual margin on top would be more."""
    with anvil(monkeypatch, "--enable-tx-gas-limit", hardfork="osaka") as node, pytest.raises(BondsNeededError):
        deploy(request_on(node), console, yes)


def test_blocks_that_are_too_small_are_told_beforehand(monkeypatch, request_on, console):
    with anvil(monkeypatch, gas_limit="14000000") as node:
        request = request_on(node)
        with pytest.raises(InputError, match="a block of this network holds 14,000,000 gas, the step oracle needs 14,"):
            dry_run(request, console)


def test_a_network_without_a_base_fee_is_deployed_to_at_its_gas_price(node, programme, settings, console, yes, live):
    with FaultyNode(node.rpc_url) as legacy:
        legacy.altered = {
            "eth_getBlockByNumber": lambda block: {k: v for k, v in block.items() if k != "baseFeePerGas"},
            "eth_gasPrice": lambda _: hex(3 * 10**9),
        }
        request = DeployRequest(programme, Settings(legacy.url, settings.deployment, *keys(settings), confirmations=1))
        assert dry_run(request, console).as_json()["fees"] == {
            "base_fee": None,
            "tip": 3 * 10**9,
            "price": 3 * 10**9,
            "ceiling": 12 * 10**9,
        }
        with pytest.raises(BondsNeededError):
            deploy(request, console, yes)

    done = Deployment.load(settings.deployment)
    assert {each.gas_price for each in done.transactions.values()} == {3 * 10**9}
    sent = live.web3.eth.get_transaction(done.transactions["oracle"].hash)
    assert sent["type"] == 0


def test_what_a_rollup_charges_for_data_is_told(live, programme, payer):
    ask, plan = live.web3.provider.make_request, Plan.load(programme)
    present = begin(plan, live, payer.address, programme.with_name("none.json"), "chain-100200")
    without = forecast(plan, live, present, payer.address)
    ask("anvil_setCode", [PRICE_ORACLE, CHARGES_5000_GWEI])
    ahead = forecast(plan, live, present, payer.address)
    ask("anvil_setCode", [PRICE_ORACLE, "0x"])

    creations = sum(1 for each in ahead.steps if each.data_fee)
    assert (without.data_fee, ahead.data_fee) == (0, 11 * 5_000 * 10**9)
    assert creations == 11
    assert ahead.cost_at_ceiling == ahead.gas * ahead.ceiling + ahead.data_fee


@pytest.mark.parametrize("kind", ["anvil", "ganache"])
def test_a_dry_run_needs_no_key_on_any_node(kind, programme, tmp_path, currency, console):
    """Not even the record's folder is made."""
    deployer = local_key(29).address
    with LocalNode(kind, chain_id=100_203) as node:
        chain = connect(node.rpc_url)
        stranger = Sender(chain, KeySigner(local_key(0)))
        stood = stranger.send(deployment(load_artefact("LocalCurrency")))["contractAddress"]
        text = programme.read_text().replace(currency, stood)
        programme.write_text(text)
        settings = Settings(node.rpc_url, tmp_path / "none" / "record.json")

        nameless = dry_run(DeployRequest(programme, settings), console).as_json()
        named = dry_run(DeployRequest(programme, settings, deployer=deployer), console).as_json()
        assert chain.block()["number"] == 1

    assert (nameless["network"], nameless["chain_id"], nameless["confirmations"]) == ("chain-100203", 100_203, 3)
    assert {each["address"] for each in nameless["contracts"] if each["part"] != "currency"} == {None}
    oracle = next(each for each in nameless["contracts"] if each["part"] == "oracle")
    assert oracle["arguments"]["config"]["methodologies"][0]["policy"] == "<policy>"
    assert nameless["gas"] == pytest.approx(named["gas"], rel=0.001)
    assert named["contracts"][1]["address"] == created_address(deployer, 0)
    assert not settings.deployment.parent.exists()
