import { readFile, statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { totalmem, freemem } from "node:os";
import { dirname } from "node:path";

import type { HardhatConfig } from "hardhat/types/config";

import { environmentOf, isInstalled } from "../../../src/engine/native/environment.ts";
import { findPython } from "../../../src/engine/native/python.ts";
import { ENGINE_VERSIONS, hasWheel } from "../../../src/engine/versions.ts";
import { WASM_VERSION } from "../../../src/engine/wasm/engine.ts";
import { EzklError } from "../../../src/errors/base.ts";
import { listModels, loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { listSrs } from "../../../src/srs/list.ts";

export interface Finding {
  name: string;
  status: "ok" | "warning" | "missing";
  detail: string;
  remedy?: string;
}

const GIB = 2 ** 30;
const NODE_NEEDED = [22, 13] as const;
/** A k=17 proving key and its temporary copy. */
const DISK_NEEDED = 2 * GIB;
/** What proving a k=17 circuit was seen to take, with room. */
const MEMORY_NEEDED = 4 * GIB;

/** What the machine has and lacks, one finding a line; nothing is installed or changed. */
export async function examine(workspace: Workspace, config: HardhatConfig): Promise<Finding[]> {
  return [
    node(process.versions.node),
    wheel(process.platform, process.arch),
    await python(),
    ...(await engines(workspace)),
    wasm(),
    ...solc(config),
    await disk(workspace.cacheDir),
    memory(totalmem(), freemem()),
    await srs(workspace),
    await models(workspace),
  ];
}

export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
  if (enough) return { name: "Node", status: "ok", detail: version };
  return {
    name: "Node",
    status: "missing",
    detail: `${version} is too old for Hardhat 3`,
    remedy: "install Node 22.13 or newer",
  };
}

export function wheel(platform: NodeJS.Platform, arch: string): Finding {
  const name = "platform wheel";
  if (hasWheel(platform, arch))
    return { name, status: "ok", detail: `the engine is published for ${platform} ${arch}` };
  return {
    name,
    status: "missing",
    detail: `there is no engine wheel for ${platform} ${arch}${platform === "linux" && arch === "arm64" ? " (Linux arm64)" : ""}`,
    remedy: "build on Linux x86-64, macOS or Windows; contracts, tests and the wasm prover work here",
  };
}

async function python(): Promise<Finding> {
  try {
    const { program, version } = await findPython();
    return { name: "Python", status: "ok", detail: `${version} (${program})` };
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    return { name: "Python", status: "missing", detail: error.what, remedy: error.remedy };
  }
}

async function engines({ cacheDir }: Workspace): Promise<Finding[]> {
  return Promise.all(
    ENGINE_VERSIONS.map(async (version): Promise<Finding> => {
      const environment = environmentOf(cacheDir, version);
      const name = `engine ${version}`;
      if (await isInstalled(environment)) return { name, status: "ok", detail: environment.directory };
      return {
        name,
        status: "warning",
        detail: "not installed yet",
        remedy: "the first build that needs it installs it",
      };
    }),
  );
}

function wasm(): Finding {
  const name = "wasm engine";
  try {
    createRequire(import.meta.url).resolve("@ezkljs/engine/nodejs/ezkl.js");
    return { name, status: "ok", detail: WASM_VERSION };
  } catch {
    return {
      name,
      status: "warning",
      detail: "not installed; only `prove --engine wasm` needs it",
      remedy: `npm install --save-dev @ezkljs/engine@${WASM_VERSION}`,
    };
  }
}

export function solc(config: HardhatConfig): Finding[] {
  return Object.entries(config.solidity.profiles)
    .filter(([profile]) => profile === "default")
    .flatMap(([, { compilers }]) =>
      compilers.map(({ version, path }): Finding => {
        const name = `solc ${version}`;
        if (path === undefined)
          return { name, status: "ok", detail: "Hardhat downloads it when it is needed" };
        if (existsSync(path)) return { name, status: "ok", detail: path };
        return {
          name,
          status: "missing",
          detail: `${path} is not there`,
          remedy: "npm install, or mend solidity.path",
        };
      }),
    );
}

async function disk(cacheDir: string): Promise<Finding> {
  let directory = cacheDir;
  while (!existsSync(directory)) directory = dirname(directory);
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const detail = `${(free / GIB).toFixed(1)} GiB free for ${cacheDir}`;
  if (free >= DISK_NEEDED) return { name: "disk", status: "ok", detail };
  return {
    name: "disk",
    status: "warning",
    detail,
    remedy: "large keys need 2 GiB: free space or set HARDHAT_EZKL_CACHE",
  };
}

export function memory(total: number, free: number): Finding {
  const detail = `${(total / GIB).toFixed(1)} GiB, ${(free / GIB).toFixed(1)} GiB free`;
  if (total >= MEMORY_NEEDED) return { name: "memory", status: "ok", detail };
  return {
    name: "memory",
    status: "warning",
    detail,
    remedy: "circuits above k=15 may not fit: lower logrows",
  };
}

export async function srs({ srs: places }: Workspace): Promise<Finding> {
  const found = await listSrs(places);
  const damaged = found.filter(({ problem }) => problem !== undefined);
  const name = "SRS files";
  if (damaged.length > 0)
    return {
      name,
      status: "missing",
      detail: damaged.map(({ path, problem }) => `${path}: ${problem}`).join("; "),
      remedy: "remove them, and fetch, import or build again",
    };
  if (found.length === 0)
    return {
      name,
      status: "warning",
      detail: "none yet",
      remedy: "a build makes a dev SRS of the size it needs",
    };
  const setups = new Map<string, number[]>();
  for (const { kind, ceremony, place, k } of found) {
    const setup = `${ceremony ?? kind} (${place})`;
    setups.set(setup, [...(setups.get(setup) ?? []), k]);
  }
  const detail = [...setups].map(([setup, sizes]) => `${setup}: k=${sizes.join(", ")}`);
  return { name, status: "ok", detail: detail.join("; ") };
}

async function models(workspace: Workspace): Promise<Finding> {
  const names = [...(await listModels(workspace.paths)).keys()];
  const unbuilt: string[] = [];
  for (const name of names) {
    const { paths } = await loadModel(workspace.paths, name);
    if (
      !(await readFile(paths.state).then(
        () => true,
        () => false,
      ))
    )
      unbuilt.push(name);
  }
  const detail = names.length === 0 ? "none configured" : names.join(", ");
  if (unbuilt.length === 0) return { name: "models", status: "ok", detail };
  return {
    name: "models",
    status: "warning",
    detail: `${detail}; without keys here: ${unbuilt.join(", ")}`,
    remedy: "npx hardhat ezkl build",
  };
}
