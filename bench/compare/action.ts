import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";
import { writeFileAtomic } from "../../src/pipeline/files.ts";
import { openMeter } from "../../tasks/evm/meter.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { describeMachine, pinThreads } from "../machine.ts";
import { pick } from "../models.ts";

import { CHAIN, measureOnEvm } from "./evm.ts";
import { compare, type Comparison } from "./measure.ts";
import { reportOf, showMarkdown, showReport } from "./report.ts";
import type { Row } from "./row.ts";
import { searchBoth } from "./search.ts";
import { codeDigest, readRow, rowKey, writeRow, type Conditions } from "./store.ts";
import { fingerprintOf, ownSubjects, subjectsIn } from "./subjects.ts";
import { drawing, print } from "../../tasks/ui/shown.ts";

interface Arguments {
  models?: string;
  only?: string;
  runs: number;
  budget: number;
  maxSeconds: number;
  json?: string;
  markdown?: string;
  fresh: boolean;
}

/** What decides the figures of a row. */
const CODE = [
  ...["src/tune", "src/verifier", "src/engine", "src/onnx", "tasks/evm"],
  ...["bench/compare", "bench/bare.py"],
];

const action: NewTaskActionFunction<Arguments> = async (args, hre) => {
  try {
    await bench(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

async function bench(args: Arguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  for (const [name, value] of Object.entries({
    runs: args.runs,
    budget: args.budget,
    "max-seconds": args.maxSeconds,
  }))
    if (value < 1) throw new InputInvalidError(`--${name}`, `${value} is too few`, "use 1 or more");
  pinThreads();
  const { root, cache } = hre.config.paths;
  const home = join(cache, "bench", "compare");
  const own = workspaceOf(hre.config);
  const workspace = {
    ...own,
    timeoutSeconds: args.maxSeconds,
    srs: { ...own.srs, project: join(home, "no-project-srs") },
  };
  const { cacheDir } = workspace;
  for (const version of ENGINE_VERSIONS) await ensureEnvironment(cacheDir, version);
  if (args.fresh) await rm(home, { recursive: true, force: true });

  const all =
    args.models === undefined
      ? await ownSubjects(workspace.paths, home)
      : await subjectsIn(resolve(args.models));
  const subjects = pick(all, args.only);
  const machine = await describeMachine(cacheDir, ENGINE_VERSIONS);
  const conditions: Conditions = {
    code: await codeDigest(CODE.map((place) => join(root, place))),
    runs: args.runs,
    budgetSeconds: args.budget,
    maxSeconds: args.maxSeconds,
    threads: machine.threads,
    cpu: machine.cpu,
  };

  const say = (line: string): void => print(line);
  const meter = openMeter(hre);
  const connection = await hre.network.create(CHAIN);
  const comparison: Comparison = {
    workspace,
    runs: args.runs,
    search: searchBoth(args.budget, meter.measure, say),
    say,
    bench: {
      cacheDir,
      srsDir: join(cacheDir, "srs", "dev"),
      maxSeconds: args.maxSeconds,
      evm: async (call) => measureOnEvm(hre, connection.provider, call),
    },
  };
  const rows: Row[] = [];
  try {
    for (const [index, subject] of subjects.entries()) {
      const key = rowKey(await fingerprintOf(subject), conditions);
      // Of this key alone: an interrupted search goes on under the conditions that it began with.
      const place = join(home, "work", key);
      const known = await readRow(join(home, "rows"), key);
      print(`${subject.name} (${index + 1} of ${subjects.length})${known ? ": from an earlier run" : ""}`);
      const row = known ?? {
        key,
        ...(await compare(comparison, subject, place)),
      };
      if (known === undefined) await writeRow(join(home, "rows"), row);
      await rm(place, { recursive: true, force: true });
      rows.push(row);
      const report = reportOf(machine, args.runs, rows);
      if (args.json !== undefined)
        await writeFileAtomic(resolve(args.json), `${JSON.stringify(report, null, 1)}\n`);
    }
  } finally {
    await meter.close();
    await connection.close();
  }
  const report = reportOf(machine, args.runs, rows);
  print(["", drawing(showReport(report))]);
  if (args.markdown !== undefined) await writeFileAtomic(resolve(args.markdown), showMarkdown(report));
}

export default action;
