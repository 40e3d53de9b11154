import { capture } from "../bootstrap/processes.mjs";
import { startProgress } from "../bootstrap/progress.mjs";

// Captured output goes to logs too; some tools colour theirs wherever CI is set.
const PLAIN = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };

/**
 * Runs the checks one after another and prints a line for each, then `N passed, N failed`.
 * @param {readonly import("./checks.mjs").Check[]} checks
 * @param {(line: string) => void} [print]
 * @returns {Promise<number>} The exit code.
 */
export async function runChecks(checks, print = console.log) {
  let passed = 0;
  let failed = 0;
  const { ok: isGitCheckout } = await capture("git", ["rev-parse", "--is-inside-work-tree"]);
  for (const check of checks) {
    if (check.git && !isGitCheckout) {
      print(`skip  ${check.name}: not a git checkout`);
      continue;
    }
    const { ok, output, seconds } = await runCheck(check);
    print(`${ok ? "pass" : "FAIL"}  ${check.name} (${seconds.toFixed(1)} s)`);
    if (ok) {
      passed += 1;
    } else {
      failed += 1;
      print(output);
    }
  }
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** @param {import("./checks.mjs").Check} check */
async function runCheck({ name, commands }) {
  const progress = startProgress(name);
  let failure;
  for (const [program = "node", ...args] of commands) {
    const result = await capture(program === "node" ? process.execPath : program, args, { env: PLAIN });
    if (result.ok) continue;
    failure = result.output.trimEnd() || `${[program, ...args].join(" ")} ended with code ${result.status}`;
    break;
  }
  return { ok: failure === undefined, output: failure ?? "", seconds: progress.stop() / 1_000 };
}
