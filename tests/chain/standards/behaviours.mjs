// What the standards say, sentence by sentence, as checks that any client can run. The order matters: each check leaves
// what the next may find, and says by differences what it expects.
import assert from "node:assert/strict";

const ZERO = "0x0000000000000000000000000000000000000000";
const UNLIMITED = 2n ** 256n - 1n;
const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const { deepEqual: same, equal, ok } = assert;

/** The EIP-712 domain that an answer of eip712Domain describes: the fields whose bits are set, and no others. */
function described({ fields, ...values }) {
  const names = ["name", "version", "chainId", "verifyingContract", "salt"];
  return Object.fromEntries(names.filter((_, bit) => BigInt(fields) & (1n << BigInt(bit))).map((name) => [name, values[name]]));
}

/** Every check: the standard, its sentence, and what a client does and finds. */
export function behaviours(stage) {
  return [...eip20(), ...eip2612(stage), ...eip5267(stage), ...eip721(stage), ...eip5192(stage), ...eip6093(stage)];
}

// ------------------------------------------------------------------------------------------------------------ EIP-20

function eip20() {
  const balance = (client, who) => client.read("credit", "balanceOf", client.address(who));
  const allowance = (client, owner, spender) =>
    client.read("credit", "allowance", client.address(owner), client.address(spender));

  return [
    [
      "EIP-20",
      "name and symbol return strings, decimals the number of decimals the token uses",
      async (client) => {
        equal(await client.read("credit", "name"), "Personal Carbon Credit 2013");
        equal(await client.read("credit", "symbol"), "PCC13");
        equal(Number(await client.read("credit", "decimals")), 3);
      },
    ],
    [
      "EIP-20",
      "transfer moves the amount, returns true and fires Transfer",
      async (client) => {
        const before = [await balance(client, "alice"), await balance(client, "carol")];
        equal(await client.call("alice", "credit", "transfer", client.address("carol"), 1_000n), true);
        const events = await client.send("alice", "credit", "transfer", client.address("carol"), 1_000n);
        same(events, [["Transfer", client.address("alice"), client.address("carol"), 1_000n]]);
        same([await balance(client, "alice"), await balance(client, "carol")], [before[0] - 1_000n, before[1] + 1_000n]);
      },
    ],
    [
      "EIP-20",
      "transfer throws if the caller's balance does not have enough tokens to spend",
      async (client) => {
        const held = await balance(client, "alice");
        await client.refused("alice", "credit", "transfer", client.address("carol"), held + 1n);
        await client.refused("alice", "credit", "transfer", client.address("carol"), UNLIMITED);
        equal(await client.call("alice", "credit", "transfer", client.address("carol"), held), true);
      },
    ],
    [
      "EIP-20",
      "transfers of 0 values are treated as normal transfers and fire Transfer",
      async (client) => {
        // also of somebody who never had any
        for (const who of ["alice", "nobody"]) {
          equal(await client.call(who, "credit", "transfer", client.address("bob"), 0n), true);
          const events = await client.send(who, "credit", "transfer", client.address("bob"), 0n);
          same(events, [["Transfer", client.address(who), client.address("bob"), 0n]]);
        }
      },
    ],
    [
      "EIP-20",
      "a transfer to oneself fires Transfer and leaves the balance",
      async (client) => {
        const before = await balance(client, "alice");
        const events = await client.send("alice", "credit", "transfer", client.address("alice"), before);
        same(events, [["Transfer", client.address("alice"), client.address("alice"), before]]);
        equal(await balance(client, "alice"), before);
        await client.refused("alice", "credit", "transfer", client.address("alice"), before + 1n);
      },
    ],
    [
      "EIP-20",
      "approve allows the amount, returns true and triggers Approval",
      async (client) => {
        equal(await client.call("alice", "credit", "approve", client.address("bob"), 500n), true);
        const events = await client.send("alice", "credit", "approve", client.address("bob"), 500n);
        same(events, [["Approval", client.address("alice"), client.address("bob"), 500n]]);
        equal(await allowance(client, "alice", "bob"), 500n);
      },
    ],
    [
      "EIP-20",
      "approve called again overwrites the current allowance",
      async (client) => {
        for (const value of [700n, 0n, 500n]) {
          same(await client.send("alice", "credit", "approve", client.address("bob"), value), [
            ["Approval", client.address("alice"), client.address("bob"), value],
          ]);
          equal(await allowance(client, "alice", "bob"), value);
        }
      },
    ],
    [
      "EIP-20",
      "transferFrom moves what the owner authorised, returns true and fires Transfer; allowance is what is left",
      async (client) => {
        const [alice, bob, carol] = ["alice", "bob", "carol"].map(client.address);
        const before = [await balance(client, "alice"), await balance(client, "bob"), await balance(client, "carol")];
        equal(await client.call("bob", "credit", "transferFrom", alice, carol, 200n), true);
        const events = await client.send("bob", "credit", "transferFrom", alice, carol, 200n);
        same(events.filter(([name]) => name === "Transfer"), [["Transfer", alice, carol, 200n]]);
        equal(await allowance(client, "alice", "bob"), 300n);
        const after = [await balance(client, "alice"), await balance(client, "bob"), await balance(client, "carol")];
        same(after, [before[0] - 200n, before[1], before[2] + 200n]);
        // all of the rest, and to the spender itself
        equal(await client.call("bob", "credit", "transferFrom", alice, bob, 300n), true);
      },
    ],
    [
      "EIP-20",
      "transferFrom throws unless the owner has authorised the sender for as much",
      async (client) => {
        const [alice, bob, carol] = ["alice", "bob", "carol"].map(client.address);
        await client.refused("bob", "credit", "transferFrom", alice, carol, 301n);
        await client.refused("carol", "credit", "transferFrom", alice, carol, 1n);
        // one's own credits are no exception
        await client.refused("alice", "credit", "transferFrom", alice, carol, 1n);
        await client.refused("alice", "credit", "transferFrom", bob, alice, 1n);
      },
    ],
    [
      "EIP-20",
      "transferFrom throws if the owner's balance does not have enough, whatever was authorised",
      async (client) => {
        const [alice, bob] = ["alice", "bob"].map(client.address);
        await client.send("alice", "credit", "approve", bob, UNLIMITED - 1n);
        await client.refused("bob", "credit", "transferFrom", alice, bob, (await balance(client, "alice")) + 1n);
      },
    ],
    [
      "EIP-20",
      "transferFrom of 0 values is a normal transfer and fires Transfer, without an allowance too",
      async (client) => {
        const [alice, carol] = ["alice", "carol"].map(client.address);
        await client.send("alice", "credit", "approve", carol, 0n);
        same((await client.send("carol", "credit", "transferFrom", alice, carol, 0n)).filter(([name]) => name === "Transfer"), [
          ["Transfer", alice, carol, 0n],
        ]);
      },
    ],
    [
      "EIP-20",
      "an allowance of 2^256 - 1 is not used up (common practice; the standard leaves it open)",
      async (client) => {
        const [alice, bob] = ["alice", "bob"].map(client.address);
        await client.send("alice", "credit", "approve", bob, UNLIMITED);
        const events = await client.send("bob", "credit", "transferFrom", alice, bob, 100n);
        same(events, [["Transfer", alice, bob, 100n]]);
        equal(await allowance(client, "alice", "bob"), UNLIMITED);
        await client.send("alice", "credit", "approve", bob, 0n);
      },
    ],
    [
      "EIP-20",
      "tokens are created with a Transfer from 0x0, and totalSupply is the sum of all balances",
      async (client) => {
        const held = new Map();
        for (const [name, from, to, value] of await client.history("credit")) {
          if (name !== "Transfer") continue;
          held.set(from, (held.get(from) ?? 0n) - value);
          held.set(to, (held.get(to) ?? 0n) + value);
        }
        const supply = await client.read("credit", "totalSupply");
        equal(-held.get(ZERO), supply);
        ok(supply > 0n);
        held.delete(ZERO);
        for (const [address, value] of held) equal(await client.read("credit", "balanceOf", address), value);
      },
    ],
  ];
}

