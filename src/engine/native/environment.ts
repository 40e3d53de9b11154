import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { withLock } from "../../pipeline/lock.ts";
import { isRunning } from "../../running.ts";
import type { EngineVersion } from "../engine.ts";

import { enginePackages, type PackageSet } from "./package-set.ts";
import { findPython } from "./python.ts";
import { run } from "./run.ts";

export interface Environment {
  /** The directory of this release's private environment. */
  directory: string;
  python: string;
}

/** Where an engine release lives below the user's cache folder. */
export function environmentOf(cacheDir: string, version: EngineVersion): Environment {
  return environmentNamed(cacheDir, enginePackages(version).name);
}

function environmentNamed(cacheDir: string, name: string): Environment {
  const directory = join(cacheDir, "engines", name);
  const python =
    process.platform === "win32"
      ? join(directory, "Scripts", "python.exe")
      : join(directory, "bin", "python");
  return { directory, python };
}

export async function isInstalled(environment: Environment): Promise<boolean> {
  return stat(join(environment.directory, "complete")).then(
    () => true,
    () => false,
  );
}

/** The private environment of one engine release; see {@link ensurePackages}. */
export async function ensureEnvironment(cacheDir: string, version: EngineVersion): Promise<Environment> {
  return ensurePackages(cacheDir, enginePackages(version));
}

/**
 * Makes the private environment of a set of packages if it is not there: venv, then pip with hashes required and no dependencies.
 * It is made beside its final place and moved there whole, so an interrupted installation leaves no half one; who asks meanwhile waits.
 */
export async function ensurePackages(cacheDir: string, packages: PackageSet): Promise<Environment> {
  const environment = environmentNamed(cacheDir, packages.name);
  if (await isInstalled(environment)) return environment;
  const { program, version } = await findPython();
  const refusal = packages.refusal(process.platform, process.arch, version);
  if (refusal !== undefined) throw refusal;

  await mkdir(dirname(environment.directory), { recursive: true });
  await withLock(`${environment.directory}.lock`, async () => {
    if (!(await isInstalled(environment))) await install(environment, packages, program);
  });
  return environment;
}

async function install(environment: Environment, packages: PackageSet, program: string): Promise<void> {
  const { name } = packages;
  const parent = dirname(environment.directory);
  await removeDeadStaging(parent);
  const staging = await mkdtemp(join(parent, `.${name}-${process.pid}-`));
  try {
    const venv = await run(program, ["-m", "venv", staging]);
    if (venv.code !== 0) throw packages.failed(`${program} -m venv`, venv.output);
    const requirements = join(staging, "requirements.txt");
    await writeFile(requirements, packages.requirements);
    const python = environment.python.replace(environment.directory, staging);
    const pip = await run(python, [
      ...[
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
      ],
      ...["--require-hashes", "-r", requirements],
    ]);
    if (pip.code !== 0) throw packages.failed("pip install", pip.output);
    await writeFile(join(staging, "complete"), `${name}\n`);
    await rm(environment.directory, { recursive: true, force: true });
    await rename(staging, environment.directory).catch((error: unknown) => {
      throw packages.failed(environment.directory, String(error), error);
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Removes the half environments of killed installations. */
async function removeDeadStaging(parent: string): Promise<void> {
  const dead = (await readdir(parent)).filter((entry) => {
    const pid = /^\.[a-z]+-[0-9.]+-(\d+)-/.exec(entry)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  await Promise.all(dead.map(async (entry) => rm(join(parent, entry), { recursive: true, force: true })));
}
