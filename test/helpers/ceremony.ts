import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { CEREMONY_CONFIG } from "../core/pipeline/tiny-model.ts";
import { tinyProject } from "../tasks/tiny-project.ts";
import type { Project, ProjectOptions } from "./project.ts";

const HERMEZ = fileURLToPath(new URL("../../srs/hermez", import.meta.url));

/** Puts the repository's SRS of the Hermez ceremony (k=8) into a folder for a project's SRS files. */
export async function giveHermez(srsFolder: string): Promise<void> {
  await cp(HERMEZ, join(srsFolder, "hermez"), { recursive: true });
}

/** As `tinyProject`, in 2^8 rows on the real Hermez ceremony; with `srs: "dev"` the same model on a dev SRS. Nothing is built. */
export async function ceremonyProject({
  srs = "hermez",
  ...options
}: ProjectOptions & { srs?: "hermez" | "dev" } = {}): Promise<Project> {
  const project = await tinyProject(options);
  await giveHermez(project.path("srs"));
  const config = { ...CEREMONY_CONFIG, srs, inputVisibility: "public" };
  await project.write("models/tiny/model.json", JSON.stringify(config));
  return project;
}
