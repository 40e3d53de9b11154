/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly (readonly string[])[]} commands Run in turn until one fails; `node` is the running Node.
 * @property {boolean} [git] Compares with the last commit, hence skipped outside a git checkout.
 */

/** Folders whose committed content `ezkl build` must reproduce to the byte. */
const GENERATED = ["contracts/generated", "models"];

/** Bad on purpose; and one that hands anybody's proof on to any published verifier, and acts on none. */
const NOT_CONSUMERS = ["contracts/mocks", "contracts/registry/ZkmlVerifier.sol"];

/** @type {readonly Check[]} */
export const CHECKS = [
  // First, because the other checks read what it generates.
  {
    name: "generated files are fresh",
    git: true,
    commands: [
      ["node", "node_modules/hardhat/dist/src/cli.js", "ezkl", "build", "--force"],
      ["git", "diff", "--exit-code", "--stat", "--", ...GENERATED],
      // `git diff` says nothing of a generated file that was never committed.
      ["node", "scripts/check/no-untracked.mjs", ...GENERATED],
    ],
  },
  {
    name: "lint (eslint)",
    commands: [["node", "node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"]],
  },
  {
    name: "types (tsc)",
    commands: [
      ["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "."],
      ["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "scripts/bootstrap"],
      ["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "web"],
      ["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "web/test"],
    ],
  },
  {
    name: "format (prettier)",
    commands: [["node", "node_modules/prettier/bin/prettier.cjs", "--check", "."]],
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
  { name: "contracts (slither)", commands: [["node", "scripts/slither.mjs"]] },
  {
    name: "unused files, exports and packages (knip)",
    commands: [["node", "node_modules/knip/bin/knip.js"]],
  },
  { name: "package-lock.json covers every platform", commands: [["node", "scripts/check/lockfile.mjs"]] },
  {
    name: "package-lock.json is unchanged",
    git: true,
    commands: [["git", "diff", "--exit-code", "--stat", "--", "package-lock.json"]],
  },
];
