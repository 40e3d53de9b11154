/**
 * Counts what a run reported, from its printed text: mocha's `N passing` and `N failing`, or the closing line
 * `N passed, N failed` of the checks.
 * @typedef {{ passed: number, failed: number }} Tally
 */

// eslint-disable-next-line no-control-regex -- colours come when FORCE_COLOR is set
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * A run that failed counts at least one failure, whatever it printed: it may have ended before its first test.
 * @param {string} text
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tally(text, exitCode) {
  const plain = text.replace(COLOURS, "");
  const closing = last(plain.matchAll(/^(\d+) passed, (\d+) failed$/gm));
  const passed = Number(closing?.[1] ?? last(plain.matchAll(/^ *(\d+) passing\b/gm))?.[1] ?? 0);
  const failed = Number(closing?.[2] ?? last(plain.matchAll(/^ *(\d+) failing$/gm))?.[1] ?? 0);
  return { passed, failed: exitCode !== 0 ? Math.max(failed, 1) : failed };
}

/**
 * @param {Iterable<RegExpMatchArray>} matches
 * @returns {RegExpMatchArray | undefined}
 */
function last(matches) {
  return [...matches].pop();
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function total(tallies) {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  };
}
