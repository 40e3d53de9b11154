// What .ci/run does: the tests, those of the page in a browser, the checks, the verifiers' verdicts, and the removal of a share of the guards, each even
// if another fails, and one closing line for all.
import { execFileSync, spawn } from "node:child_process";

import { findNpm } from "./bootstrap/npm.mjs";
import { tally, total } from "./check/tally.mjs";
import { ensureChromium } from "./clients/chromium.mjs";
import { ensureGeth } from "./clients/geth.mjs";
import { shareOfCommit } from "./mutate-guards/share.mjs";

/** All guards take some forty minutes; the nightly run removes them all. */
const SHARES = 8;

// Elsewhere the page's tests are skipped where there is no browser; here nothing is.
process.env["HARDHAT_EZKL_BROWSER"] ??= "required";

const npmCli = findNpm();
const share = shareOfCommit(currentCommit(), SHARES);
ensureChromium();
const noGeth = await ensureGeth();
if (noGeth !== undefined) console.error(`the tests on geth are skipped: ${noGeth}`);
const results = [
  await run("test"),
  await run("test:web"),
  await run("check"),
  await run("verdicts", ["--mutants", share]),
  await run("mutate", ["--share", share]),
];
const { passed, failed } = total(results);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

function currentCommit() {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return ""; // an archive, not a checkout
  }
}

/**
 * Shows the script's output as it comes and counts from it.
 * @param {string} script
 * @param {readonly string[]} args
 */
function run(script, args = []) {
  const command = args.length === 0 ? [script] : [script, "--", ...args];
  console.log(`> npm run ${command.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [npmCli, "run", ...command], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.once("error", reject);
    child.once("close", (status) => resolve(tally(text, status ?? 1)));
  });
}
