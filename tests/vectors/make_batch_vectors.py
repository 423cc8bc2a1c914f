"""Writes ``batch.json``: run it only when the format changes, and say so in ``docs/batch-format.md``.

It is written apart from the library, in plain words of ``eth_abi`` and ``hmac``, so that the two check each other.
"""

import hmac
import json
from hashlib import sha256
from pathlib import Path

from eth_abi import encode
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak, to_checksum_address

CHAIN_ID, ORACLE = 1337, "0x5FbDB2315678afecb367f032d93F642f64180aa3"
VINTAGE, SEQUENCE, THROUGH = 2013, 2, 1_377_957_600
DOMAIN = {"name": "Abate EmissionOracle", "version": "1", "chainId": CHAIN_ID, "verifyingContract": ORACLE}
SOURCE_SECRET = sha256(b"source secret").digest()
METHODOLOGY, FACTORS, OPERATOR_SET = (sha256(text).digest() for text in (b"methodology", b"factors", b"operators"))
OPERATORS = sorted(
    (Account.from_key(sha256(b"operator %d" % n).digest()) for n in range(3)), key=lambda a: a.address.lower()
)
PEOPLE = [
    # key, account, observations of each operator (baseline, emissions, periods), sources, mark before
    (b"key 1", "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", [(900_000, 700_001, 2)] * 3, ["meter-1"], 0),
    (b"key 2", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", [(800, 900, 1), (801, 899, 1), (799, 0, 2)], [], 5_000),
    (b"key 3", "0x90F79bf6EB2c4f870365E785982E1f101E93b906", [(2**63 - 1, 0, 12)] * 3, ["car", "meter-3"], 7),
]


def text(value):
    return "0x" + value.hex()


def typehash(name):
    return keccak(text=name)


def salt(person_key, role, extra=b""):
    context = (
        CHAIN_ID.to_bytes(32, "big")
        + bytes.fromhex(ORACLE[2:])
        + VINTAGE.to_bytes(2, "big")
        + SEQUENCE.to_bytes(4, "big")
        + THROUGH.to_bytes(5, "big")
    )
    batch_key = hmac.new(person_key, b"abate/batch-key/1" + context, sha256).digest()
    return keccak(batch_key + keccak(text=role) + extra)


def observation(person, place, blinding):
    key, account, observed, sources, _ = person
    operator = OPERATORS[place]
    bound = salt(sha256(key).digest(), "abate/observation/1", bytes.fromhex(operator.address[2:]) + blinding)
    kind = typehash(
        "Observation(bytes32 salt,address account,uint64 baseline,uint64 emissions,uint16 periods,"
        "bytes32[] nullifiers,bytes32 evidence)"
    )
    nullifiers, evidence = keccak(b"".join(nullifiers_of(sources))), evidence_of(key, place)
    types = ["bytes32", "bytes32", "address", "uint64", "uint64", "uint16", "bytes32", "bytes32"]
    return keccak(encode(types, [kind, bound, account, *observed[place], nullifiers, evidence]))


def nullifiers_of(sources):
    return sorted(hmac.new(SOURCE_SECRET, b"abate/source/1" + name.encode(), sha256).digest() for name in sources)


def evidence_of(key, place):
    return sha256(key + b" seen by %d" % place).digest()


def middle(values, upper=False):
    return sorted(values)[len(values) // 2 if upper else (len(values) - 1) // 2]


def report(person):
    key, account, observed, sources, mark = person
    baseline, emissions, periods = (middle([one[i] for one in observed]) for i in range(3))
    gross = max(0, baseline - emissions)
    credits = gross * 9_700 // 10_000
    salts = {role: salt(sha256(key).digest(), f"abate/{role}/1") for role in ("numbers", "sources", "evidence")}
    words = [(b << 128 | e << 64 | p).to_bytes(32, "big") for b, e, p in observed]
    numbers_type = typehash(
        "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
    )
    types = ["bytes32", "bytes32", "uint64", "uint64", "uint16", "uint128", "bytes32"]
    values = [numbers_type, salts["numbers"], baseline, emissions, periods, credits, keccak(b"".join(words))]
    numbers = keccak(encode(types, values))
    lists = {
        "sources": ("Sources(bytes32 salt,bytes32[] nullifiers)", nullifiers_of(sources)),
        "evidence": ("Evidence(bytes32 salt,bytes32[] digests)", [evidence_of(key, place) for place in range(3)]),
    }
    hashes = {
        role: keccak(typehash(kind) + salts[role] + keccak(b"".join(items))) for role, (kind, items) in lists.items()
    }
    report_type = typehash("Report(bytes32 numbers,bytes32 sources,bytes32 evidence)")
    report_hash = keccak(report_type + numbers + hashes["sources"] + hashes["evidence"])
    leaf = keccak(keccak(encode(["address", "uint256", "bytes32"], [account, credits, report_hash])))
    return {
        "personKey": text(sha256(key).digest()),
        "account": account,
        "observations": [{"baseline": str(b), "emissions": str(e), "periods": p} for b, e, p in observed],
        "sources": sources,
        "evidence": [text(digest) for digest in lists["evidence"][1]],
        "markBefore": str(mark),
        "nullifiers": [text(item) for item in nullifiers_of(sources)],
        "observationWords": [text(word) for word in words],
        "salts": {role: text(value) for role, value in salts.items()},
        "baseline": str(baseline),
        "emissions": str(emissions),
        "periods": periods,
        "gross": str(gross),
        "credits": str(credits),
        "mark": str(max(gross, mark)),
        "numbersHash": text(numbers),
        "sourcesHash": text(hashes["sources"]),
        "evidenceHash": text(hashes["evidence"]),
        "reportHash": text(report_hash),
        "leaf": text(leaf),
    }


def root_of(leaves):
    """OpenZeppelin's tree over leaves: sorted, laid from the end of the array, pairs hashed smaller first."""
    nodes = [None] * (len(leaves) - 1) + sorted(leaves)[::-1]
    for parent in range(len(leaves) - 2, -1, -1):
        nodes[parent] = keccak(b"".join(sorted(nodes[2 * parent + 1 : 2 * parent + 3])))
    return nodes[0]


def digest(kind, fields, message):
    types = [{"name": name, "type": solidity} for solidity, name in (field.split() for field in fields.split(","))]
    signable = encode_typed_data(DOMAIN, {kind: types}, message)
    return signable, keccak(b"\x19" + signable.version + signable.header + signable.body)


def signed_root(place):
    blinding = sha256(b"blinding %d" % place).digest()
    hashes = [observation(person, place, blinding) for person in PEOPLE]
    accounts = [person[1] for person in PEOPLE]
    leaves = [
        keccak(keccak(encode(["address", "uint256", "bytes32"], [account, 0, value])))
        for account, value in zip(accounts, hashes, strict=True)
    ]
    message = {
        "vintage": VINTAGE,
        "sequence": SEQUENCE,
        "through": THROUGH,
        "methodologyId": METHODOLOGY,
        "factorSetHash": FACTORS,
        "root": root_of(leaves),
        "evidenceHash": sha256(b"inputs %d" % place).digest(),
        "count": len(PEOPLE),
    }
    fields = (
        "uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,bytes32 factorSetHash,"
        "bytes32 root,bytes32 evidenceHash,uint32 count"
    )
    signable, signed = digest("ObservationRoot", fields, message)
    return {
        "operator": OPERATORS[place].address,
        "blinding": text(blinding),
        "observationHashes": [text(value) for value in hashes],
        "root": text(message["root"]),
        "evidenceHash": text(message["evidenceHash"]),
        "digest": text(signed),
        "signature": text(compact(OPERATORS[place].sign_message(signable))),
    }


def compact(one):
    """EIP-2098."""
    return one.r.to_bytes(32, "big") + (one.s | (one.v - 27) << 255).to_bytes(32, "big")


def batch(people, roots):
    types = ["address", "bytes32", "bytes32", "uint32", "bytes32", "bytes32"]
    parts = [
        encode(
            types,
            [
                root["operator"],
                bytes.fromhex(root["root"][2:]),
                bytes.fromhex(root["evidenceHash"][2:]),
                len(PEOPLE),
                bytes.fromhex(root["signature"][2:66]),
                bytes.fromhex(root["signature"][66:]),
            ],
        )
        for root in roots
    ]
    message = {
        "vintage": VINTAGE,
        "sequence": SEQUENCE,
        "through": THROUGH,
        "methodologyId": METHODOLOGY,
        "factorSetHash": FACTORS,
        "root": root_of([bytes.fromhex(person["leaf"][2:]) for person in people]),
        "observationsHash": keccak(b"".join(parts)),
        "evidenceHash": keccak(b"".join(bytes.fromhex(root["evidenceHash"][2:]) for root in roots)),
        "authorisedTotal": sum(int(person["mark"]) for person in people),
        "count": len(people),
        "operatorSetHash": OPERATOR_SET,
        "validUntil": THROUGH + 7 * 86_400,
    }
    fields = (
        "uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,bytes32 factorSetHash,bytes32 root,"
        "bytes32 observationsHash,bytes32 evidenceHash,uint128 authorisedTotal,uint32 count,bytes32 operatorSetHash,"
        "uint40 validUntil"
    )
    signable, signed = digest("Batch", fields, message)
    shown = {name: text(value) if isinstance(value, bytes) else value for name, value in message.items()}
    return {
        **shown,
        "authorisedTotal": str(message["authorisedTotal"]),
        "structHash": text(signable.body),
        "digest": text(signed),
        "signatures": [text(compact(operator.sign_message(signable))) for operator in OPERATORS],
    }


def main():
    people = [report(person) for person in PEOPLE]
    roots = [signed_root(place) for place in range(3)]
    content = {
        "format": "abate-batch-vectors/1",
        "chainId": CHAIN_ID,
        "oracle": to_checksum_address(ORACLE),
        "sourceSecret": text(SOURCE_SECRET),
        "policy": "reduction, coefficient 1",
        "reserveShareBps": 300,
        "people": people,
        "operators": roots,
        "batch": batch(people, roots),
    }
    Path(__file__).with_name("batch.json").write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
