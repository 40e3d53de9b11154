#!/usr/bin/env node
// The npm compiler behind the one command line of solc that slither uses: `solc FILE --combined-json … `, run from the repository's root. SLITHER_SOURCES
// names the files to compile with it, in JSON: one compilation and one analysis of what they share.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
/** So that every source is named by its path, which slither opens. */
const REMAPPINGS = [
  "hardhat-ezkl/=",
  "@openzeppelin/=node_modules/@openzeppelin/",
  "@chainlink/=node_modules/@chainlink/",
];

const file = process.argv.slice(2).find((argument) => argument.endsWith(".sol"));
/** Without the compiler itself, which takes a second to load. @type {string} */
const version = require("solc/package.json").version;
if (process.argv.includes("--version")) console.log(`solc, the compiler\nVersion: ${version}`);
else if (file === undefined) throw new Error("no .sol file among the arguments");
else {
  /** @type {string[]} */
  const others = JSON.parse(process.env["SLITHER_SOURCES"] ?? "[]");
  process.stdout.write(
    JSON.stringify(combined([...new Set([path.relative(process.cwd(), file), ...others])])),
  );
}

/** @param {readonly string[]} files */
function combined(files) {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(files.map((name) => [name, { content: readFileSync(name, "utf8") }])),
    settings: {
      remappings: REMAPPINGS,
      evmVersion: "cancun",
      // No code: slither's detectors read the syntax tree alone.
      outputSelection: { "*": { "": ["ast"], "*": ["abi", "userdoc", "devdoc"] } },
    },
  };
  /** @type {{ compile: (input: string, callbacks: object) => string }} */
  const solc = require("solc");
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  for (const { severity, formattedMessage } of output.errors ?? []) {
    process.stderr.write(formattedMessage);
    if (severity === "error") process.exitCode = 1;
  }
  /** @type {Record<string, object>} */
  const contracts = {};
  const noCode = { bin: "", "bin-runtime": "", srcmap: "", "srcmap-runtime": "" };
  for (const [source, named] of Object.entries(output.contracts ?? {}))
    for (const [name, descriptions] of Object.entries(named))
      contracts[`${source}:${name}`] = { ...descriptions, ...noCode };
  const sources = Object.fromEntries(
    Object.entries(output.sources ?? {}).map(([source, { ast, id }]) => [source, { AST: ast, id }]),
  );
  return { contracts, sources, sourceList: Object.keys(sources), version };
}

/** @param {string} name */
function readImport(name) {
  try {
    return { contents: readFileSync(name, "utf8") };
  } catch (error) {
    return { error: String(error) };
  }
}
