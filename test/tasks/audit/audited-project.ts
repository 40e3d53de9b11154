import { existsSync, rmSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createHardhatRuntimeEnvironment, importUserConfig } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { auditLocally, type LocalAudit } from "../../../src/audit/audit.ts";
import type { FloatRequest } from "../../../src/audit/float-lines.ts";
import type { AuditLine } from "../../../src/audit/line.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { srsFileName } from "../../../src/srs/format.ts";
import type { SrsPlaces } from "../../../src/srs/places.ts";
import { LazyEngine } from "../../../src/pipeline/workspace.ts";
import { auditFiles, type FilesAudit } from "../../../tasks/ezkl/audit/audit-model.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import type { Project } from "../../helpers/project.ts";
import { TINY_ARGS } from "../../core/pipeline/tiny-model.ts";
import { tinyProject } from "../tiny-project.ts";

/** A built project with the tiny model and Hardhat over it, in this process. */
export class AuditedProject {
  readonly project: Project;
  readonly hre: HardhatRuntimeEnvironment;

  private constructor(project: Project, hre: HardhatRuntimeEnvironment) {
    this.project = project;
    this.hre = hre;
  }

  /** @param config beside the tiny model's own; @param holdout content of its hold-out file */
  static async make(config: object = {}, holdout?: string): Promise<AuditedProject> {
    const project = await tinyProject();
    const model = (await project.json("models/tiny/model.json")) as object;
    await project.write(
      "models/tiny/model.json",
      JSON.stringify({ ...model, verifier: "specialised", ...config }),
    );
    if (holdout !== undefined) await project.write("models/tiny/holdout.json", holdout);
    await project.succeed("ezkl", "build", "tiny");
    const file = project.path("hardhat.config.ts");
    const hre = await createHardhatRuntimeEnvironment(
      await importUserConfig(file),
      { config: file },
      project.root,
    );
    return new AuditedProject(project, hre);
  }

  async remove(): Promise<void> {
    await this.project.remove();
  }

  static #shared: Promise<AuditedProject> | undefined;

  /** One for all test files: whatever they change they put back. Gone when the process ends. */
  static async shared(): Promise<AuditedProject> {
    this.#shared ??= this.make().then((audited) => {
      process.once("exit", () => rmSync(audited.project.root, { recursive: true, force: true }));
      return audited;
    });
    return this.#shared;
  }

  /** The whole audit of the files, compiled too. */
  async files(srs?: SrsPlaces): Promise<FilesAudit> {
    const own = workspaceOf(this.hre.config);
    const workspace = { ...own, srs: srs ?? own.srs };
    return auditFiles(workspace, this.hre, await loadModel(workspace.paths, "tiny"), {
      inputs: [],
      maxError: undefined,
    });
  }

  /** Without the compiler. */
  async local(request: Partial<FloatRequest> = {}, srs?: SrsPlaces): Promise<LocalAudit> {
    const workspace = workspaceOf(this.hre.config);
    const model = await loadModel(workspace.paths, "tiny");
    return auditLocally({ ...workspace, srs: srs ?? workspace.srs }, model, {
      ...{ inputs: [], maxError: undefined },
      ...request,
    });
  }

  /** Works while one file is changed; it is put back afterwards. */
  async changed<T>(
    file: string,
    edit: (content: Buffer) => string | Uint8Array,
    work: () => Promise<T>,
  ): Promise<T> {
    const path = this.project.path(file);
    const content = await readFile(path);
    await writeFile(path, edit(content));
    try {
      return await work();
    } finally {
      await writeFile(path, content);
    }
  }

  /** What is found wrong while one file is changed. */
  async failuresWith(
    file: string,
    edit: (content: Buffer) => string | Uint8Array,
  ): Promise<Record<string, string | undefined>> {
    return this.changed(file, edit, async () => failures((await this.local()).lines));
  }
}

/** The failing lines, each with its code. */
export function failures(lines: readonly AuditLine[]): Record<string, string | undefined> {
  return Object.fromEntries(
    lines.filter(({ status }) => status === "fail").map(({ id, code }) => [id, code]),
  );
}

export function statusOf(lines: readonly AuditLine[], id: AuditLine["id"]): string | undefined {
  return lines.find((line) => line.id === id)?.status;
}

/** Edits JSON: an object's own fields are replaced. */
export function withFields(fields: Record<string, unknown>): (content: Buffer) => string {
  return (content) => JSON.stringify({ ...(JSON.parse(content.toString()) as object), ...fields });
}

export function withRunArgs(changed: Record<string, unknown>): (content: Buffer) => string {
  return (content) => {
    const settings = JSON.parse(content.toString()) as { run_args: object };
    return JSON.stringify({ ...settings, run_args: { ...settings.run_args, ...changed } });
  };
}

/** Makes another dev SRS for the tiny model, once; returns the folder that it is in. */
export async function otherSrs({ project, hre }: AuditedProject): Promise<string> {
  const folder = project.path("other-srs");
  if (existsSync(folder)) return folder;
  await mkdir(folder);
  const engine = new LazyEngine(workspaceOf(hre.config), "21.0.0", "another SRS");
  try {
    const { logrows: k } = TINY_ARGS;
    await (await engine.get()).srs({ k, srs: join(folder, srsFileName(k)) });
  } finally {
    await engine.close();
  }
  return folder;
}
