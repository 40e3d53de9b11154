/** The bootstrap itself: `npm ci` and everything in scripts/bootstrap. */
export const MINIMUM_NODE = "18.0.0";

/** What Hardhat 3 accepts (its own start-up check). */
export const HARDHAT_NODE = "22.13.0";

/**
 * The `node` package to fetch from npm when the running Node is older than Hardhat accepts: exact, so that every clone on a
 * platform runs the same one. Its binaries are a package per platform, published one by one; 22.23.2 is the newest whose
 * macOS packages (both processors) could be confirmed on a registry.
 * @param {string} [platform]
 * @returns {string}
 */
export function pinnedNode(platform = process.platform) {
  return platform === "darwin" ? "22.23.2" : "24.21.0";
}

/** What the engine's wheels accept. */
export const MINIMUM_PYTHON = "3.9.0";

/**
 * The three numbers of a version as `node --version` or `python --version` print it; a pre-release tag is dropped.
 * @param {string} text
 * @returns {[number, number, number] | undefined} undefined when there is no version in the text.
 */
export function parseVersion(text) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/**
 * @param {string} version
 * @param {string} minimum
 * @returns {boolean} false also when `version` cannot be read as one.
 */
export function isAtLeast(version, minimum) {
  const have = parseVersion(version);
  const want = parseVersion(minimum);
  if (have === undefined || want === undefined) return false;
  for (const [index, wanted] of want.entries()) {
    const difference = Number(have[index]) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
