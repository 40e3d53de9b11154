import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { writeArtifacts } from "./artifacts.mjs";
import { Compiler } from "./compiler.mjs";
import { withoutGuard } from "./mutations.mjs";
import { TestProcess } from "./test-process.mjs";

/** What tests compiled before, by the hash of what they compiled. */
const COMPILATIONS = path.join("cache", "test-compilations");
const SKIPPED = new Set(["node_modules", ".git", "artifacts", "cache", "types", "dist", "coverage"]);
/** A process keeps the chains of its runs. */
const RUNS_OF_A_PROCESS = 60;

/** The chain as in the repository, without the plugin: no engine is needed here, and contracts are larger than optimised ones. */
const CONFIG = `import ethers from "@nomicfoundation/hardhat-ethers";
import matchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import helpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
export default defineConfig({
  plugins: [ethers, matchers, helpers],
  networks: { default: { type: "edr-simulated", allowUnlimitedContractSize: true } },
});
`;

/** A copy of the repository, a compiler and a process that runs tests. */
export class Worker {
  #contracts;
  #compiler = new Compiler();
  /** Code with every guard in place, by source and name. @type {Map<string, import("./compiler.mjs").Compiled>} */
  #whole = new Map();
  /** @type {TestProcess | undefined} */
  #warm;
  #sample = "";

  /**
   * @param {string} root The repository.
   * @param {string} folder Where the copy goes.
   * @param {import("./contracts.mjs").Contracts} contracts The repository's.
   */
  constructor(root, folder, contracts) {
    this.folder = folder;
    this.#contracts = contracts;
    cpSync(root, folder, { recursive: true, filter: (source) => !SKIPPED.has(path.relative(root, source)) });
    if (existsSync(path.join(root, COMPILATIONS)))
      cpSync(path.join(root, COMPILATIONS), path.join(folder, COMPILATIONS), { recursive: true });
    writeFileSync(path.join(folder, "hardhat.config.ts"), CONFIG);
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  }

  /**
   * @param {import("./contracts.mjs").Selection} selection
   * @returns {Promise<import("./compiler.mjs").Compiled[]>} The contracts with every guard in place.
   */
  compile(selection) {
    return this.#compiler.compile(this.folder, selection);
  }

  /** @param {readonly import("./compiler.mjs").Compiled[]} whole What all tests use, with every guard in place. */
  prepare(whole) {
    this.#whole = new Map(whole.map((contract) => [keyOf(contract), contract]));
    writeArtifacts(this.folder, whole);
  }

  /**
   * @param {import("./mutations.mjs").Mutation} mutation
   * @returns {Promise<string | undefined>} The title of a test that fails without the guard and passes with it, if any.
   * @throws {Error} No verdict: the contracts do not compile, or the tests fail in any case.
   */
  async failureWithout(mutation) {
    const { file, tests } = mutation;
    const source = readFileSync(path.join(this.folder, file), "utf8");
    const changed = {
      source: withoutGuard(source, mutation),
      code: await this.#codeWithout(mutation, source),
    };
    // Nothing of a source in TypeScript, or of what tests compile themselves, can be changed in a process that has it already.
    const isWarm = file.endsWith(".sol") && !this.#contracts.compiledBy(tests);
    /** @type {Trial} */
    const trial = (run) => this.#tried(file, source, changed, run);
    return (
      (isWarm ? await this.#tryWarm(mutation, trial) : undefined) ?? (await this.#tryFresh(mutation, trial))
    );
  }

  async close() {
    this.#warm?.stop();
    await this.#compiler.close();
  }

  /**
   * In the process that the runs before used. A failure counts when its test passes again once the guard is back: so nothing counts that a run before
   * has left behind, and each run begins after one that passed. Whatever else happens is for a fresh process to decide.
   * @param {import("./mutations.mjs").Mutation} mutation
   * @param {Trial} trial
   * @returns {Promise<string | undefined>}
   */
  async #tryWarm({ tests, sample, errors = [] }, trial) {
    try {
      const process = this.#warmProcess(sample);
      const { failure } = await trial(() => process.run({ tests, errors }));
      if (failure === undefined) return undefined;
      const again = await process.run({ tests: [failure.file], only: failure.test });
      if (again.failure === undefined && again.passed > 0) return failure.title;
    } catch {
      // The process ended before its tests did.
    }
    this.#stopWarm();
    return undefined;
  }

