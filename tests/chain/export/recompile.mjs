// Compiles each exported input by itself with npm's compiler: argv is the folder of inputs and the compiler's module,
// stdout {name: {creation, runtime, metadata}}. Nothing but the input is given: an import it lacks is an error.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, modules] = process.argv.slice(2);
const solc = createRequire(`${modules}/`)("solc");
const found = {};
for (const file of readdirSync(folder).sort()) {
  const input = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
  const name = file.replace(/\.json$/, "");
  const source = Object.keys(input.sources).find((path) => path.endsWith(`/${name}.sol`));
  // other contracts of the input need not be generated: that changes what is printed, not what comes out
  input.settings.outputSelection = { [source]: { [name]: ["metadata", "evm.bytecode.object", "evm.deployedBytecode.object"] } };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter((each) => each.severity === "error");
  if (errors.length) throw new Error(`${name}: ${errors[0].formattedMessage}`);
  const { metadata, evm } = output.contracts[source][name];
  found[name] = { creation: evm.bytecode.object, runtime: evm.deployedBytecode.object, metadata };
}
process.stdout.write(JSON.stringify(found));
