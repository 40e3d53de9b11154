// Removes each guard in a copy of the repository and runs the tests that should notice:
// `npm run mutate [-- [--share I/N] [NAME_PART…]]`. The guards of the contracts are found in their sources; mutations.mjs adds what
// no pattern finds. All of them take some forty minutes on two cores, hence not among the checks: CI removes a share of them,
// another one for another commit, and a nightly run all.
// Exit code 1 when some guard can go without a test failing and is not among the known survivors, or is among them for nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { findGuards } from "./mutate-guards/find-guards.mjs";
import { GROUPS } from "./mutate-guards/groups.mjs";
import { MUTATIONS } from "./mutate-guards/mutations.mjs";
import { likeliestFirst } from "./mutate-guards/order.mjs";
import { SURVIVORS } from "./mutate-guards/survivors.mjs";
import { parseArguments } from "./mutate-guards/share.mjs";
import { Worker } from "./mutate-guards/worker.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** More would need memory: a compiler and a chain each. */
const WORKERS = Math.min(4, availableParallelism());

/** Where every guard must be in a group. */
const GUARDED = ["base", "libraries", "registry", "samples"].map((folder) => path.join("contracts", folder));

const { share, parts } = parseArguments(process.argv.slice(2));
for (const file of ungrouped()) throw new Error(`${file} has guards and is in no group (groups.mjs)`);
const all = [...foundMutations(), ...MUTATIONS];
for (const name of Object.keys(SURVIVORS))
  if (!all.some((mutation) => mutation.name === name)) throw new Error(`no guard is called: ${name}`);
const mutations = all
  .filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)))
  .filter((_, index) => index % share.of === share.index);
const folder = mkdtempSync(path.join(tmpdir(), "mutate-guards-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** @type {Map<string, Worker>} */
const copies = new Map();

/** Test files by the sample that they need, to see that they pass as things are: a test that fails anyway would notice everything. */
const samples = [...new Set(mutations.map(({ sample }) => sample))];
await inParallel(samples, async (sample, worker) => {
  const tests = new Set(mutations.filter((each) => each.sample === sample).flatMap(({ tests }) => tests));
  const failing = await worker(sample).firstFailure([...tests]);
  if (failing !== undefined) throw new Error(`fails with every guard in place: ${failing}`);
});

let passed = 0;
await inParallel(mutations, async (mutation, worker) => {
  const { name, sample } = mutation;
  const reason = SURVIVORS[name];
  try {
    const failure = await worker(sample).failureWithout(mutation);
    if ((failure === undefined) === (reason !== undefined)) passed += 1;
    if (failure === undefined)
      console.log(reason === undefined ? `UNNOTICED  ${name}` : `survives   ${name}  (${reason})`);
    else console.log(`${reason === undefined ? "noticed" : "NOTICED"}    ${name}  (${failure})`);
  } catch (error) {
    console.log(`NO VERDICT ${name}  (${error instanceof Error ? error.message : String(error)})`);
  }
});
console.log(`${passed} passed, ${mutations.length - passed} failed`);
process.exitCode = passed === mutations.length && passed > 0 ? 0 : 1;

/** @returns {string[]} Contracts whose guards nobody removes. */
function ungrouped() {
  const grouped = new Set(GROUPS.flatMap(({ files }) => files.map((file) => path.normalize(file))));
  return GUARDED.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".sol"))
      .map((name) => path.join(folder, name)),
  )
    .filter((file) => !grouped.has(file))
    .filter((file) => findGuards(readFileSync(path.join(ROOT, file), "utf8")).length > 0);
}

/** @returns {import("./mutate-guards/mutations.mjs").Mutation[]} Every guard of the groups' contracts. */
function foundMutations() {
  return GROUPS.flatMap(({ files, sample, tests }) =>
    files.flatMap((file) => {
      const source = readFileSync(path.join(ROOT, file), "utf8");
      /** @type {Map<string, number>} */
      const seen = new Map();
      return findGuards(source).map(({ name, start, end, without }) => {
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        const title = `${path.basename(file)}: ${name}${count === 1 ? "" : ` #${count}`}`;
        return {
          ...{ name: title, file, guard: source.slice(start, end), without, at: start, sample },
          tests: likeliestFirst(ROOT, tests, source.slice(start, source.indexOf(";", end - 1))),
        };
      });
    }),
  );
}

/**
 * Works through a list with several workers, each with copies of its own.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T, worker: (sample: string) => Worker) => Promise<void>} work
 */
async function inParallel(items, work) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: Math.min(WORKERS, items.length) }, async (_, index) => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift())
        await work(item, (sample) => copyFor(index, sample));
    }),
  );
}

/**
 * @param {number} index
 * @param {string} sample
 */
function copyFor(index, sample) {
  const key = `${index}-${sample || "library"}`;
  const copy = copies.get(key) ?? new Worker(ROOT, path.join(folder, key), sample);
  copies.set(key, copy);
  return copy;
}
