#!/usr/bin/env node
// The npm compiler behind the one command line of solc that slither uses: `solc FILE --combined-json … `, run from the repository's root.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** @type {{ compile: (input: string, callbacks: object) => string, version: () => string }} */
const solc = createRequire(import.meta.url)("solc");
/** So that every source is named by its path, which slither opens. */
const REMAPPINGS = [
  "hardhat-ezkl/=",
  "@openzeppelin/=node_modules/@openzeppelin/",
  "@chainlink/=node_modules/@chainlink/",
];

const file = process.argv.slice(2).find((argument) => argument.endsWith(".sol"));
if (process.argv.includes("--version")) console.log(`solc, the compiler\nVersion: ${solc.version()}`);
else if (file === undefined) throw new Error("no .sol file among the arguments");
else process.stdout.write(JSON.stringify(combined(path.relative(process.cwd(), file))));

/** @param {string} target */
function combined(target) {
  const selection = ["abi", "evm.bytecode", "evm.deployedBytecode", "userdoc", "devdoc"];
  const input = {
    language: "Solidity",
    sources: { [target]: { content: readFileSync(target, "utf8") } },
    settings: {
      remappings: REMAPPINGS,
      optimizer: { enabled: true, runs: 200 },
      evmVersion: "cancun",
      outputSelection: { "*": { "": ["ast"], "*": selection } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  for (const { severity, formattedMessage } of output.errors ?? []) {
    process.stderr.write(formattedMessage);
    if (severity === "error") process.exitCode = 1;
  }
  /** @type {Record<string, object>} */
  const contracts = {};
  for (const [source, named] of Object.entries(output.contracts ?? {})) {
    for (const [name, { abi, evm, userdoc, devdoc }] of Object.entries(named)) {
      contracts[`${source}:${name}`] = {
        abi,
        userdoc,
        devdoc,
        bin: evm.bytecode.object,
        "bin-runtime": evm.deployedBytecode.object,
        srcmap: evm.bytecode.sourceMap,
        "srcmap-runtime": evm.deployedBytecode.sourceMap,
      };
    }
  }
  const sources = Object.fromEntries(
    Object.entries(output.sources ?? {}).map(([source, { ast, id }]) => [source, { AST: ast, id }]),
  );
  return { contracts, sources, sourceList: Object.keys(sources), version: solc.version() };
}

/** @param {string} name */
function readImport(name) {
  try {
    return { contents: readFileSync(name, "utf8") };
  } catch (error) {
    return { error: String(error) };
  }
}
