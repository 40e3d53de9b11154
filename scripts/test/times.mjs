import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Each file's time in the last whole run, slowest first. */
const KEPT = path.join("cache", "test-times.json");
/** Seconds that one file may take in `npm test` on a machine that is not busy with other things: one process must not be left with it at the end. */
export const LIMIT = 20;
/** Programs that want a core, for each core, from which on a machine counts as busy: our own processes have children and threads. */
const BUSY = 2;
/** Seconds from which a file has a line of its own in the table. */
const SHOWN = 5;

/** @typedef {Readonly<Record<string, number>>} Times Seconds by file, from the root. */

/**
 * What the worker processes noted.
 * @param {string} file
 * @param {string} root
 * @returns {Times} Slowest first.
 */
export function readTimes(file, root) {
  const lines = read(file)
    .split("\n")
    .filter((line) => line !== "");
  const notes = lines.map((line) => /** @type {{ file: string, seconds: number }} */ (JSON.parse(line)));
  return Object.fromEntries(
    notes
      .map(
        ({ file, seconds }) =>
          /** @type {const} */ ([path.relative(root, file).replaceAll(path.sep, "/"), seconds]),
      )
      .sort((a, b) => b[1] - a[1]),
  );
}

/**
 * @param {string} root
 * @returns {Times} Of the last whole run here; none where there was none.
 */
export function knownTimes(root) {
  try {
    return JSON.parse(read(path.join(root, KEPT)) || "{}");
  } catch {
    return {}; // a run that was cut off
  }
}

/**
 * @param {string} root
 * @param {Times} times
 */
export function keepTimes(root, times) {
  mkdirSync(path.join(root, path.dirname(KEPT)), { recursive: true });
  writeFileSync(path.join(root, KEPT), `${JSON.stringify(times, undefined, 1)}\n`);
}

/**
 * Files that take too long, each with its time. Where more programs than ours want the cores, all may take longer in proportion.
 * @param {Times} times
 * @param {{ load: number, cores: number }} machine `load`: the average number of programs that want a core, as `os.loadavg` tells.
 * @returns {string[]}
 */
export function tooLong(times, { load, cores }) {
  const limit = LIMIT * Math.max(1, load / (BUSY * cores));
  return Object.entries(times)
    .filter(([, seconds]) => seconds > limit)
    .map(([file, seconds]) => `${file} takes ${seconds.toFixed(1)} s; at most ${limit.toFixed(0)} s here`);
}

/**
 * A line for each file that took long, slowest first, and one for all others.
 * @param {Times} times
 */
export function tableOf(times) {
  const all = Object.entries(times);
  const long = all.filter(([, seconds]) => seconds >= SHOWN);
  const sum = (/** @type {typeof all} */ part) =>
    part.reduce((total, [, seconds]) => total + seconds, 0).toFixed(0);
  const short = all.slice(long.length);
  return [
    "seconds file",
    ...long.map(([file, seconds]) => `${seconds.toFixed(1).padStart(7)} ${file}`),
    `${sum(short).padStart(7)} ${short.length} files of less than ${SHOWN} s each`,
    `${sum(all).padStart(7)} all ${all.length}, one after the other`,
  ].join("\n");
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return "";
    throw error;
  }
}
