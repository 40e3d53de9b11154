import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseInput } from "../../src/artifacts/input.ts";
import { buildModel } from "../../src/pipeline/build.ts";
import { openProver } from "../../src/pipeline/open-prover.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { modelName, prepare } from "../../scripts/conformance/run-model.ts";

import { bareSide } from "./bare-side.ts";
import { runHardhat } from "./hardhat.ts";
import { interleave } from "./interleave.ts";
import { forgetBuild, forgetCompilation, makeProjects, shareSources, workspaceOfProject } from "./project.ts";
import type { Subject } from "./subjects.ts";

/** What is timed; `bare…` is the engine alone, `hardhat…` is Hardhat without this package. */
export type SideName =
  | "bareBuild"
  | "libraryBuild"
  | "taskBuild"
  | "hardhatBuild"
  | "taskRebuild"
  | "hardhatRebuild"
  | "bareProve"
  | "libraryProve"
  | "taskProve"
  | "hardhatStart";

export interface Measured {
  model: string;
  k: number;
  rows: number;
  pkBytes: number;
  seconds: Record<SideName, number[]>;
  /** The bare engine's own clock around each call, in the order of the runs; starting and ending its process is not in it. */
  bareSteps: Record<string, number[]>;
}

const ZERO_ADDRESS = `0x${"00".repeat(20)}`;
const CONTEXT = {
  chainId: "31337",
  consumer: ZERO_ADDRESS,
  account: ZERO_ADDRESS,
  scope: `0x${"00".repeat(32)}`,
};

/** Measures one model in every way, after one unmeasured round that makes the SRS and fills the caches. */
export async function measure(
  workspace: Workspace,
  root: string,
  home: string,
  subject: Subject,
  runs: number,
  onRun: (name: SideName, run: number, seconds: number) => void,
): Promise<Measured> {
  await rm(home, { recursive: true, force: true });
  const projects = await makeProjects(home, root, workspace);
  const own = workspaceOfProject(workspace, projects.with);
  const model = await prepare(own, subject.name, subject.source, subject.config);
  const { input_data: input } = parseInput(await readFile(model.paths.input, "utf8"), model.paths.input);
  const context = model.config.context ? CONTEXT : undefined;

  const libraryProve = async (): Promise<void> => {
    const prover = openProver(own, model, "native");
    try {
      await proveModel(own, model, { input, where: model.paths.input, context }, async () => prover.get());
    } finally {
      await prover.close();
    }
  };
  const proveArgs = [
    ...["ezkl", "prove", modelName(subject.name), "--input", model.paths.input],
    ...["--out", join(home, "proof.json")],
    ...(context === undefined
      ? []
      : ["--chain-id", "31337", "--consumer", ZERO_ADDRESS, "--account", ZERO_ADDRESS, "--scope", "0"]),
  ];

  const { srs, settings } = await buildModel(own, model);
  const bare = await bareSide(join(home, "bare"), workspace.cacheDir, model, input, srs);
  await bare.build();
  await runHardhat(projects.with, ["ezkl", "build"]);
  await shareSources(projects);
  await runHardhat(projects.without, ["build"]);

  const bareSteps: Record<string, number[]> = {};
  const keepSteps = (seconds: Record<string, number>): void => {
    for (const [step, taken] of Object.entries(seconds)) (bareSteps[step] ??= []).push(taken);
  };
  let pkBytes = 0;
  const seconds = await interleave<SideName>(
    runs,
    [
      {
        name: "bareBuild",
        before: async () => bare.forget(),
        run: async () => {
          const figures = await bare.build();
          keepSteps(figures.seconds);
          pkBytes = figures.pkBytes;
          return figures.wallSeconds;
        },
      },
      {
        name: "libraryBuild",
        before: async () => forgetBuild(projects.with, model),
        run: async () => void (await buildModel(own, model)),
      },
      {
        name: "taskBuild",
        before: async () => forgetBuild(projects.with, model),
        run: async () => runHardhat(projects.with, ["ezkl", "build"]),
      },
      {
        name: "hardhatBuild",
        before: async () => forgetCompilation(projects.without),
        run: async () => runHardhat(projects.without, ["build"]),
      },
      { name: "taskRebuild", run: async () => runHardhat(projects.with, ["ezkl", "build"]) },
      { name: "hardhatRebuild", run: async () => runHardhat(projects.without, ["build"]) },
      {
        name: "bareProve",
        run: async () => {
          const figures = await bare.prove();
          keepSteps(figures.seconds);
          return figures.wallSeconds;
        },
      },
      { name: "libraryProve", run: libraryProve },
      { name: "taskProve", run: async () => runHardhat(projects.with, proveArgs) },
      { name: "hardhatStart", run: async () => runHardhat(projects.with, ["nothing"]) },
    ],
    onRun,
  );
  const k = settings.run_args.logrows;
  const measured = { model: subject.name, k, rows: settings.num_rows, pkBytes, seconds, bareSteps };
  await writeFile(join(home, "measured.json"), JSON.stringify(measured));
  await rm(join(home, "bare", "out"), { recursive: true, force: true });
  await forgetBuild(projects.with, model);
  return measured;
}
