// Builds one tree with @openzeppelin/merkle-tree from the values in the named file; prints its root and what it took.
"use strict";
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");

const values = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const began = process.hrtime.bigint();
const before = process.cpuUsage();
const tree = StandardMerkleTree.of(values, ["address", "uint256", "bytes32"]);
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const spent = process.cpuUsage(before);
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ root: tree.root, seconds, processor: (spent.user + spent.system) / 1e6, peak }));
