// Loaded by each of mocha's worker processes, which runs file after file: notes what each took, from the end of the one before it (so
// with what it loads) to the end of its last hook.
import { appendFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

// By this Hardhat has the worker load TypeScript; what a test starts loads it by itself, and twice does not work.
delete process.env["NODE_OPTIONS"];
let last = performance.now();

/** @type {import("mocha").RootHookObject} */
export const mochaHooks = {
  /** @this {import("mocha").Context} */
  afterAll() {
    const now = performance.now();
    const to = process.env["HARDHAT_EZKL_TEST_TIMES"];
    const file = this.test?.parent?.suites[0]?.file;
    if (to !== undefined && file !== undefined)
      appendFileSync(to, `${JSON.stringify({ file, seconds: (now - last) / 1000 })}\n`);
    last = now;
  },
};
