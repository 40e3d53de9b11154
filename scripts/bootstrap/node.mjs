import path from "node:path";

import { childEnvironment } from "./environment.mjs";
import { BootstrapError } from "./errors.mjs";
import { capture } from "./processes.mjs";
import { startProgress } from "./progress.mjs";
import { HARDHAT_NODE, isAtLeast, MINIMUM_NODE, pinnedNode } from "./versions.mjs";

/**
 * @param {string} version
 * @throws {BootstrapError} EZKL_BOOTSTRAP_OLD_NODE
 */
export function requireMinimumNode(version) {
  if (isAtLeast(version, MINIMUM_NODE)) return;
  throw new BootstrapError("EZKL_BOOTSTRAP_OLD_NODE", {
    what: `Node ${version} is too old`,
    where: process.execPath,
    remedy: `install Node ${MINIMUM_NODE} or newer; ${HARDHAT_NODE} or newer saves a download`,
  });
}

/**
 * The path of a Node that Hardhat accepts: the running one, the one that an earlier set-up noted (`known`), or the pinned
 * one from npm, which stays in npm's own cache.
 * @param {{ npmCli: string, known?: string, running?: { path: string, version: string } }} options
 * @returns {Promise<string>}
 * @throws {BootstrapError} EZKL_BOOTSTRAP_NO_HARDHAT_NODE
 */
export async function findHardhatNode({
  npmCli,
  known,
  running = { path: process.execPath, version: process.version },
}) {
  if (isAtLeast(running.version, HARDHAT_NODE)) return running.path;
  const pinned = pinnedNode();
  if (known !== undefined && (await hasVersion(known, pinned))) return known;

  const progress = startProgress(`fetching Node ${pinned} from npm (this one is ${running.version})`);
  const args = ["exec", "--yes", `--package=node@${pinned}`, "--", "node", "-p", "process.execPath"];
  const result = await capture(running.path, [npmCli, ...args], { env: childEnvironment(process.env) });
  progress.stop();
  const fetched = result.stdout.trim().split("\n").pop()?.trim() ?? "";
  // With install scripts switched off the package comes without its binary, and an older Node answers in its place.
  if (result.ok && path.isAbsolute(fetched) && (await hasVersion(fetched, pinned))) return fetched;
  throw new BootstrapError("EZKL_BOOTSTRAP_NO_HARDHAT_NODE", {
    what: `Hardhat 3 needs Node ${HARDHAT_NODE} or newer, this is ${running.version}, and npm did not provide node@${pinned}`,
    where: lastLines(result.output, 5) || process.execPath,
    remedy: `install Node ${pinned}, or allow npm to reach its registry and to run install scripts, then run again`,
  });
}

/**
 * @param {string} nodePath
 * @param {string} version
 */
async function hasVersion(nodePath, version) {
  const { ok, stdout } = await capture(nodePath, ["--version"]);
  return ok && stdout.trim() === `v${version}`;
}

/**
 * @param {string} text
 * @param {number} count
 */
function lastLines(text, count) {
  return text.trim().split("\n").slice(-count).join("\n          ");
}
