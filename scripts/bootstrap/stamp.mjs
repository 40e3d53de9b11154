import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * What an installation was made from. It lies inside node_modules, which `npm ci` empties first, and is written last: where
 * it is and agrees, the installation is whole.
 *
 * @typedef {object} Stamp
 * @property {string} fingerprint See `installFingerprint`.
 * @property {string} node The Node that installed and that runs the commands.
 */

/**
 * Native packages are chosen by platform, architecture and C library, and built against a Node major.
 * @param {{ lockfile: string | Uint8Array, nodeMajor: number, platform: string }} inputs `lockfile` is its content.
 * @returns {string} Lower-case hex sha-256.
 */
export function installFingerprint({ lockfile, nodeMajor, platform }) {
  const lockHash = createHash("sha256").update(lockfile).digest("hex");
  return createHash("sha256")
    .update(JSON.stringify([lockHash, nodeMajor, platform]))
    .digest("hex");
}

/** @returns {string} For example `linux-x64-glibc`. */
export function platformName() {
  const { platform, arch } = process;
  if (platform !== "linux") return `${platform}-${arch}`;
  const { header } = /** @type {{ header: Record<string, unknown> }} */ (process.report.getReport());
  return `${platform}-${arch}-${"glibcVersionRuntime" in header ? "glibc" : "musl"}`;
}

/** @param {string} root */
export function stampPath(root) {
  return path.join(root, "node_modules", ".hardhat-ezkl.json");
}

/**
 * @param {string} root
 * @returns {Promise<Stamp | undefined>} undefined when there is none or it cannot be read: then it is installed anew.
 */
export async function readStamp(root) {
  try {
    const value = JSON.parse(await readFile(stampPath(root), "utf8"));
    if (typeof value?.fingerprint !== "string" || typeof value?.node !== "string") return undefined;
    return { fingerprint: value.fingerprint, node: value.node };
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {Stamp} stamp
 */
export async function writeStamp(root, stamp) {
  const file = stampPath(root);
  const temporary = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(temporary, `${JSON.stringify(stamp, null, 2)}\n`);
  await rename(temporary, file);
}
