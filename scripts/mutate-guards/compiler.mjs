import { Worker } from "node:worker_threads";

/**
 * @typedef {object} Compiled
 * @property {string} source
 * @property {string} name
 * @property {unknown[]} abi
 * @property {string} bytecode 0x-prefixed
 * @property {string} deployedBytecode 0x-prefixed
 */

/** A compiler that stays loaded, in a thread of its own. One compilation at a time. */
export class Compiler {
  #thread = new Worker(new URL("compiler-thread.mjs", import.meta.url));

  /**
   * @param {string} root Where the sources are.
   * @param {import("./contracts.mjs").Selection} selection
   * @returns {Promise<Compiled[]>}
   * @throws {Error} The contracts do not compile.
   */
  async compile(root, selection) {
    const answer = await new Promise((resolve, reject) => {
      this.#thread.once("error", reject);
      this.#thread.once("message", (message) => {
        this.#thread.off("error", reject);
        resolve(message);
      });
      this.#thread.postMessage({ root, selection });
    });
    if (answer.errors.length > 0)
      throw new Error(`the contracts do not compile:\n${answer.errors.join("\n")}`);
    return answer.contracts;
  }

  async close() {
    await this.#thread.terminate();
  }
}
