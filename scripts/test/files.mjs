import { readdirSync } from "node:fs";
import path from "node:path";

import { measuredFiles } from "./measured.mjs";

/** Options of Hardhat and of its mocha task that are followed by a value. */
const WITH_VALUE = new Set(["--grep", "--grep-exclude", "--network", "--config", "--build-profile"]);

/** Where test files are; those of the second row take minutes. */
const FOLDERS = ["test"];
const SLOW = ["scripts/figures", "scripts/faults/deployments", "scripts/check"];
/** What is rare and takes long: searches, live nodes, bad networks, kills. */
const LONG = /\.long\.test\.(ts|mjs)$/;
/** So many commits are tested until each long file had its turn. */
const TURNS = 4;

/**
 * Reads `[--all] [--unmeasured] [--limited] [--shuffle SEED] [FILE…] [option of "hardhat test mocha"…]`.
 * @param {readonly string[]} args
 * @returns {{ all: boolean, unmeasured: boolean, limited: boolean, named: string[], shuffle: number | undefined, rest: string[] }}
 */
export function parseArguments(args) {
  const named = [];
  const rest = [];
  let all = false;
  let unmeasured = false;
  let limited = false;
  let shuffle;
  for (let at = 0; at < args.length; at++) {
    const arg = /** @type {string} */ (args[at]);
    if (arg === "--all") all = true;
    else if (arg === "--unmeasured") unmeasured = true;
    else if (arg === "--limited") limited = true;
    else if (arg === "--shuffle") {
      shuffle = Number(args[++at]);
      if (!Number.isSafeInteger(shuffle) || shuffle < 0)
        throw new Error("--shuffle: give a whole number, the seed of the files' order");
    } else if (WITH_VALUE.has(arg)) {
      rest.push(arg, ...args.slice(at + 1, at + 2));
      at += 1;
    } else if (arg.startsWith("-")) rest.push(arg);
    else named.push(arg);
  }
  return { all, unmeasured, limited, named, shuffle, rest };
}

/**
 * The test files, those first that took longest, so that no process is left with a long one at the end; or in an order of chance.
 * @param {string} root The repository.
 * @param {{ all?: boolean, turn?: number | undefined, unmeasured?: boolean, known?: Readonly<Record<string, number>>, shuffle?: number | undefined }} options `all`: the long ones, too; `turn`: a quarter of them, another one for another number; `unmeasured`: without those that `npm run coverage` runs; `known`: seconds by file.
 * @returns {string[]} From the root.
 */
export function filesToRun(root, { all = false, turn, unmeasured = false, known = {}, shuffle } = {}) {
  const leftOut = new Set(unmeasured ? measuredFiles(root) : []);
  const files = (all ? [...FOLDERS, ...SLOW] : FOLDERS)
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        [folder, ...name.split(path.sep)].join("/"),
      ),
    )
    .filter((name) => /\.test\.(ts|mjs)$/.test(name) && !leftOut.has(name))
    .sort()
    .filter(all ? () => true : inTurn(turn));
  // A file that no run knows yet may be a long one.
  if (shuffle === undefined)
    return files.sort((a, b) => (known[b] ?? Infinity) - (known[a] ?? Infinity) || 0);
  return shuffled(files, shuffle);
}

/**
 * Whether a file runs where not all do: all but the long ones, and of these each `TURNS`-th.
 * @param {number | undefined} turn
 * @returns {(file: string) => boolean}
 */
function inTurn(turn) {
  let long = 0;
  return (file) => !LONG.test(file) || (turn !== undefined && long++ % TURNS === turn % TURNS);
}

/**
 * Fisher and Yates' shuffle, with a linear congruential generator (Numerical Recipes' constants).
 * @param {readonly string[]} files
 * @param {number} seed
 */
function shuffled(files, seed) {
  const result = [...files];
  let state = seed >>> 0;
  for (let left = result.length; left > 1; left--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const at = Math.floor((state / 2 ** 32) * left);
    [result[at], result[left - 1]] = /** @type {[string, string]} */ ([result[left - 1], result[at]]);
  }
  return result;
}