// ---------------------------------------------------------------------------------------------------------- EIP-2612

function eip2612({ chainId }) {
  const nonce = (client, who) => client.read("credit", "nonces", client.address(who));

  // a permit of alice's for bob, with what is changed; who signs may be another
  async function permit(client, { by = "alice", domain = {}, ...changes } = {}) {
    const message = {
      owner: client.address("alice"),
      spender: client.address("bob"),
      value: 1_234n,
      nonce: await nonce(client, "alice"),
      deadline: (await client.now()) + 3_600n,
      ...changes,
    };
    const { v, r, s } = await client.sign(by, { ...described(await client.domain("credit")), ...domain }, PERMIT, message);
    return [message.owner, message.spender, message.value, message.deadline, v, r, s];
  }
  const refused = async (client, ...args) => client.refused("relayer", "credit", "permit", ...args);

  return [
    [
      "EIP-2612",
      "permit sets the allowance, increments the nonce by 1 and emits Approval, whoever brings it",
      async (client) => {
        const [alice, bob] = ["alice", "bob"].map(client.address);
        const before = await nonce(client, "alice");
        same(await client.send("relayer", "credit", "permit", ...(await permit(client))), [["Approval", alice, bob, 1_234n]]);
        equal(await client.read("credit", "allowance", alice, bob), 1_234n);
        equal(await nonce(client, "alice"), before + 1n);
      },
    ],
    [
      "EIP-2612",
      "permit overwrites an allowance, with 0 too",
      async (client) => {
        const [alice, bob] = ["alice", "bob"].map(client.address);
        await client.send("bob", "credit", "permit", ...(await permit(client, { value: 0n })));
        equal(await client.read("credit", "allowance", alice, bob), 0n);
      },
    ],
    [
      "EIP-2612",
      "a deadline of 2^256 - 1 makes a permit that effectively never expires",
      async (client) => {
        const given = await permit(client, { deadline: UNLIMITED, value: 7n });
        same(await client.send("relayer", "credit", "permit", ...given), [
          ["Approval", client.address("alice"), client.address("bob"), 7n],
        ]);
      },
    ],
    [
      "EIP-2612",
      "permit reverts when the block time is after the deadline",
      async (client) => {
        await refused(client, ...(await permit(client, { deadline: (await client.now()) - 1n })));
        await refused(client, ...(await permit(client, { deadline: 0n })));
      },
    ],
    [
      "EIP-2612",
      "permit reverts when the nonce is not the owner's: once used, ahead, or brought again",
      async (client) => {
        const given = await permit(client);
        await client.send("relayer", "credit", "permit", ...given);
        await refused(client, ...given);
        await refused(client, ...(await permit(client, { nonce: (await nonce(client, "alice")) + 1n })));
        await refused(client, ...(await permit(client, { nonce: (await nonce(client, "alice")) - 1n })));
      },
    ],
    [
      "EIP-2612",
      "permit reverts when the signature is not the owner's over exactly these values",
      async (client) => {
        await refused(client, ...(await permit(client, { by: "bob" })));
        const [owner, spender, value, deadline, ...signature] = await permit(client);
        await refused(client, client.address("carol"), spender, value, deadline, ...signature);
        await refused(client, owner, client.address("carol"), value, deadline, ...signature);
        await refused(client, owner, spender, value + 1n, deadline, ...signature);
        await refused(client, owner, spender, value, deadline + 1n, ...signature);
      },
    ],
    [
      "EIP-2612",
      "permit reverts for the zero address, which no signature stands for",
      async (client) => {
        const [, spender, value, deadline, , r, s] = await permit(client);
        for (const v of [0, 27, 28, 29]) await refused(client, ZERO, spender, value, deadline, v, r, s);
      },
    ],
    [
      "EIP-2612",
      "permit reverts when r, s and v are no valid signature; its mirror image with a high s neither",
      async (client) => {
        const [owner, spender, value, deadline, v, r, s] = await permit(client);
        await refused(client, owner, spender, value, deadline, v === 27 ? 28 : 27, r, s);
        await refused(client, owner, spender, value, deadline, v, s, r);
        const mirrored = `0x${(ORDER - BigInt(s)).toString(16).padStart(64, "0")}`;
        await refused(client, owner, spender, value, deadline, v === 27 ? 28 : 27, r, mirrored);
        await client.call("relayer", "credit", "permit", owner, spender, value, deadline, v, r, s);
      },
    ],
    [
      "EIP-2612",
      "a permit for another chain, contract, name or version reverts",
      async (client) => {
        await refused(client, ...(await permit(client, { domain: { chainId: BigInt(chainId) + 1n } })));
        await refused(client, ...(await permit(client, { domain: { verifyingContract: client.address("bob") } })));
        await refused(client, ...(await permit(client, { domain: { name: "Personal Carbon Credit 2014" } })));
        await refused(client, ...(await permit(client, { domain: { version: "2" } })));
      },
    ],
    [
      "EIP-2612",
      "DOMAIN_SEPARATOR is the hash of the EIP-712 domain",
      async (client) => {
        equal(await client.read("credit", "DOMAIN_SEPARATOR"), client.separator(described(await client.domain("credit"))));
      },
    ],
  ];
}

