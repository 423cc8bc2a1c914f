"""Everybody who takes part, each with an encrypted keystore, a folder and a node to talk to; no key is a node's."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.chain.processes import kept

ROOT = Path(__file__).resolve().parents[3]
OPERATORS = ("operator A", "operator B", "operator C")
HOMES = ("10006414", "10006704", "10017562", "10017936", "10017994", "10018060", "10018064")
"""Real homes of the sample that have figures for July 2013; each has an account."""
OTHERS = ("issuer", "deployer", "owner", "guardian", "arbiter", "relayer")


@dataclass(frozen=True)
class Person:
    """Somebody."""

    name: str
    account: LocalAccount
    home: Path
    url: str

    @property
    def address(self):
        return self.account.address

    @property
    def environment(self):
        """What its commands find in their environment: names of files, no secret."""
        return {
            **kept(),
            "ABATE_RPC_URL": self.url,
            "ABATE_DEPLOYMENT": str(self.home / "deployment.json"),
            "ABATE_KEYSTORE": str(self.home / "key.json"),
            "ABATE_PASSPHRASE_FILE": str(self.home / "passphrase"),
        }


def gather(folder, urls):
    """Everybody by name; neighbours use different nodes where there are several."""
    made = {}
    for place, name in enumerate((*OTHERS, *OPERATORS, *HOMES)):
        account = Account.from_key(keccak(text=f"abate rehearsal: {name}"))
        home = folder / name.replace(" ", "-")
        home.mkdir()
        passphrase = f"passphrase of {name}"
        (home / "passphrase").write_text(passphrase + "\n")
        # a real one has many more rounds; what is tried here is the way, not the strength
        (home / "key.json").write_text(json.dumps(Account.encrypt(account.key, passphrase, "pbkdf2", 2)))
        for secret in ("key.json", "passphrase"):
            (home / secret).chmod(0o600)
        made[name] = Person(name, account, home, urls[place % len(urls)])
    return made


def publish_programme(people, currency):
    """The demonstration's programme for this network: other roles, a currency that stood before, nothing simulated."""
    text = (ROOT / "programmes" / "demo" / "programme.toml").read_text().partition("\n[simulation]")[0]
    lines = []
    for line in text.splitlines():
        key = line.partition(" ")[0]
        if key in ("owner", "guardian", "arbiter"):
            line = f'{key} = "{people[key].address}"'
        elif key == "local":
            line = f'address = "{currency}"'
        lines.append(line)
    text = "\n".join(lines) + "\n"
    start = text.index("operators = [")
    listed = json.dumps([people[name].address for name in OPERATORS])
    text = text[:start] + f"operators = {listed}" + text[text.index("]", start) + 1 :]
    for who in people.values():
        programme = who.home / "programmes" / "demo" / "programme.toml"
        programme.parent.mkdir(parents=True)
        programme.write_text(text)
        shutil.copy(ROOT / "programmes" / "demo" / "methodology.toml", programme.parent)
        shutil.copytree(ROOT / "samples" / "sydney-homes", who.home / "samples" / "sydney-homes")
