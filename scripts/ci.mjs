// What .ci/run does: the tests, the checks, and the guards' removal, each even if another fails, and one closing line for all.
import { spawn } from "node:child_process";

import { findNpm } from "./bootstrap/npm.mjs";
import { tally, total } from "./check/tally.mjs";

const npmCli = findNpm();
const results = [await run("test"), await run("check"), await run("mutate")];
const { passed, failed } = total(results);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

/**
 * Shows the script's output as it comes and counts from it.
 * @param {string} script
 */
function run(script) {
  console.log(`> npm run ${script}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [npmCli, "run", script], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.once("error", reject);
    child.once("close", (status) => resolve(tally(text, status ?? 1)));
  });
}
