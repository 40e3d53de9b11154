// Removes each guard in a copy of the repository and runs the tests that should notice:
// `npm run mutate [-- [--share I/N] [NAME_PART…]]`. The guards of the contracts are found in their sources; mutations.mjs adds what
// no pattern finds. All of them take some twenty minutes on two cores, hence not among the checks: CI removes a share of them,
// another one for another commit, and a nightly run all.
// Exit code 1 when some guard can go without a test failing and is not among the known survivors, or is among them for nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Contracts } from "./mutate-guards/contracts.mjs";
import { findGuards } from "./mutate-guards/find-guards.mjs";
import { GROUPS } from "./mutate-guards/groups.mjs";
import { MUTATIONS } from "./mutate-guards/mutations.mjs";
import { errorsNamedIn, likeliestFirst } from "./mutate-guards/order.mjs";
import { Queue } from "./mutate-guards/queue.mjs";
import { SURVIVORS } from "./mutate-guards/survivors.mjs";
import { parseArguments } from "./mutate-guards/share.mjs";
import { Worker } from "./mutate-guards/worker.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** More would need memory: a compiler and chains each. */
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

const contracts = new Contracts(ROOT);
const workers = Array.from(
  { length: Math.min(WORKERS, mutations.length) },
  (_, index) => new Worker(ROOT, path.join(folder, String(index)), contracts),
);
await prepare(workers);

let passed = 0;
const queue = new Queue(mutations);
await Promise.all(
  workers.map(async (worker) => {
    for (let next = queue.next(); next !== undefined; next = queue.next(next.sample))
      await judge(next, worker);
    await worker.close();
  }),
);
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
        const errors = errorsNamedIn(source.slice(start, source.indexOf(";", end - 1)));
        return {
          ...{ name: title, file, guard: source.slice(start, end), without, at: start, sample, errors },
          tests: likeliestFirst(ROOT, tests, errors),
        };
      });
    }),
  );
}

/**
 * Compiles what the tests use with every guard in place, each worker a part of it.
 * @param {readonly Worker[]} workers
 */
async function prepare(workers) {
  const used = Object.entries(contracts.usedBy([...new Set(mutations.flatMap(({ tests }) => tests))]));
  const whole = await Promise.all(
    workers.map((worker, index) =>
      worker.compile(Object.fromEntries(used.filter((_, place) => place % workers.length === index))),
    ),
  );
  for (const worker of workers) worker.prepare(whole.flat());
}

/**
 * @param {import("./mutate-guards/mutations.mjs").Mutation} mutation
 * @param {Worker} worker
 */
async function judge(mutation, worker) {
  const { name } = mutation;
  const reason = SURVIVORS[name];
  try {
    const failure = await worker.failureWithout(mutation);
    if ((failure === undefined) === (reason !== undefined)) passed += 1;
    if (failure === undefined)
      console.log(reason === undefined ? `UNNOTICED  ${name}` : `survives   ${name}  (${reason})`);
    else console.log(`${reason === undefined ? "noticed" : "NOTICED"}    ${name}  (${failure})`);
  } catch (error) {
    console.log(`NO VERDICT ${name}  (${error instanceof Error ? error.message : String(error)})`);
  }
}
