// Checks that package-lock.json names every platform's binary packages; with --write, adds those that are missing.
//
// npm leaves out of the lock what the registry in use did not offer when the lock was written (a mirror that lags behind,
// for example). npm 11 then refuses the lock in `npm ci`, and older ones install no binary on the platforms left out.
import { readFile, writeFile } from "node:fs/promises";

import { missingOptionalPackages, withPackages } from "./optional-packages.mjs";

const FILE = "package-lock.json";

const lock = JSON.parse(await readFile(FILE, "utf8"));
const missing = missingOptionalPackages(lock);
if (missing.length > 0 && process.argv.includes("--write")) {
  await writeFile(FILE, `${JSON.stringify(withPackages(lock, missing), null, 2)}\n`);
  console.log(`added ${missing.length} packages to ${FILE}`);
} else if (missing.length > 0) {
  console.error(`${FILE} lacks ${missing.map(({ name, version }) => `${name}@${version}`).join(", ")}`);
  console.error("remedy: node scripts/check/lockfile.mjs --write");
  process.exitCode = 1;
}
