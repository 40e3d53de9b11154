import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes contracts where Hardhat reads them. No contract here is linked with a library, and the chain is given no build info: it would read all of it
 * for each of its instances, for the stack traces of failures.
 * @param {string} root The project.
 * @param {readonly import("./compiler.mjs").Compiled[]} contracts
 */
export function writeArtifacts(root, contracts) {
  for (const { source, name, ...code } of contracts) {
    const folder = path.join(root, "artifacts", ...source.split("/"));
    mkdirSync(folder, { recursive: true });
    const artifact = {
      ...{ _format: "hh3-artifact-1", contractName: name, sourceName: source, ...code },
      ...{ linkReferences: {}, deployedLinkReferences: {}, immutableReferences: {} },
      inputSourceName: `project/${source}`,
    };
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(artifact));
  }
}
