// Runs all checks with one client library: argv[2] names its file, argv[3] is what was deployed; stdout has each check's
// standard, sentence and problem (null where it holds).
import { behaviours } from "./behaviours.mjs";

const [, , library, asked] = process.argv;
const { connect } = await import(`./${library}.mjs`);
const stage = JSON.parse(asked);
const client = await connect(stage);
const found = [];
for (const [standard, sentence, check] of behaviours(stage)) {
  let problem = null;
  try {
    await check(client);
  } catch (failed) {
    problem = String(failed?.stack ?? failed).slice(0, 2_000);
  }
  found.push({ standard, sentence, problem });
}
await client.close();
process.stdout.write(JSON.stringify(found));
