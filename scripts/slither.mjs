// Runs slither over the library, the registry and every sample: `npm run slither`. Fails on a finding that scripts/slither/explained.mjs does not
// explain, and on an explanation that no finding needs any more. Slither is installed once, pinned, in an environment of its own.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { capture } from "./bootstrap/processes.mjs";
import { findPython } from "./bootstrap/python.mjs";
import { EXCLUDED, EXPLAINED } from "./slither/explained.mjs";

const ENVIRONMENT = path.join("node_modules", ".cache", "slither");
const REQUIREMENTS = path.join("scripts", "slither", "requirements.txt");
const FOLDERS = ["samples", "registry"].map((name) => path.join("contracts", name));
/** Stands for the abstract base that no contract of these folders has. */
const REGISTRY_CONSUMER = path.join("contracts", "mocks", "VersionedRounds.sol");

process.exitCode = await main();

async function main() {
  const slither = await install();
  const findings = new Map();
  for (const finding of await analyse(slither, await contracts())) findings.set(finding.id, finding);
  const used = new Set();
  let failed = 0;
  for (const { check, where, description } of findings.values()) {
    const explanation = EXPLAINED.find((entry) => entry.check === check && entry.where === where);
    if (explanation !== undefined) used.add(explanation);
    else {
      failed += 1;
      console.log(`unexplained  ${check} in ${where}\n${description.trimEnd()}\n`);
    }
  }
  for (const entry of EXPLAINED.filter((candidate) => !used.has(candidate))) {
    failed += 1;
    console.log(
      `needless explanation  ${entry.check} in ${entry.where}: slither finds nothing of the kind there`,
    );
  }
  console.log(`${findings.size} findings, ${used.size} explanations, ${failed} to mend`);
  return failed === 0 ? 0 : 1;
}

/** @returns {Promise<string>} The program. */
async function install() {
  const bin = path.join(ENVIRONMENT, process.platform === "win32" ? "Scripts" : "bin");
  const stamp = path.join(ENVIRONMENT, "requirements.txt");
  const wanted = await readFile(REQUIREMENTS, "utf8");
  if (!existsSync(stamp) || (await readFile(stamp, "utf8")) !== wanted) {
    const [python, ...args] = await findPython({ env: process.env });
    await rm(ENVIRONMENT, { recursive: true, force: true });
    await mkdir(path.dirname(ENVIRONMENT), { recursive: true });
    await must(python, [...args, "-m", "venv", ENVIRONMENT]);
    await must(path.join(bin, "python"), ["-m", "pip", "install", "-q", "--no-deps", "-r", REQUIREMENTS]);
    await writeFile(stamp, wanted);
  }
  return path.join(bin, "slither");
}

/**
 * @param {string} file
 * @param {string[]} args
 */
async function must(file, args) {
  const { ok, output } = await capture(file, args);
  if (!ok) throw new Error(`${file} ${args.join(" ")}\n${output}`);
}

/** Files that hold a contract; what they import is analysed with them. */
async function contracts() {
  const found = FOLDERS.map(async (folder) =>
    (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name)),
  );
  const files = (await Promise.all(found)).flat().filter((name) => name.endsWith(".sol"));
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const concrete = files.filter((_, index) => /^contract /m.test(sources[index] ?? ""));
  return [...concrete, REGISTRY_CONSUMER].sort();
}

/**
 * All contracts at once: most of the time goes to the compiler, and to what they all import.
 * @param {string} slither
 * @param {readonly string[]} targets
 * @returns {Promise<{ id: string, check: string, where: string, description: string }[]>}
 */
async function analyse(slither, targets) {
  const options = ["--solc", "scripts/slither/solc.mjs", "--compile-force-framework", "solc", "--json", "-"];
  const filters = ["--exclude-dependencies", "--filter-paths", "node_modules|contracts/generated"];
  const exclude = ["--exclude", Object.keys(EXCLUDED).join(",")];
  const env = { ...process.env, SLITHER_SOURCES: JSON.stringify(targets) };
  const args = [targets[0] ?? "", ...options, ...filters, ...exclude];
  const { stdout, output } = await capture(slither, args, { env });
  // Slither's exit code tells the number of findings, hence nothing of whether it ran.
  if (!stdout.startsWith("{")) throw new Error(output);
  const { success, error, results } = JSON.parse(stdout);
  if (!success) throw new Error(error);
  return (results.detectors ?? []).map(
    (
      /** @type {{ id: string, check: string, description: string, elements: SlitherElement[] }} */ found,
    ) => ({
      id: found.id,
      check: found.check,
      where: nameOf(found.elements[0]),
      description: found.description,
    }),
  );
}

/**
 * @typedef {{ name: string, type: string, type_specific_fields?: { parent?: SlitherElement } }} SlitherElement
 * @param {SlitherElement | undefined} element
 * @returns {string} For example `SignalBounty.submit`.
 */
function nameOf(element) {
  if (element === undefined) return "?";
  const parent = element.type_specific_fields?.parent;
  if (element.type === "node" && parent !== undefined) return nameOf(parent);
  return element.type === "contract" || parent === undefined
    ? element.name
    : `${nameOf(parent)}.${element.name}`;
}
