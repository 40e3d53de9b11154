// Where the tests find geth: built by Go, once, in the user's cache. `node scripts/clients/geth.mjs` builds it.
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { withLock } from "../bootstrap/lock.mjs";
import { capture } from "../bootstrap/processes.mjs";

const VERSION = "v1.15.11";

/** @returns {string} Where the built program is, or would be. */
export function gethProgram(env = process.env) {
  const cache =
    env["HARDHAT_EZKL_CACHE"] ??
    path.join(env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "hardhat-ezkl");
  const name = process.platform === "win32" ? "geth.exe" : "geth";
  return path.join(cache, "clients", `geth-${VERSION}`, name);
}

/**
 * Builds geth unless it is there; several minutes the first time.
 * @returns {Promise<string | undefined>} Why there is none; undefined when there is one.
 */
export async function ensureGeth(env = process.env) {
  const program = gethProgram(env);
  if (existsSync(program)) return undefined;
  if (!(await capture("go", ["version"])).ok) return "neither geth nor Go to build it with";
  const folder = path.dirname(program);
  await mkdir(path.dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(program)) return undefined;
    const building = `${folder}.${process.pid}.tmp`;
    const module = `github.com/ethereum/go-ethereum/cmd/geth@${VERSION}`;
    const built = await capture("go", ["install", module], { env: { ...env, GOBIN: building, GOFLAGS: "" } });
    if (built.ok) await rename(building, folder);
    else await rm(building, { recursive: true, force: true });
    return built.ok ? undefined : `Go could not build geth: ${built.output.slice(-500)}`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const missing = await ensureGeth();
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = 1;
  }
}
