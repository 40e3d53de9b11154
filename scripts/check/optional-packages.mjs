/**
 * @typedef {{ version: string, optional?: boolean, peer?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 * @typedef {{ name: string, version: string, dev: boolean }} MissingPackage
 */

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/**
 * Optional dependencies that no entry of the lock provides. Only those with an exact version, as packages of binaries have:
 * from a range no version can be told.
 * @param {Lockfile} lock
 * @returns {MissingPackage[]} By name.
 */
export function missingOptionalPackages({ packages }) {
  const present = new Set(
    Object.keys(packages).map((key) => key.slice(key.lastIndexOf("node_modules/") + 13)),
  );
  /** @type {Map<string, MissingPackage>} */
  const missing = new Map();
  for (const { optionalDependencies, dev = false } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
      if (/^\d+\.\d+\.\d+/.test(version) && !present.has(name)) missing.set(name, { name, version, dev });
    }
  }
  return [...missing.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {Lockfile} lock
 * @param {readonly MissingPackage[]} missing
 * @returns {Lockfile} A new lock, its packages sorted as npm sorts them.
 */
export function withPackages(lock, missing) {
  /** @type {(readonly [string, LockedPackage])[]} */
  const added = missing.map(({ name, version, dev }) => {
    const entry = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
    return [`node_modules/${name}`, entry];
  });
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(packages) };
}

/**
 * The platform of a package of binaries, read from its name (`…-linux-arm64-musl`): without it npm would fetch all of them.
 * @param {string} name
 * @returns {{ os?: string[], cpu?: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.includes("linux") && libc.length > 0 ? { libc } : {}),
  };
}
