import { readdirSync } from "node:fs";
import path from "node:path";

import { Imports } from "./imports.mjs";

/**
 * Contracts by their source: what a compilation is asked for.
 * @typedef {Record<string, string[]>} Selection
 */

/** A package's contract that tests deploy, by its path in the compilation. */
const FEED = "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";
/** No test takes a generated verifier from the artifacts. */
const LEFT_OUT = /^contracts\/generated\/.*Verifier\.sol$/;
const DECLARATION = /^(?:abstract )?(?:contract|library|interface) (\w+)/gm;

/** Which contracts some tests use, and which of them a file is part of. */
export class Contracts {
  #imports;
  /** @type {readonly { source: string, name: string }[]} */
  #all;

  /** @param {string} root The repository. */
  constructor(root) {
    this.#imports = new Imports(root);
    const own = readdirSync(path.join(root, "contracts"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".sol"))
      .map((file) => path.posix.join("contracts", file.split(path.sep).join("/")))
      .filter((file) => !LEFT_OUT.test(file));
    this.#all = [...own, FEED].flatMap((source) =>
      [...this.#imports.text(fileOf(source)).matchAll(DECLARATION)].map(([, name = ""]) => ({
        source,
        name,
      })),
    );
  }

  /**
   * The contracts whose names stand between quotes in the tests or in what these import: too many rather than too few.
   * @param {readonly string[]} tests
   * @returns {Selection}
   */
  usedBy(tests) {
    const text = [...this.#imports.closure(tests)].map((file) => this.#imports.text(file)).join("\n");
    const quoted = new Set([...text.matchAll(/["'`](?:[^"'`\s]*:)?(\w+)["'`]/g)].map(([, name]) => name));
    return select(this.#all.filter(({ name }) => quoted.has(name)));
  }

  /**
   * Those of the contracts whose code may be another when the file changes.
   * @param {Selection} selection
   * @param {string} file From the root.
   * @returns {Selection}
   */
  dependents(selection, file) {
    const sources = Object.entries(selection).filter(([source]) =>
      this.#imports.closure([fileOf(source)]).has(file),
    );
    return Object.fromEntries(sources);
  }

  /**
   * Whether a test compiles contracts itself, and may keep them from one run to the next.
   * @param {readonly string[]} tests
   */
  compiledBy(tests) {
    return tests.some((test) => /\bcompile(?:File|Apart)\(/.test(this.#imports.text(test)));
  }
}

/** @param {string} source */
const fileOf = (source) => (source.startsWith("@") ? `node_modules/${source}` : source);

/**
 * @param {readonly { source: string, name: string }[]} contracts
 * @returns {Selection}
 */
function select(contracts) {
  /** @type {Selection} */
  const selection = {};
  for (const { source, name } of contracts) (selection[source] ??= []).push(name);
  return selection;
}
