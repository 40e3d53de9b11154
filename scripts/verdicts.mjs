// `npm run verdicts [-- --share I/N]`, in as many processes as there are cores. Asks specialised verifiers and the engine's for their perturbed proofs, more than
// ten thousand, and tries to get more than five thousand changed contracts past the proof of equality; or asks and tries a share of both, as CI does, another for
// another commit. A nightly run takes all, the tests a small part.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { tally, total } from "./check/tally.mjs";
import { parseArguments } from "./mutate-guards/share.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = "test/contracts/verifier-specialised";
const TEST = [
  "node_modules/hardhat/dist/src/cli.js",
  "test",
  "mocha",
  "--no-compile",
  `${FOLDER}/verdicts.test.ts`,
  `${FOLDER}/mutants.test.ts`,
];
const PROCESSES = availableParallelism();

const { share } = parseArguments(process.argv.slice(2));
const texts = await Promise.all(Array.from({ length: PROCESSES }, (_, index) => run(index)));
console.table(mutantsIn(texts.map(({ text }) => text)));
const { passed, failed } = total(texts.map(({ text, status }) => tally(text, status)));
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

/**
 * @param {number} index of the process
 * @returns {Promise<{ text: string, status: number }>}
 */
function run(index) {
  const env = {
    ...process.env,
    EZKL_PERTURBATIONS: `${share.index + 1}/${share.of}`,
    EZKL_CIRCUITS: `${index + 1}/${PROCESSES}`,
    EZKL_MUTANTS: `${share.index * PROCESSES + index + 1}/${share.of * PROCESSES}`,
  };
  const child = spawn(process.execPath, TEST, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      text += chunk;
      process.stdout.write(chunk.replace(/^ *mutants: .*\n/gm, ""));
    });
    child.once("error", reject);
    child.once("close", (status) => resolve({ text, status: status ?? 1 }));
  });
}

/**
 * What became of the changed contracts, by kind of change and in all.
 * @param {readonly string[]} texts
 */
function mutantsIn(texts) {
  /** @type {Record<string, Record<string, number>>} */
  const sums = {};
  for (const text of texts)
    for (const [, json = "{}"] of text.matchAll(/^ *mutants: (.*)$/gm))
      for (const [kind, counts] of Object.entries(JSON.parse(json)))
        for (const [what, count] of Object.entries(counts))
          for (const row of [kind, "all"]) {
            const sum = (sums[row] ??= {});
            sum[what] = (sum[what] ?? 0) + count;
          }
  const { all, ...kinds } = sums;
  return { ...kinds, all };
}
