// What `.ci/run [PART…]` does: the tests, the contracts' with their coverage, those of the page in a browser, the checks, the verifiers' verdicts, and the
// removal of a share of the guards, each even if another fails, and one closing line for all.
import { execFileSync, spawn } from "node:child_process";

import { findNpm } from "./bootstrap/npm.mjs";
import { tally, total } from "./check/tally.mjs";
import { partsOf } from "./ci/parts.mjs";
import { ensureChromium } from "./clients/chromium.mjs";
import { ensureGeth } from "./clients/geth.mjs";
import { shareOfCommit, turnOf } from "./mutate-guards/share.mjs";

/** All guards take some twenty minutes; the nightly run removes them all. */
const SHARES = 8;

// Elsewhere the page's tests are skipped where there is no browser; here nothing is.
process.env["HARDHAT_EZKL_BROWSER"] ??= "required";

const npmCli = findNpm();
const commit = currentCommit();
// Which part the tests take of what `npm run test:all` takes whole.
process.env["EZKL_TEST_SHARE"] ??= String(turnOf(commit));
const PARTS = partsOf(shareOfCommit(commit, SHARES));
const named = process.argv.slice(2);
for (const name of named)
  if (!Object.hasOwn(PARTS, name))
    throw new Error(`there is no part ${name}: ${Object.keys(PARTS).join(", ")}`);
const parts = Object.entries(PARTS).filter(([name]) => named.length === 0 || named.includes(name));

if (parts.some(([name]) => name === "web")) ensureChromium();
if (parts.some(([name]) => name === "test")) {
  const noGeth = await ensureGeth();
  if (noGeth !== undefined) console.error(`the tests on geth are skipped: ${noGeth}`);
}
const results = [];
const seconds = [];
for (const [name, { script, args }] of parts) {
  const start = performance.now();
  results.push(await run(script, args));
  seconds.push(`${name} ${((performance.now() - start) / 1000).toFixed(0)}`);
}
console.log(`seconds: ${seconds.join(", ")}`);
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
