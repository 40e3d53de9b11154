/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly (readonly string[])[]} commands Run in turn until one fails; `node` is the running Node.
 * @property {boolean} [first] Runs alone, because the others read what it generates.
 * @property {boolean} [git] Compares with the last commit, hence skipped outside a git checkout.
 */

/** Folders whose committed content `ezkl build` must reproduce to the byte. */
const GENERATED = ["contracts/generated", "models"];

/** Bad on purpose; and one that hands anybody's proof on to any published verifier, and acts on none. */
const NOT_CONSUMERS = ["contracts/mocks", "contracts/registry/ZkmlVerifier.sol"];

const CACHE = "node_modules/.cache";

/**
 * What the compiler found is kept, by the content of the files, for the next run.
 * @param {string} project
 * @param {string} name
 */
const types = (project, name) => [
  ...["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", project],
  ...["--incremental", "--tsBuildInfoFile", `${CACHE}/tsc/${name}.tsbuildinfo`],
];

/**
 * The longest first, so that none of them is left over for the end.
 * @type {readonly Check[]}
 */
export const CHECKS = [
  {
    name: "generated files are fresh",
    first: true,
    git: true,
    commands: [
      ["node", "node_modules/hardhat/dist/src/cli.js", "ezkl", "build", "--force"],
      ["git", "diff", "--exit-code", "--stat", "--", ...GENERATED],
      // `git diff` says nothing of a generated file that was never committed.
      ["node", "scripts/check/no-untracked.mjs", ...GENERATED],
    ],
  },
  {
    // Without its cache: a file's types may be wrong for what another file says. Nor by several threads, each of which would read all the types.
    name: "lint (eslint)",
    commands: [["node", "node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"]],
  },
  {
    name: "types (tsc)",
    commands: [
      types(".", "main"),
      types("scripts/bootstrap", "scripts"),
      types("web", "web"),
      types("web/test", "web-test"),
    ],
  },
  {
    name: "format (prettier)",
    commands: [
      [
        ...["node", "node_modules/prettier/bin/prettier.cjs", "--check", "."],
        ...["--cache", "--cache-strategy", "content", "--cache-location", `${CACHE}/prettier/checked`],
      ],
    ],
  },
  {
    name: "the package, packed and installed in a project of its own",
    commands: [
      [
        ...["node", "node_modules/hardhat/dist/src/cli.js", "test", "mocha", "--no-compile"],
        "scripts/check/outsider.test.ts",
      ],
    ],
  },
  { name: "contracts (slither)", commands: [["node", "scripts/slither.mjs"]] },
  {
    name: "contracts (ezkl lint)",
    commands: [
      [
        "node",
        "node_modules/hardhat/dist/src/cli.js",
        "ezkl",
        "lint",
        "--leave-out",
        NOT_CONSUMERS.join(","),
      ],
    ],
  },
  {
    name: "unused files, exports and packages (knip)",
    commands: [["node", "node_modules/knip/bin/knip.js"]],
  },
  {
    name: "contracts (solhint)",
    commands: [
      [
        "node",
        "node_modules/solhint/solhint.js",
        "--disc",
        "--noPoster",
        "--max-warnings",
        "0",
        "contracts/**/*.sol",
      ],
    ],
  },
  { name: "package-lock.json covers every platform", commands: [["node", "scripts/check/lockfile.mjs"]] },
  {
    name: "package-lock.json is unchanged",
    git: true,
    commands: [["git", "diff", "--exit-code", "--stat", "--", "package-lock.json"]],
  },
];