// ---------------------------------------------------------------------------------------------------------- EIP-5267

function eip5267({ chainId, credit, certificate }) {
  const expected = {
    credit: { name: "Personal Carbon Credit 2013", verifyingContract: credit },
    certificate: { name: "Abate RetirementCertificate", verifyingContract: certificate },
  };
  return [
    [
      "EIP-5267",
      "fields has bit i set exactly where the domain has field i: name, version, chainId, verifyingContract, no salt",
      async (client) => {
        for (const contract of ["credit", "certificate"]) equal((await client.domain(contract)).fields, "0x0f");
      },
    ],
    [
      "EIP-5267",
      "eip712Domain returns the values of the domain, unused fields empty, and no extensions",
      async (client) => {
        for (const [contract, own] of Object.entries(expected)) {
          const { fields, ...domain } = await client.domain(contract);
          ok(fields);
          same(domain, {
            ...own,
            version: "1",
            chainId: BigInt(chainId),
            salt: `0x${"00".repeat(32)}`,
            extensions: [],
          });
        }
      },
    ],
    [
      "EIP-5267",
      "signatures over the domain that eip712Domain describes are accepted",
      async (client) => {
        const owner = client.address("carol");
        const message = { owner, spender: owner, value: 1n, nonce: await client.read("credit", "nonces", owner), deadline: UNLIMITED };
        const { v, r, s } = await client.sign("carol", described(await client.domain("credit")), PERMIT, message);
        same(await client.send("relayer", "credit", "permit", owner, owner, 1n, UNLIMITED, v, r, s), [
          ["Approval", owner, owner, 1n],
        ]);
      },
    ],
  ];
}

