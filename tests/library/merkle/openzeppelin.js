// Answers for one tree through the npm package: stdin {dump} or {values}, stdout its root, proofs, rendering and dump.
"use strict";
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const tree = asked.dump
  ? StandardMerkleTree.load(asked.dump)
  : StandardMerkleTree.of(asked.values, ["address", "uint256", "bytes32"]);
const proofs = [...tree.entries()].map(([index]) => tree.getProof(index));
process.stdout.write(JSON.stringify({ root: tree.root, proofs, render: tree.render(), dump: tree.dump() }));
