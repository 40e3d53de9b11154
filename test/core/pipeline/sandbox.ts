import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { buildModel, type BuildOptions, type BuiltModel } from "../../../src/pipeline/build.ts";
import { loadModel, type Model } from "../../../src/pipeline/model.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { proveModel, type ProofResult, type ProveRequest } from "../../../src/pipeline/prove.ts";
import type { StepName } from "../../../src/pipeline/report.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { linearOnnx, TINY_CONFIG, TINY_INPUT } from "./tiny-model.ts";

export const CONTEXT = {
  chainId: "31337",
  consumer: `0x${"11".repeat(20)}`,
  account: `0x${"22".repeat(20)}`,
  scope: `0x${"00".repeat(31)}07`,
};

/** A folder with models in it and a workspace over it; engines and dev SRS files are the user's own, installed once for all tests. */
export class Sandbox {
  readonly root: string;
  readonly workspace: Workspace;
  /** Steps that were run, not found cached, since the last {@link takeSteps}. */
  #steps: StepName[] = [];

  private constructor(root: string) {
    this.root = root;
    this.workspace = {
      ...workspaceAt(root),
      reporter: {
        begin: () => undefined,
        end: (_model, step, { cached }) => {
          if (!cached) this.#steps.push(step);
        },
        note: () => undefined,
      },
    };
  }

  static async make(): Promise<Sandbox> {
    return new Sandbox(await mkdtemp(join(tmpdir(), "hardhat-ezkl-test-")));
  }

  /** A copy of everything, for a test that damages it. */
  async copy(): Promise<Sandbox> {
    const other = await Sandbox.make();
    // Modification times lose their nanoseconds here: a build in the copy looks at everything anew.
    await cp(this.root, other.root, { recursive: true, preserveTimestamps: true });
    return other;
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  /** For the end of the process, when nothing can be waited for. */
  removeNow(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  async text(...parts: string[]): Promise<string> {
    return readFile(this.path(...parts), "utf8");
  }

  /** Reads, changes and writes a file. */
  async change(file: string, edit: (content: Buffer) => string | Uint8Array): Promise<void> {
    await writeFile(this.path(file), edit(await readFile(this.path(file))));
  }

  /** Writes a file, folders included. */
  async put(file: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), content);
  }

  takeSteps(): StepName[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** A cache folder inside of the sandbox, into which the user's engines are linked. */
  async useOwnCache(): Promise<void> {
    const cacheDir = join(this.root, "user-cache");
    await mkdir(cacheDir, { recursive: true });
    await symlink(join(this.workspace.cacheDir, "engines"), join(cacheDir, "engines"));
    Object.assign(this.workspace, { cacheDir, srs: { ...this.workspace.srs, cacheDir } });
  }

  /** Writes `models/<name>/`; `config` is laid over the tiny configuration. */
  async write(
    name: string,
    config: object = {},
    files: Record<string, string | Uint8Array> = {},
  ): Promise<void> {
    const directory = join(this.root, "models", name);
    await mkdir(directory, { recursive: true });
    const all = {
      "network.onnx": linearOnnx(),
      "input.json": JSON.stringify({ input_data: TINY_INPUT }),
      "model.json": JSON.stringify({ ...TINY_CONFIG, ...config }),
      ...files,
    };
    for (const [file, content] of Object.entries(all)) await writeFile(join(directory, file), content);
  }

  async model(name: string): Promise<Model> {
    return loadModel(this.workspace.paths, name);
  }

  async build(name: string, options: BuildOptions = {}): Promise<BuiltModel> {
    return buildModel(this.workspace, await this.model(name), options);
  }

  async prove(
    name: string,
    request: Partial<ProveRequest> = {},
    kind: "native" | "wasm" = "native",
  ): Promise<ProofResult> {
    const model = await this.model(name);
    const prover = openProver(this.workspace, model, kind);
    try {
      return await proveModel(
        this.workspace,
        model,
        { input: TINY_INPUT, where: "the test's input", context: CONTEXT, ...request },
        prover.get,
      );
    } finally {
      await prover.close();
    }
  }

  /** Files and folders that only a run in progress may have: none is left when it is over, however it ended. */
  async leftovers(): Promise<string[]> {
    const entries = await readdir(this.root, { recursive: true });
    return entries.filter((entry) => /\.tmp$|scratch-|\.lock$|\.stale$/.test(entry)).sort();
  }

  /** Every file of the sandbox, relative to its root. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(this.root.length + 1))
      .sort();
  }
}

/** The workspace that a Hardhat project at `root` would have. */
export function workspaceAt(root: string): Workspace {
  const cacheDir = userCacheDir();
  return {
    paths: {
      models: [join(root, "models"), join(root, "more-models")],
      output: join(root, "cache", "ezkl"),
      generated: join(root, "contracts", "generated"),
      types: join(root, "types", "ezkl"),
    },
    srs: { project: join(root, "srs"), cacheDir },
    cacheDir,
    coreImport: "hardhat-ezkl/core",
    timeoutSeconds: 300,
    reporter: { begin: () => undefined, end: () => undefined, note: () => undefined },
  };
}