// ----------------------------------------------------------------------------------------------------------- EIP-721

function eip721({ retired }) {
  const [id, missing] = [BigInt(retired.id), BigInt(retired.id) + 1n];
  return [
    [
      "EIP-721",
      "supportsInterface says yes to ERC-165, ERC-721 and its metadata, and no to 0xffffffff",
      async (client) => {
        for (const each of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f"]) {
          equal(await client.read("certificate", "supportsInterface", each), true);
        }
        // neither enumerable nor a receiver
        for (const each of ["0xffffffff", "0x780e9d63", "0x150b7a02"]) {
          equal(await client.read("certificate", "supportsInterface", each), false);
        }
      },
    ],
    [
      "EIP-721",
      "Transfer is emitted when NFTs are created, from the zero address",
      async (client) => {
        const [transfer] = (await client.eventsOf("certificate", retired.transaction)).filter(([name]) => name === "Transfer");
        same(transfer, ["Transfer", ZERO, client.address("carol"), id]);
      },
    ],
    [
      "EIP-721",
      "ownerOf names the owner, and throws for an NFT of the zero address",
      async (client) => {
        equal(await client.read("certificate", "ownerOf", id), client.address("carol"));
        for (const each of [missing, 0n, UNLIMITED]) await client.refused("alice", "certificate", "ownerOf", each);
      },
    ],
    [
      "EIP-721",
      "balanceOf counts an owner's NFTs, possibly zero, and throws for the zero address",
      async (client) => {
        equal(await client.read("certificate", "balanceOf", client.address("carol")), 1n);
        equal(await client.read("certificate", "balanceOf", client.address("bob")), 0n);
        await client.refused("alice", "certificate", "balanceOf", ZERO);
      },
    ],
    [
      "EIP-721",
      "transferFrom and both forms of safeTransferFrom throw for whoever is not the owner, for a wrong owner, for the zero address and for an invalid NFT",
      async (client) => {
        const [alice, bob, carol] = ["alice", "bob", "carol"].map(client.address);
        const wrong = [
          ["alice", carol, bob, id],
          ["carol", alice, bob, id],
          ["carol", carol, ZERO, id],
          ["carol", carol, bob, missing],
        ];
        for (const [who, ...args] of wrong) {
          await client.refused(who, "certificate", "transferFrom", ...args);
          await client.refused(who, "certificate", "safeTransferFrom", ...args);
          await client.refused(who, "certificate", "safeTransferFrom", ...args, "0x1234");
        }
      },
    ],
    [
      "EIP-721",
      "approve throws unless the sender is the owner; getApproved is the zero address where there is none, and throws for an invalid NFT",
      async (client) => {
        await client.refused("alice", "certificate", "approve", client.address("alice"), id);
        equal(await client.read("certificate", "getApproved", id), ZERO);
        await client.refused("alice", "certificate", "getApproved", missing);
      },
    ],
    [
      "EIP-721",
      "isApprovedForAll is false where nobody was approved",
      async (client) => {
        const [alice, carol] = ["alice", "carol"].map(client.address);
        equal(await client.read("certificate", "isApprovedForAll", carol, alice), false);
      },
    ],
    [
      "EIP-721",
      "name and symbol describe the collection; tokenURI leads to JSON of the metadata schema, and throws for an invalid NFT",
      async (client) => {
        equal(await client.read("certificate", "name"), "Abate Retirement Certificate");
        equal(await client.read("certificate", "symbol"), "RETIRED");
        const uri = await client.read("certificate", "tokenURI", id);
        const [head, data] = uri.split(",", 2);
        equal(head, "data:application/json;base64");
        const described = JSON.parse(Buffer.from(data, "base64").toString("utf8"));
        for (const each of ["name", "description", "image"]) equal(typeof described[each], "string", each);
        ok(described.image.startsWith("data:image/svg+xml;base64,"));
        await client.refused("alice", "certificate", "tokenURI", missing);
      },
    ],
  ];
}

