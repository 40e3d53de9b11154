import { BootstrapError } from "./errors.mjs";
import { capture } from "./processes.mjs";
import { isAtLeast, MINIMUM_PYTHON } from "./versions.mjs";

/** @typedef {readonly [file: string, ...args: string[]]} PythonCommand */

/** @type {readonly PythonCommand[]} */
const CANDIDATES = [["python3"], ["python"], ["py", "-3"]];

/**
 * Looks for a Python that can hold the engine, so that a missing one is reported before minutes of installing.
 * The engine's private environment itself is the plugin's business.
 * @param {{ env: NodeJS.ProcessEnv, candidates?: readonly PythonCommand[], versionArgs?: readonly string[] }} options
 * @returns {Promise<PythonCommand>}
 * @throws {BootstrapError} EZKL_BOOTSTRAP_NO_PYTHON
 */
export async function findPython({ env, candidates = CANDIDATES, versionArgs = ["--version"] }) {
  /** @type {string[]} */
  const seen = [];
  for (const candidate of candidates) {
    const [file, ...args] = candidate;
    // Python 2 prints its version on stderr, hence `output`.
    const { ok, output } = await capture(file, [...args, ...versionArgs], { env });
    const name = candidate.join(" ");
    if (ok && isAtLeast(output, MINIMUM_PYTHON)) return candidate;
    seen.push(ok ? `${name} is ${output.trim()}` : `${name} does not run`);
  }
  throw new BootstrapError("EZKL_BOOTSTRAP_NO_PYTHON", {
    what: `no Python ${MINIMUM_PYTHON} or newer, which the engine is installed with`,
    where: seen.join("; "),
    remedy:
      "install Python from python.org or your system's packages (Debian: python3 and python3-venv) and run again",
  });
}
