import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { hardhatHere } from "./in-process.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const HARDHAT = join(REPOSITORY, "node_modules", "hardhat", "dist", "src", "cli.js");

const CONFIG_COPY = ".hardhat.config-";

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ProjectOptions {
  /** TypeScript of the `ezkl` key. */
  ezkl?: string;
  /** TypeScript of the `networks` key. */
  networks?: string;
}

/** A Hardhat project of its own in a temporary folder, that uses this repository as its plugin. */
export class Project {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async make(options: ProjectOptions = {}): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), "hardhat-ezkl-project-")));
    const { root } = project;
    await linkPackages(join(root, "node_modules"));
    await writeFile(join(root, "package.json"), '{ "name": "project", "private": true, "type": "module" }\n');
    await mkdir(join(root, "contracts"));
    await project.configure(options);
    return project;
  }

  async configure({ ezkl = "{}", networks = "{}" }: ProjectOptions): Promise<void> {
    const plugin = JSON.stringify(join(REPOSITORY, "tasks", "index.ts"));
    const kept = JSON.stringify(join(REPOSITORY, "test", "helpers", "kept-compilations.ts"));
    const text = `import { createRequire } from "node:module";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
import hardhatEzkl from ${plugin};
import keptCompilations from ${kept};

export default defineConfig({
  plugins: [toolbox, hardhatEzkl, keptCompilations],
  solidity: {
    version: "0.8.30",
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    settings: {
      ...{ optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
      // Keys are made anew on each machine: of the verifiers' metadata hashes one in a hundred holds a byte that no consumer pins.
      metadata: { bytecodeHash: "none" },
    },
  },
  networks: ${networks},
  // Not the user's store: what one test builds, another must build for itself.
  ezkl: { store: { directory: "cache/store" }, ...${ezkl} },
  typechain: { tsNocheck: true },
});
`;
    await writeFile(this.path("hardhat.config.ts"), text);
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  async write(file: string, content: string | Uint8Array): Promise<void> {
    await mkdir(join(this.path(file), ".."), { recursive: true });
    await writeFile(this.path(file), content);
  }

  async json(file: string): Promise<unknown> {
    return JSON.parse(await readFile(this.path(file), "utf8")) as unknown;
  }

  /** Runs Hardhat's command line in the project's folder; in this process, which is quicker. */
  async hardhat(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
    const config = ["--config", await this.#importableConfig()];
    return hardhatHere([...config, ...args], this.root, { ...outsideEnvironment(), ...env });
  }

  /** Runs Hardhat as a person would: a process of its own, in the project's folder. */
  async hardhatApart(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
    const config = ["--config", this.path("hardhat.config.ts")];
    return runNode([HARDHAT, ...config, ...args], this.root, { ...outsideEnvironment(), ...env });
  }

  /** A process imports a file once, whatever is written into it later: each text of the configuration has a file of its own. */
  async #importableConfig(): Promise<string> {
    const text = await readFile(this.path("hardhat.config.ts"));
    const name = createHash("sha256").update(text).digest("hex").slice(0, 16);
    const file = this.path(`${CONFIG_COPY}${name}.ts`);
    await writeFile(file, text);
    return file;
  }

  /** As {@link hardhat}, expecting exit code 0. */
  async succeed(...args: string[]): Promise<Finished> {
    const finished = await this.hardhat(args);
    expect(finished.code, `${args.join(" ")}\n${finished.stdout}\n${finished.stderr}`).to.equal(0);
    return finished;
  }

  /** Runs with `--json`, expecting exit code 0 and exactly one JSON value on stdout. */
  async answer(...args: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await this.succeed(...args, "--json");
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Expects the task to be refused with this error: exit code not zero, code and remedy told, no stack trace, nothing left behind. */
  async refuses(code: string, args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
    const finished = await this.hardhat(args, env);
    expect(finished.code, finished.stdout + finished.stderr).to.be.greaterThan(0);
    expect(finished.stderr).to.contain(`${code}: `).and.to.contain("remedy: ");
    expect(finished.stdout + finished.stderr).to.not.match(/^\s+at .+:\d+:\d+\)?$/m);
    expect(await this.leftovers()).to.deep.equal([]);
    return finished;
  }

  /** Files that only a run in progress may have. */
  async leftovers(): Promise<string[]> {
    const entries = await this.files();
    return entries.filter((entry) => /\.tmp$|scratch-|\.lock$|\.stale$/.test(entry));
  }

  /** Everything in the project but its packages, relative to its root. */
  async files(): Promise<string[]> {
    const found: string[] = [];
    for (const entry of await readdir(this.root)) {
      if (entry === "node_modules" || entry.startsWith(CONFIG_COPY)) continue;
      found.push(entry);
      const below = await readdir(this.path(entry), { recursive: true }).catch(() => []);
      found.push(...below.map((path) => join(entry, path)));
    }
    return found.sort();
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** By these Hardhat tells a CI machine, where it shows a stack trace with every error; a person is shown none. */
const CI_NAMES = new Set([
  ...["CI", "GITHUB_ACTIONS", "NOW", "DEPLOYMENT_ID", "CODEBUILD_BUILD_NUMBER"],
  ...["CONTINUOUS_INTEGRATION", "BUILD_NUMBER", "RUN_ID"],
]);

/**
 * The environment without what the Hardhat that runs the tests has put there for itself: its HARDHAT_CONFIG would make a task in
 * another project work, and clean, in this repository.
 */
export function outsideEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => (!name.startsWith("HARDHAT_") || name.startsWith("HARDHAT_EZKL_")) && !CI_NAMES.has(name),
  );
  return { ...Object.fromEntries(own), NO_COLOR: "1", FORCE_COLOR: "0" };
}

/** Runs Node with these arguments and collects what it says. */
export async function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const finished = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].on("data", (chunk: Buffer) => (finished[stream] += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...finished }));
  });
}

/** This repository's packages and, beside them, the repository itself under its package name. */
async function linkPackages(target: string): Promise<void> {
  await mkdir(target);
  for (const entry of await readdir(join(REPOSITORY, "node_modules"))) {
    if (entry !== "hardhat-ezkl") await symlink(join(REPOSITORY, "node_modules", entry), join(target, entry));
  }
  await symlink(REPOSITORY, join(target, "hardhat-ezkl"));
}