// ---------------------------------------------------------------------------------------------------------- EIP-5192

function eip5192({ retired }) {
  const [id, missing] = [BigInt(retired.id), BigInt(retired.id) + 1n];
  return [
    [
      "EIP-5192",
      "the interface's identifier is 0xb45a3c0e",
      async (client) => equal(await client.read("certificate", "supportsInterface", "0xb45a3c0e"), true),
    ],
    [
      "EIP-5192",
      "a token that is minted locked emits Locked, and never Unlocked",
      async (client) => {
        const events = await client.eventsOf("certificate", retired.transaction);
        same(events.filter(([name]) => name === "Locked"), [["Locked", id]]);
        same((await client.history("certificate")).filter(([name]) => name === "Unlocked"), []);
      },
    ],
    [
      "EIP-5192",
      "locked is true for a locked token, and throws for one of the zero address",
      async (client) => {
        equal(await client.read("certificate", "locked", id), true);
        await client.refused("alice", "certificate", "locked", missing);
      },
    ],
    [
      "EIP-5192",
      "all functions of EIP-721 that transfer a token throw while it is locked, for its owner too",
      async (client) => {
        const [bob, carol] = ["bob", "carol"].map(client.address);
        await client.refused("carol", "certificate", "transferFrom", carol, bob, id);
        await client.refused("carol", "certificate", "safeTransferFrom", carol, bob, id);
        await client.refused("carol", "certificate", "safeTransferFrom", carol, bob, id, "0x");
        await client.refused("carol", "certificate", "transferFrom", carol, carol, id);
        equal(await client.read("certificate", "ownerOf", id), carol);
      },
    ],
  ];
}

// ---------------------------------------------------------------------------------------------------------- EIP-6093

function eip6093({ retired }) {
  const missing = BigInt(retired.id) + 1n;
  return [
    [
      "EIP-6093",
      "ERC20InsufficientBalance and ERC20InsufficientAllowance tell who, how much there is and how much was needed",
      async (client) => {
        const [alice, bob, carol] = ["alice", "bob", "carol"].map(client.address);
        const held = await client.read("credit", "balanceOf", alice);
        same(await client.refused("alice", "credit", "transfer", bob, held + 1n), {
          error: "ERC20InsufficientBalance",
          args: [alice, held, held + 1n],
        });
        await client.send("alice", "credit", "approve", carol, 5n);
        same(await client.refused("carol", "credit", "transferFrom", alice, carol, 6n), {
          error: "ERC20InsufficientAllowance",
          args: [carol, 5n, 6n],
        });
        await client.send("alice", "credit", "approve", carol, 0n);
      },
    ],
    [
      "EIP-6093",
      "ERC20InvalidReceiver and ERC20InvalidSpender refuse the zero address",
      async (client) => {
        same(await client.refused("alice", "credit", "transfer", ZERO, 1n), { error: "ERC20InvalidReceiver", args: [ZERO] });
        same(await client.refused("alice", "credit", "approve", ZERO, 1n), { error: "ERC20InvalidSpender", args: [ZERO] });
      },
    ],
    [
      "EIP-6093",
      "ERC721NonexistentToken and ERC721InvalidOwner name the token and the owner",
      async (client) => {
        same(await client.refused("alice", "certificate", "ownerOf", missing), {
          error: "ERC721NonexistentToken",
          args: [missing],
        });
        same(await client.refused("alice", "certificate", "balanceOf", ZERO), { error: "ERC721InvalidOwner", args: [ZERO] });
      },
    ],
  ];
}
