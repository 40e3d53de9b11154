// A browser for the page's tests, from the distribution's packages.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Where systems put it. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** Milliseconds: some three hundred packages. */
const TIMEOUT = 600_000;

/**
 * The browser's program, or undefined where there is none.
 * @param env HARDHAT_EZKL_CHROMIUM names another
 * @returns {string | undefined}
 */
export function chromiumProgram(env = process.env) {
  return env["HARDHAT_EZKL_CHROMIUM"] || PLACES.find((place) => existsSync(place));
}

/**
 * Installs Debian's Chromium where there is no browser and this process may install packages: a machine made for tests.
 * Elsewhere nothing is done, and the tests say what they lack.
 */
export function ensureChromium() {
  if (chromiumProgram() !== undefined) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const options = { timeout: TIMEOUT, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    execFileSync("apt-get", ["update", "-qq"], { ...options, stdio: ["ignore", "ignore", "inherit"] });
    const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    execFileSync("apt-get", install, { ...options, stdio: ["ignore", "ignore", "inherit"] });
  } catch (error) {
    console.error(`Chromium cannot be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
