// The compiler from npm behind the command line that py-solc-x and Brownie speak:
// reads standard JSON on stdin, resolves imports below --base-path (or here), writes standard JSON to stdout.
"use strict";
const fs = require("fs");
const path = require("path");

const args = process.argv.slice(2);
if (!args.includes("--standard-json")) {
  console.error("toolchain/solc.js: only --standard-json is answered here");
  process.exit(1);
}

function option(name, fallback) {
  const at = args.indexOf(name);
  return at < 0 ? fallback : args[at + 1];
}

const base = path.resolve(option("--base-path", "."));
const allowed = [base, ...option("--allow-paths", "").split(",").filter(Boolean)].map((p) => path.resolve(base, p));

function readImport(name) {
  const file = path.resolve(base, name);
  if (!allowed.some((root) => file === root || file.startsWith(root + path.sep))) {
    return { error: `${name} lies outside the allowed paths` };
  }
  try {
    return { contents: fs.readFileSync(file, "utf8") };
  } catch (problem) {
    return { error: problem.message };
  }
}

const solc = require(path.join(__dirname, "..", "node_modules", "solc"));
process.stdout.write(solc.compile(fs.readFileSync(0, "utf8"), { import: readImport }));