  /**
   * In a process of its own, and then in another one with every guard in place: the test that failed alone, and all of them if it needs the others.
   * @param {import("./mutations.mjs").Mutation} mutation
   * @param {Trial} trial
   * @returns {Promise<string | undefined>}
   */
  async #tryFresh({ tests, errors = [] }, trial) {
    const { passed, failure } = await trial(() => this.#runFresh({ tests, errors }));
    if (failure === undefined && passed === 0) throw new Error(`no test ran of ${tests.join(", ")}`);
    if (failure === undefined) return undefined;
    const again = await this.#runFresh({ tests: [failure.file], only: failure.test });
    const whole = again.passed > 0 && again.failure === undefined ? again : await this.#runFresh({ tests });
    if (whole.failure !== undefined)
      throw new Error(`fails with every guard in place: ${whole.failure.test}`);
    return failure.title;
  }

  /** @param {import("./run-tests.mjs").Request} request */
  async #runFresh(request) {
    const process = new TestProcess(this.folder);
    try {
      return await process.run(request);
    } finally {
      process.stop();
    }
  }

  /**
   * Samples have their own helpers, which a process keeps.
   * @param {string} sample
   */
  #warmProcess(sample) {
    if (sample !== this.#sample || (this.#warm?.runs ?? 0) >= RUNS_OF_A_PROCESS) this.#stopWarm();
    this.#sample = sample;
    this.#warm ??= new TestProcess(this.folder);
    return this.#warm;
  }

  #stopWarm() {
    this.#warm?.stop();
    this.#warm = undefined;
  }

  /**
   * @typedef {(run: () => Promise<import("./run-tests.mjs").Result>) => Promise<import("./run-tests.mjs").Result>} Trial
   * @param {string} file
   * @param {string} source Of the file, with every guard.
   * @param {{ source: string, code: readonly import("./compiler.mjs").Compiled[] }} changed
   * @param {() => Promise<import("./run-tests.mjs").Result>} run
   */
  async #tried(file, source, changed, run) {
    writeFileSync(path.join(this.folder, file), changed.source);
    writeArtifacts(this.folder, changed.code);
    try {
      return await run();
    } finally {
      writeFileSync(path.join(this.folder, file), source);
      writeArtifacts(
        this.folder,
        changed.code.map((contract) => this.#withGuards(contract)),
      );
    }
  }

  /**
   * @param {import("./mutations.mjs").Mutation} mutation
   * @param {string} source
   * @returns {Promise<import("./compiler.mjs").Compiled[]>} Code of the contracts that the tests use and that the guard is part of.
   */
  async #codeWithout(mutation, source) {
    const used = this.#contracts.usedBy(mutation.tests);
    const selection = this.#contracts.dependents(used, mutation.file);
    if (Object.keys(selection).length === 0) return [];
    const target = path.join(this.folder, mutation.file);
    writeFileSync(target, withoutGuard(source, mutation));
    try {
      const code = await this.compile(selection);
      // An error that only the guard threw would be gone from the ABI, and a test that names it would fail for that alone.
      return code.map((contract) => ({ ...contract, abi: this.#withGuards(contract).abi }));
    } finally {
      writeFileSync(target, source);
    }
  }

  /**
   * @param {import("./compiler.mjs").Compiled} contract
   * @returns {import("./compiler.mjs").Compiled}
   */
  #withGuards(contract) {
    const whole = this.#whole.get(keyOf(contract));
    if (whole === undefined) throw new Error(`${keyOf(contract)} was not compiled with every guard in place`);
    return whole;
  }
}

/** @param {{ source: string, name: string }} contract */
const keyOf = ({ source, name }) => `${source}:${name}`;
