import { availableParallelism } from "node:os";

import { capture } from "../bootstrap/processes.mjs";
import { startProgress } from "../bootstrap/progress.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {{ ok: boolean, output: string, seconds: number }} Outcome */

// Captured output goes to logs too; some tools colour theirs wherever CI is set.
const PLAIN = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };

/**
 * Runs the checks, those that come `first` one after another and then as many at once as there are cores, each when its turn in the list comes. Prints
 * a line for each in the list's order as soon as the ones before it are told, then `N passed, N failed`.
 * @param {readonly Check[]} checks
 * @param {(line: string) => void} [print]
 * @param {number} [atOnce]
 * @returns {Promise<number>} The exit code.
 */
export async function runChecks(checks, print = console.log, atOnce = availableParallelism()) {
  const { ok: isGitCheckout } = await capture("git", ["rev-parse", "--is-inside-work-tree"]);
  const skipped = checks.filter(({ git }) => git && !isGitCheckout);
  const wanted = checks.filter((check) => !skipped.includes(check));
  for (const { name } of skipped) print(`skip  ${name}: not a git checkout`);
  const running = new Set();
  const progress = startProgress(() => [...running].join(", "));
  const report = new Report(wanted, print);
  /** @param {Check} check */
  const run = async (check) => {
    running.add(check.name);
    const outcome = await runCheck(check);
    running.delete(check.name);
    progress.clear();
    report.add(check, outcome);
  };

  for (const check of wanted.filter(({ first }) => first)) await run(check);
  const waiting = wanted.filter(({ first }) => !first);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await run(check);
    }),
  );
  progress.stop();
  print(`${report.passed} passed, ${report.failed} failed`);
  return report.failed === 0 ? 0 : 1;
}

/** Tells outcomes in the order of the checks, whatever order they come in. */
class Report {
  #checks;
  #print;
  /** @type {Map<Check, Outcome>} */
  #outcomes = new Map();
  passed = 0;
  failed = 0;

  /**
   * @param {readonly Check[]} checks
   * @param {(line: string) => void} print
   */
  constructor(checks, print) {
    this.#checks = [...checks];
    this.#print = print;
  }

  /**
   * @param {Check} check
   * @param {Outcome} outcome
   */
  add(check, outcome) {
    this.#outcomes.set(check, outcome);
    if (outcome.ok) this.passed += 1;
    else this.failed += 1;
    for (let next = this.#checks[0]; next !== undefined; next = this.#checks[0]) {
      const known = this.#outcomes.get(next);
      if (known === undefined) return;
      this.#checks.shift();
      this.#print(`${known.ok ? "pass" : "FAIL"}  ${next.name} (${known.seconds.toFixed(1)} s)`);
      if (!known.ok) this.#print(known.output);
    }
  }
}

/**
 * @param {Check} check
 * @returns {Promise<Outcome>}
 */
async function runCheck({ commands }) {
  const started = performance.now();
  let failure;
  for (const [program = "node", ...args] of commands) {
    const result = await capture(program === "node" ? process.execPath : program, args, { env: PLAIN });
    if (result.ok) continue;
    failure = result.output.trimEnd() || `${[program, ...args].join(" ")} ended with code ${result.status}`;
    break;
  }
  return { ok: failure === undefined, output: failure ?? "", seconds: (performance.now() - started) / 1_000 };
}
