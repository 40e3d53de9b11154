import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("run-tests.mjs", import.meta.url));
/** Node 22 before 22.18 strips types only when it is told to. */
const FLAGS = ["--no-warnings", ...(process.features.typescript ? [] : ["--experimental-strip-types"])];
/** Of what a process printed, for its last words. */
const KEPT = 4_000;

/** A process that runs tests of one project and keeps their files loaded. */
export class TestProcess {
  #child;
  #output = "";
  /** How often it has run tests. */
  runs = 0;

  /** @param {string} folder The project. */
  constructor(folder) {
    this.#child = fork(SCRIPT, {
      ...{ cwd: folder, execArgv: FLAGS, stdio: ["ignore", "pipe", "pipe", "ipc"] },
      // In full, not the commit's part of them: what notices a guard must not depend on the commit.
      env: { ...process.env, HARDHAT_EZKL_TESTS: "all" },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        this.#output = (this.#output + text).slice(-KEPT);
      });
  }

  /**
   * @param {import("./run-tests.mjs").Request} request
   * @returns {Promise<import("./run-tests.mjs").Result>}
   * @throws {Error} The process ended before the tests did.
   */
  run(request) {
    this.runs += 1;
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`the tests did not end:\n${this.#output}`));
      this.#child.once("close", ended);
      this.#child.once("message", (/** @type {import("./run-tests.mjs").Result} */ result) => {
        this.#child.off("close", ended);
        resolve(result);
      });
      this.#child.send(request, (error) => {
        if (error !== null) ended();
      });
    });
  }

  stop() {
    this.#child.kill("SIGKILL");
  }
}
