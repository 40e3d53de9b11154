// Holds the npm compiler, which takes longer to load than most contracts to compile; one message, one compilation.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort } from "node:worker_threads";

import { solidityFile } from "./imports.mjs";

/** @type {{ compile: (input: string, callbacks: object) => string }} */
const solc = createRequire(import.meta.url)("solc");
/** Nothing is optimised, which takes a third of the time and makes contracts larger than a chain would take. */
const SETTINGS = { evmVersion: "cancun", remappings: ["hardhat-ezkl/=./"] };
const OUTPUT = ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"];

parentPort?.on("message", (request) => {
  parentPort?.postMessage(compile(request));
});

/** @param {{ root: string, selection: import("./contracts.mjs").Selection }} request */
function compile({ root, selection }) {
  /** @param {string} name */
  const read = (name) => readFileSync(path.join(root, solidityFile(name, "")), "utf8");
  const outputSelection = Object.fromEntries(
    Object.entries(selection).map(([source, names]) => [
      source,
      Object.fromEntries(names.map((name) => [name, OUTPUT])),
    ]),
  );
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.keys(selection).map((source) => [source, { content: read(source) }])),
    settings: { ...SETTINGS, outputSelection },
  };
  const callbacks = {
    import: (/** @type {string} */ name) => {
      try {
        return { contents: read(name) };
      } catch (error) {
        return { error: String(error) };
      }
    },
  };
  const { errors = [], contracts = {} } = JSON.parse(solc.compile(JSON.stringify(input), callbacks));
  const fatal = errors.filter((/** @type {{ severity: string }} */ { severity }) => severity === "error");
  return {
    errors: fatal.map((/** @type {{ formattedMessage: string }} */ error) => error.formattedMessage),
    contracts: Object.entries(selection).flatMap(([source, names]) =>
      names.flatMap((name) => {
        const compiled = contracts[source]?.[name];
        if (compiled === undefined) return [];
        const { abi, evm } = compiled;
        const [bytecode, deployedBytecode] = [evm.bytecode.object, evm.deployedBytecode.object];
        return [{ source, name, abi, bytecode: `0x${bytecode}`, deployedBytecode: `0x${deployedBytecode}` }];
      }),
    ),
  };
}
