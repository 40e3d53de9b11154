import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

import { compileSources, type Compilation, type CompiledContract } from "../../scripts/solc.ts";
import { keep, readKept } from "./kept.ts";

export type { CompiledContract };

const ROOT = new URL("../../", import.meta.url);
const cache = new Map<string, CompiledContract>();

/** Compiles one source; throws the compiler's messages when it does not compile. Kept in memory and on disk. */
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
  const imports = /^\s*import\b/m.test(source) ? importable() : "";
  const key = [path, contractName, JSON.stringify(settings), source, imports].join("\n");
  const known = cache.get(key) ?? readKept<CompiledContract>(key);
  if (known !== undefined) return known;
  const compiled = compileSources({ [path]: source }, settings).contracts[path]?.[contractName];
  if (compiled === undefined) throw new Error(`${path} has no contract ${contractName}`);
  cache.set(key, compiled);
  keep(key, compiled);
  return compiled;
}

/** Compiles several sources together, kept likewise. */
export function compileTogether(sources: Record<string, string>): Compilation {
  const key = ["together", JSON.stringify(sources), importable()].join("\n");
  const known = readKept<Compilation>(key);
  if (known !== undefined) return known;
  const compilation = compileSources(sources);
  keep(key, compilation);
  return compilation;
}

let importableHash: string | undefined;

/** A hash of whatever a source can import: this repository's contracts, and packages by their versions. */
function importable(): string {
  if (importableHash !== undefined) return importableHash;
  const hash = createHash("sha256").update(readFileSync(new URL("package-lock.json", ROOT)));
  const folder = new URL("contracts/", ROOT);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".sol"),
  );
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(new URL(file, folder)));
  return (importableHash = hash.digest("hex"));
}
