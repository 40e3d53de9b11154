import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { childEnvironment } from "./environment.mjs";
import { BootstrapError } from "./errors.mjs";
import { withLock } from "./lock.mjs";
import { findHardhatNode } from "./node.mjs";
import { capture } from "./processes.mjs";
import { startProgress } from "./progress.mjs";
import { installFingerprint, platformName, readStamp, writeStamp } from "./stamp.mjs";
import { parseVersion } from "./versions.mjs";

// Hardhat is a development dependency of this repository, and its native binding an optional one: a user's `omit`
// setting or NODE_ENV=production would leave out just what the commands need.
const INSTALL = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--no-progress"];

/**
 * Makes node_modules agree with package-lock.json and returns the Node to run the commands with. Does nothing when it agrees
 * already; safe to interrupt, to repeat and to run twice at once.
 * @param {{ root: string, npmCli: string, say?: (line: string) => void }} options
 * @returns {Promise<string>}
 * @throws {BootstrapError} EZKL_BOOTSTRAP_NPM_CI_FAILED, EZKL_BOOTSTRAP_NO_NATIVE_BINDING, EZKL_BOOTSTRAP_NO_HARDHAT_NODE
 */
export async function ensureInstalled({ root, npmCli, say = console.error }) {
  const node = await installedNode(root, npmCli);
  if (node !== undefined) return node;
  return withLock(await lockFile(root), async (lock) => {
    // Whoever held the lock before us may have done the work.
    const done = await installedNode(root, npmCli);
    if (done !== undefined) return done;
    const chosen = await findHardhatNode({ npmCli });
    const fingerprint = await fingerprintFor(root, chosen);
    const elapsed = await install({ root, npmCli, node: chosen, onStart: (pid) => lock.addProcess(pid) });
    say(`npm packages installed in ${(elapsed / 1_000).toFixed(1)} s`);
    await writeStamp(root, { fingerprint, node: chosen });
    return chosen;
  });
}

/**
 * @param {string} root
 * @param {string} npmCli
 * @returns {Promise<string | undefined>} The Node to use when the installation is whole and made for it.
 */
async function installedNode(root, npmCli) {
  const stamp = await readStamp(root);
  if (stamp === undefined) return undefined;
  const node = await findHardhatNode({ npmCli, known: stamp.node });
  return (await fingerprintFor(root, node)) === stamp.fingerprint ? node : undefined;
}

/**
 * @param {string} root
 * @param {string} node
 */
async function fingerprintFor(root, node) {
  const lockfile = await readFile(path.join(root, "package-lock.json"));
  const version = node === process.execPath ? process.version : (await capture(node, ["--version"])).stdout;
  return installFingerprint({
    lockfile,
    nodeMajor: parseVersion(version)?.[0] ?? 0,
    platform: platformName(),
  });
}

/** @param {{ root: string, npmCli: string, node: string, onStart: (pid: number) => void }} options */
async function install({ root, npmCli, node, onStart }) {
  const env = childEnvironment(process.env, path.dirname(node));
  const progress = startProgress("installing npm packages");
  const result = await capture(node, [npmCli, ...INSTALL], { cwd: root, env, onStart });
  const elapsed = progress.stop();
  if (!result.ok) {
    throw new BootstrapError("EZKL_BOOTSTRAP_NPM_CI_FAILED", {
      what: `npm ci failed${result.status === null ? "" : ` with code ${result.status}`}:\n${npmComplaint(result.output)}`,
      where: root,
      remedy: "mend what npm reports (network, proxy, disk space), then run the same command again",
    });
  }
  await requireNativeBinding({ root, node, env });
  return elapsed;
}

/**
 * npm names the cause first, and may print its usage or where its log is after that.
 * @param {string} output
 */
function npmComplaint(output) {
  const complaints = output.split("\n").filter((line) => /^npm (error|ERR!) +\S/.test(line));
  const lines = complaints.length > 0 ? complaints.slice(0, 8) : output.trim().split("\n").slice(-8);
  return lines.map((line) => `          ${line}`).join("\n");
}

/**
 * An npm that runs under a Node that Hardhat refuses leaves its binding out and still succeeds.
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} options
 */
async function requireNativeBinding({ root, node, env }) {
  const result = await capture(node, ["-e", 'require("@nomicfoundation/edr")'], { cwd: root, env });
  if (result.ok) return;
  throw new BootstrapError("EZKL_BOOTSTRAP_NO_NATIVE_BINDING", {
    what: `Hardhat's native binding for ${platformName()} was not installed`,
    where: path.join(root, "node_modules", "@nomicfoundation"),
    remedy:
      "remove `omit=optional` from your npm configuration if it is there, delete node_modules and run again",
  });
}

/**
 * Not in node_modules, which an installation empties, nor in Hardhat's cache, which `hardhat clean` empties.
 * @param {string} root
 */
async function lockFile(root) {
  const folder = path.join(root, ".bootstrap");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, ".gitignore"), "*\n");
  return path.join(folder, "lock");
}
