/**
 * What `node scripts/bootstrap.mjs <name>` runs once the set-up is complete.
 *
 * @typedef {object} Command
 * @property {string} summary One line for the usage text.
 * @property {string} program A path from the repository's root, run by the Node that the set-up chose.
 * @property {readonly string[]} args Come before the user's own arguments.
 * @property {boolean} python Whether the command needs an engine, hence a Python to install it with.
 */

// The programs are named by their files: no shell, and no `.cmd` shims on Windows.
const HARDHAT = "node_modules/hardhat/dist/src/cli.js";
const VITE = "node_modules/vite/bin/vite.js";
const PAGE = ["--config", "web/vite.config.ts"];

/** Longer than `npm test` may take. */
const DEPLOYMENT_FAULTS = ["verifier", "samples", "live"].map(
  (name) => `scripts/faults/deployments/${name}.test.ts`,
);

/** Too slow for `npm test`. */
const FIGURES = ["registry-gas", "synthetic-singers"].map((name) => `scripts/figures/${name}.test.ts`);

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  demo: {
    summary: "build the sample model, prove, verify on a local chain, refuse a forgery",
    program: HARDHAT,
    args: ["run", "--no-compile", "--network", "demo", "scripts/demo.ts"],
    python: true,
  },
  web: {
    summary: "the page on a local chain with the samples: [--port N] [--node-port N] [--open]",
    program: HARDHAT,
    args: ["web"],
    python: true,
  },
  "web:build": {
    summary: "the page as static files, on what deployments/ tells: [--outDir DIR]",
    program: VITE,
    args: ["build", ...PAGE, "--emptyOutDir"],
    python: false,
  },
  "web:preview": {
    summary: "serve what web:build made, with the headers that a host must send: [--port N]",
    program: VITE,
    args: ["preview", ...PAGE],
    python: false,
  },
  test: {
    summary:
      "run every test, files side by side: [FILE…] [--grep TEXT] [--bail] [--shuffle SEED] [--unmeasured] [--limited]",
    program: "scripts/test.mjs",
    args: [],
    python: true,
  },
  "test:all": {
    summary: "as test, but in full: every sample, seed and perturbation, and the files that run for minutes",
    program: "scripts/test.mjs",
    args: ["--all"],
    python: true,
  },
  "test:web": {
    summary: "the tests of the page, in Chromium: [FILE.test.ts…] [--grep TEXT] [--screenshots DIR]",
    program: "scripts/test-web.mjs",
    args: [],
    python: true,
  },
  hardhat: {
    summary: "any Hardhat task, under a Node that Hardhat accepts",
    program: HARDHAT,
    args: [],
    python: false,
  },
  conformance: {
    summary:
      "take a folder of models through the whole pipeline: DIR [--json F] [--engine V] [--max-seconds N]",
    program: HARDHAT,
    args: ["conformance"],
    python: true,
  },
  bench: {
    summary:
      "tuned circuits against the bare engine: [--models DIR] [--only a,b] [--json F] [--runs N] [--budget S]",
    program: HARDHAT,
    args: ["bench"],
    python: true,
  },
  "bench:browser": {
    summary: "proofs in Chromium against the native engine: [--only a,b] [--runs N] [--json F]",
    program: HARDHAT,
    args: ["bench", "browser"],
    python: true,
  },
  "bench:overhead": {
    summary:
      "what this package costs over the bare engine: [--models DIR] [--only a,b] [--runs N] [--engine V] [--json F]",
    program: HARDHAT,
    args: ["bench", "overhead"],
    python: true,
  },
  "bench:scaling": {
    summary:
      "perceptrons of growing size, both engines: [--largest N] [--json F] [--markdown F] [--figures DIR]",
    program: HARDHAT,
    args: ["bench", "scaling"],
    python: true,
  },
  record: {
    summary: "make the recorded proofs, figures and tables of samples again: SAMPLE… or --all",
    program: "scripts/record.ts",
    args: [],
    python: true,
  },
  check: {
    summary: "lint, types, format, unused code, fresh generated files, the packed plugin",
    program: "scripts/check.mjs",
    args: [],
    python: true,
  },
  coverage: {
    summary: "the contracts' own tests, and whether they execute each line of library and samples",
    program: "scripts/check/coverage.mjs",
    args: [],
    python: false,
  },
  mutate: {
    summary: "remove each guard in turn and see a test fail: [--share I/N] [NAME_PART…]",
    program: "scripts/mutate-guards.mjs",
    args: [],
    python: false,
  },
  verdicts: {
    summary:
      "perturbed proofs and changed contracts against verifiers and the proof of equality: [--share I/N]",
    program: "scripts/verdicts.mjs",
    args: [],
    python: false,
  },
  faults: {
    summary:
      "kill, damage and starve builds, feed them broken models: [--kills N] [--onnx N] [--seed S] [--only a,b]",
    program: "scripts/faults.ts",
    args: [],
    python: true,
  },
  "faults:deployments": {
    summary: "deploy through an RPC that breaks in every way, with kills and funds that run out",
    program: HARDHAT,
    args: ["test", "mocha", ...DEPLOYMENT_FAULTS],
    python: true,
  },
  figures: {
    summary: "measure the registry with ten thousand enrolled, and the synthetic singers on 300 melodies",
    program: HARDHAT,
    args: ["test", "mocha", ...FIGURES],
    python: true,
  },
  slither: {
    summary: "analyse the contracts; every finding is mended or explained",
    program: "scripts/slither.mjs",
    args: [],
    python: true,
  },
  package: { summary: "compile into dist/", program: "scripts/package.mjs", args: [], python: false },
};

/** @returns {string} */
export function usage() {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return ["usage: node scripts/bootstrap.mjs COMMAND [ARGUMENT…]", ...lines].join("\n");
}

/**
 * The arguments for Node: the program, what the table gives it, then the user's arguments exactly as they came.
 * @param {Command} command
 * @param {readonly string[]} userArgs
 * @returns {string[]}
 */
export function nodeArguments(command, userArgs) {
  return [command.program, ...command.args, ...userArgs];
}
