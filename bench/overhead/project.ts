import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import type { Model } from "../../src/pipeline/model.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";

/** Two Hardhat projects with the same Solidity: one with this plugin, one that has never heard of it. */
export interface Projects {
  with: string;
  without: string;
}

/** Where the pipeline works in the project with the plugin: the same places as the plugin's own defaults. */
export function workspaceOfProject(workspace: Workspace, project: string): Workspace {
  return {
    ...workspace,
    paths: {
      models: [join(project, "models")],
      output: join(project, "cache", "ezkl"),
      generated: join(project, "contracts", "generated"),
      types: join(project, "types", "ezkl"),
    },
  };
}

/** Lays out both projects afresh below `home`, which must be inside of the repository for packages to be found. */
export async function makeProjects(home: string, root: string, workspace: Workspace): Promise<Projects> {
  const projects = { with: join(home, "with"), without: join(home, "without") };
  for (const [kind, project] of Object.entries(projects)) {
    await rm(project, { recursive: true, force: true });
    await mkdir(join(project, "node_modules"), { recursive: true });
    await symlink(root, join(project, "node_modules", "hardhat-ezkl"), "junction");
    await writeFile(join(project, "package.json"), JSON.stringify({ name: `bench-${kind}`, type: "module" }));
    const plugin = relative(project, join(root, "tasks", "index.ts"))
      .split(sep)
      .join("/");
    await writeFile(
      join(project, "hardhat.config.ts"),
      configOf(kind === "with" ? plugin : undefined, workspace),
    );
  }
  return projects;
}

/** Gives the project without the plugin the sources that the other one generated. */
export async function shareSources({ with: from, without: to }: Projects): Promise<void> {
  await cp(join(from, "contracts"), join(to, "contracts"), { recursive: true });
}

/** Removes everything that a build makes, pinned settings and manifest included. */
export async function forgetBuild(project: string, model: Model): Promise<void> {
  const made = [model.paths.settings, model.paths.manifest, join(project, "contracts")];
  await Promise.all(made.map(async (path) => rm(path, { recursive: true, force: true })));
  await forgetCompilation(project);
}

/** Removes what Hardhat makes from Solidity sources, and its caches. */
export async function forgetCompilation(project: string): Promise<void> {
  const made = ["artifacts", "cache", "types"].map((name) => join(project, name));
  await Promise.all(made.map(async (path) => rm(path, { recursive: true, force: true })));
}

function configOf(plugin: string | undefined, { srs }: Workspace): string {
  const ezkl = JSON.stringify({ srs: srs.project, cacheDir: srs.cacheDir });
  return `import { createRequire } from "node:module";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig, task } from "hardhat/config";
${plugin === undefined ? "" : `import hardhatEzkl from ${JSON.stringify(plugin)};\n`}
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");

export default defineConfig({
  plugins: [toolbox${plugin === undefined ? "" : ", hardhatEzkl"}],
  tasks: [task("nothing", "Start and end").setInlineAction(() => undefined).build()],
  solidity: { version: "0.8.30", path: soljson, settings: { optimizer: { enabled: true, runs: 200 } } },
${plugin === undefined ? "" : `  ezkl: ${ezkl},\n`}});
`;
}
