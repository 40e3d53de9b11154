// Asks specialised verifiers and the engine's for all their perturbed proofs, more than ten thousand, in as many processes as there are cores:
// `npm run verdicts`. The tests ask for one in forty. Some three minutes of one core, hence not among them; CI runs it after them.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { tally, total } from "./check/tally.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TEST = [
  "node_modules/hardhat/dist/src/cli.js",
  "test",
  "mocha",
  "--no-compile",
  "test/contracts/verifier-specialised/verdicts.test.ts",
];
const PROCESSES = availableParallelism();

const { passed, failed } = total(
  await Promise.all(Array.from({ length: PROCESSES }, (_, index) => run(index))),
);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

/** @param {number} index of the share */
function run(index) {
  const env = { ...process.env, EZKL_PERTURBATIONS: `${index + 1}/${PROCESSES}` };
  const child = spawn(process.execPath, TEST, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.once("error", reject);
    child.once("close", (status) => resolve(tally(text, status ?? 1)));
  });
}
