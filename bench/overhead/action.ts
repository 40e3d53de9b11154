import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { modelName } from "../../scripts/conformance/run-model.ts";

import { describeMachine, pinThreads } from "../machine.ts";
import { pick } from "../models.ts";

import { measure, type Measured } from "./measure.ts";
import { reportOf, showReport } from "./report.ts";
import { defaultSubjects, subjectsIn } from "./subjects.ts";
import { drawing, print } from "../../tasks/ui/shown.ts";

interface Arguments {
  models?: string;
  only?: string;
  runs: number;
  engine: string;
  json?: string;
}

const action: NewTaskActionFunction<Arguments> = async (args, hre) => {
  try {
    await bench(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

async function bench(args: Arguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  const engine = ENGINE_VERSIONS.find((known) => known === args.engine);
  if (engine === undefined) {
    const remedy = `use ${ENGINE_VERSIONS.join(" or ")}`;
    throw new InputInvalidError("--engine", `"${args.engine}" is no engine release`, remedy);
  }
  if (args.runs < 1)
    throw new InputInvalidError("--runs", `${args.runs} runs measure nothing`, "use 1 or more");
  pinThreads();
  const workspace = workspaceOf(hre.config);
  const { root, cache } = hre.config.paths;
  const home = join(cache, "bench");
  await ensureEnvironment(workspace.cacheDir, engine);

  const all =
    args.models === undefined
      ? await defaultSubjects(root, home, engine)
      : await subjectsIn(resolve(args.models), engine);
  const subjects = pick(all, args.only);

  const measured: Measured[] = [];
  for (const subject of subjects) {
    const place = join(home, modelName(subject.name));
    const onRun = (side: string, run: number, seconds: number): void =>
      print(`${subject.name}, run ${run + 1} of ${args.runs}: ${side} ${seconds.toFixed(2)} s`);
    print(`${subject.name}: a round that is not measured`);
    measured.push(await measure(workspace, root, place, subject, args.runs, onRun));
  }
  const report = reportOf(await describeMachine(workspace.cacheDir, [engine]), args.runs, measured);
  print(["", drawing(showReport(report))]);
  if (args.json !== undefined) await writeFile(resolve(args.json), `${JSON.stringify(report, null, 1)}\n`);
}

export default action;
