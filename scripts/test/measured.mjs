import { readdirSync } from "node:fs";
import path from "node:path";

/** Where the contracts' own tests are. Of a sample with a folder of its own only those in its folder `contract`: the others are about models and tasks. */
const FOLDERS = ["test/contracts", "test/samples"];
/** The registry's tests have a folder among the library's. */
const HOLDING = new Set([".", "contract", "model-registry"]);
/** Minutes of calls to generated verifiers and to contracts that are compiled apart, of which no line is measured. */
const LEFT_OUT = new Set(["verifier-layout.test.ts", "verifier-tamper.test.ts", "gas.test.ts"]);

/**
 * The test files that `npm run coverage` runs.
 * @param {string} root The repository.
 * @returns {string[]} From the root, sorted.
 */
export function measuredFiles(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts") && !LEFT_OUT.has(path.basename(name)))
      .filter((name) => HOLDING.has(path.basename(path.dirname(name))))
      .map((name) => [folder, ...name.split(path.sep)].join("/")),
  ).sort();
}
