// Runs tests of the project in the working folder, as often as it is told: a `Request` by one message, a `Result` by another. Test files are
// loaded once, which takes longer than a run; each run makes its chains anew and reads the contracts anew.
import path from "node:path";

import Mocha from "mocha";

/**
 * @typedef {object} Request
 * @property {readonly string[]} tests Files.
 * @property {readonly string[]} [errors] Tests that name one of these run before the others.
 * @property {string} [only] Full title of the one test to run.
 *
 * @typedef {object} Result
 * @property {number} passed How often a test passed before one failed.
 * @property {{ title: string, test: string, file: string }} [failure] What failed first: its title, and the full title and the file of the test that it
 *   failed for.
 */

/** Hardhat's own. */
const TIMEOUT_MS = 40_000;

process.env["HH_TEST"] = "true";
process.env["NODE_ENV"] ??= "test";
// As under Hardhat: only a test can fail. What a failed one leaves behind must not be held against the next.
process.on("unhandledRejection", () => undefined);

/** A module is evaluated once in a process: a test file's suites are in the first instance that loads it. @type {Map<string, Mocha>} */
const loaded = new Map();

process.on("message", async (/** @type {Request} */ request) => {
  try {
    process.send?.(await run(request));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

/**
 * @param {Request} request
 * @returns {Promise<Result>}
 */
async function run({ tests, errors = [], only }) {
  /** @type {(test: Mocha.Test) => boolean} */
  const isNamed = ({ body }) => errors.some((error) => body.includes(`"${error}"`));
  const isAny = () => true;
  const turns = errors.length > 0 ? [isNamed, isAny] : [isAny];
  let passed = 0;
  for (const isWanted of only === undefined
    ? turns
    : [(/** @type {Mocha.Test} */ test) => test.fullTitle() === only])
    for (const file of tests) {
      const mocha = loaded.get(file) ?? (await load(file));
      const result = await runSome(mocha, testsIn(mocha.suite).filter(isWanted));
      passed += result.passed;
      if (result.failure !== undefined) return { passed, failure: { ...result.failure, file } };
    }
  return { passed };
}

/** @param {string} file */
async function load(file) {
  const mocha = new Mocha({ bail: true, timeout: TIMEOUT_MS, reporter: Mocha.reporters.Base });
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(path.resolve(file));
  await mocha.loadFilesAsync();
  loaded.set(file, mocha);
  return mocha;
}

/**
 * @param {Mocha.Suite} suite
 * @returns {Mocha.Test[]}
 */
function testsIn(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}

/**
 * @param {Mocha} mocha
 * @param {readonly Mocha.Test[]} tests
 * @returns {Promise<{ passed: number, failure?: { title: string, test: string } }>}
 */
async function runSome(mocha, tests) {
  if (tests.length === 0) return { passed: 0 };
  mocha.grep(new RegExp(`^(?:${tests.map((test) => escaped(test.fullTitle())).join("|")})$`));
  return new Promise((resolve) => {
    let passed = 0;
    /** @type {{ title: string, test: string } | undefined} */
    let failure;
    mocha
      .run(() => resolve({ passed, ...(failure === undefined ? {} : { failure }) }))
      .on("pass", () => (passed += 1))
      .on("fail", (/** @type {Mocha.Runnable} */ failed) => {
        failure ??= { title: failed.title, test: testOf(failed).fullTitle() };
      });
  });
}

/**
 * Of a hook, a test that it ran for.
 * @param {Mocha.Runnable} runnable
 */
function testOf(runnable) {
  if (runnable instanceof Mocha.Test) return runnable;
  const suite = runnable.parent;
  return runnable.ctx?.currentTest ?? (suite === undefined ? undefined : testsIn(suite)[0]) ?? runnable;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
