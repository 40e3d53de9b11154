import { readFileSync } from "node:fs";

import { compileSources, type CompiledContract } from "../../scripts/solc.ts";
import { keep, readKept } from "./kept.ts";

export type { CompiledContract };

const ROOT = new URL("../../", import.meta.url);
const cache = new Map<string, CompiledContract>();

/** Compiles one source; throws the compiler's messages when it does not compile. Kept in memory, and on disk what imports nothing. */
export function compileSolidity(
  source: string,
  contractName: string,
  settings: Readonly<Record<string, unknown>> = {},
): CompiledContract {
  return compile("source.sol", source, contractName, settings);
}

/**
 * Compiles a file of this repository apart from Hardhat, hence without what `--coverage` adds to it.
 * @param path from the repository's root, for example `contracts/mocks/BadVerifiers.sol`; its relative imports are read too.
 */
export function compileFile(path: string, contractName: string): CompiledContract {
  return compile(path, readFileSync(new URL(path, ROOT), "utf8"), contractName);
}

function compile(
  path: string,
  source: string,
  contractName: string,
  settings: Readonly<Record<string, unknown>> = {},
): CompiledContract {
  const key = [path, contractName, JSON.stringify(settings), source].join("\n");
  // Of an imported file the key says nothing.
  const keepable = !/^\s*import\b/m.test(source);
  const known = cache.get(key) ?? (keepable ? readKept<CompiledContract>(key) : undefined);
  if (known !== undefined) return known;
  const compiled = compileSources({ [path]: source }, settings).contracts[path]?.[contractName];
  if (compiled === undefined) throw new Error(`${path} has no contract ${contractName}`);
  cache.set(key, compiled);
  if (keepable) keep(key, compiled);
  return compiled;
}
