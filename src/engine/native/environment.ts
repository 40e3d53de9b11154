import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { EngineInstallError, EnginePlatformError } from "../../errors/engine.ts";
import { isRunning } from "../../running.ts";
import type { EngineVersion } from "../engine.ts";
import { hasWheel, requirementsFor } from "../versions.ts";

import { findPython } from "./python.ts";
import { run } from "./run.ts";

export interface Environment {
  /** The directory of this release's private environment. */
  directory: string;
  python: string;
}

/** Where an engine release lives below the user's cache folder. */
export function environmentOf(cacheDir: string, version: EngineVersion): Environment {
  const directory = join(cacheDir, "engines", `ezkl-${version}`);
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

/**
 * Makes the private environment of one engine release if it is not there: venv, then pip with hashes required and no dependencies.
 * It is made beside its final place and moved there whole, so an interrupted or concurrent installation leaves no half one.
 */
export async function ensureEnvironment(cacheDir: string, version: EngineVersion): Promise<Environment> {
  const environment = environmentOf(cacheDir, version);
  if (await isInstalled(environment)) return environment;
  if (!hasWheel(process.platform, process.arch))
    throw new EnginePlatformError(process.platform, process.arch);
  const { program } = await findPython();

  const parent = dirname(environment.directory);
  await mkdir(parent, { recursive: true });
  await removeDeadStaging(parent);
  const staging = await mkdtemp(join(parent, `.ezkl-${version}-${process.pid}-`));
  try {
    const venv = await run(program, ["-m", "venv", staging]);
    if (venv.code !== 0) throw new EngineInstallError(version, `${program} -m venv`, venv.output);
    const requirements = join(staging, "requirements.txt");
    await writeFile(requirements, requirementsFor(version));
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
    if (pip.code !== 0) throw new EngineInstallError(version, "pip install", pip.output);
    await writeFile(join(staging, "complete"), `${version}\n`);
    await rm(environment.directory, { recursive: true, force: true });
    await rename(staging, environment.directory).catch(async (error: unknown) => {
      // Another process may have finished the same installation first.
      if (!(await isInstalled(environment)))
        throw new EngineInstallError(version, environment.directory, String(error), error);
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return environment;
}

/** Removes the half environments of killed installations. */
async function removeDeadStaging(parent: string): Promise<void> {
  const dead = (await readdir(parent)).filter((entry) => {
    const pid = /^\.ezkl-[0-9.]+-(\d+)-/.exec(entry)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  await Promise.all(dead.map(async (entry) => rm(join(parent, entry), { recursive: true, force: true })));
}
