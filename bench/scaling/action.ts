import { join, resolve } from "node:path";
import { readFile } from "node:fs/promises";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { sha256, writeFileAtomic } from "../../src/pipeline/files.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { describeMachine, pinThreads } from "../machine.ts";

import { drawScaling } from "./chart.ts";
import { measureSize } from "./measure.ts";
import { scalingMarkdown, scalingReport, showScaling } from "./report.ts";
import { measuredOf, scalingRowSchema, SETTINGS, type ScalingRow } from "./row.ts";
import { sizedModel, SIZES } from "./sizes.ts";
import { drawing, print } from "../../tasks/ui/shown.ts";

interface Arguments {
  largest: number;
  maxSeconds: number;
  json?: string;
  markdown?: string;
  figures?: string;
  fresh: boolean;
}

/** Raised when rows come to mean something else. */
const ROW_VERSION = 1;

const action: NewTaskActionFunction<Arguments> = async (args, hre) => {
  try {
    await scaling(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

async function scaling(args: Arguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  pinThreads();
  const { cacheDir } = workspaceOf(hre.config);
  for (const version of ENGINE_VERSIONS) await ensureEnvironment(cacheDir, version);
  const home = join(hre.config.paths.cache, "bench", "scaling");
  const machine = await describeMachine(cacheDir, ENGINE_VERSIONS);
  const rows: ScalingRow[] = [];
  for (const about of SIZES.filter((size) => size <= args.largest)) {
    const model = sizedModel(about);
    for (const engine of ENGINE_VERSIONS) {
      for (const settings of SETTINGS) {
        const { parameters } = model;
        const { cpu, threads } = machine;
        const digest = sha256(model.onnx);
        const key = sha256(
          JSON.stringify([ROW_VERSION, digest, engine, settings, cpu, threads, args.maxSeconds]),
        ).slice(0, 32);
        const file = join(home, "rows", `${key}.json`);
        const smaller = rows.find(
          (row) => row.engine === engine && row.settings === settings && measuredOf(row) === undefined,
        );
        const known = args.fresh ? undefined : await readRow(file);
        const row: ScalingRow = known ?? {
          ...{ parameters, engine, settings, key },
          figures: smaller
            ? { failed: `not tried: ${smaller.parameters.toLocaleString("en-GB")} parameters fail` }
            : await measureSize(
                { cacheDir, home: join(home, "work"), maxSeconds: args.maxSeconds },
                model,
                engine,
                settings,
              ),
        };
        if (known === undefined && smaller === undefined) await writeFileAtomic(file, JSON.stringify(row));
        rows.push(row);
        const { figures } = row;
        const told =
          "failed" in figures
            ? figures.failed
            : `${figures.columns} columns, k=${figures.k}, proof in ${figures.proveSeconds.toFixed(2)} s`;
        print(`${parameters} parameters, ${engine}, ${settings}: ${told}`);
      }
    }
  }
  const report = scalingReport(machine, rows);
  print(["", drawing(showScaling(report))]);
  if (args.json !== undefined)
    await writeFileAtomic(resolve(args.json), `${JSON.stringify(report, null, 1)}\n`);
  if (args.markdown !== undefined) await writeFileAtomic(resolve(args.markdown), scalingMarkdown(report));
  if (args.figures !== undefined) {
    const folder = resolve(args.figures);
    await writeFileAtomic(join(folder, "scaling-time.svg"), await drawScaling(report, "proveSeconds"));
    await writeFileAtomic(join(folder, "scaling-memory.svg"), await drawScaling(report, "peakBytes"));
  }
}

async function readRow(file: string): Promise<ScalingRow | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const row = scalingRowSchema.safeParse(JSON.parse(text));
  return row.success ? row.data : undefined;
}

export default action;
