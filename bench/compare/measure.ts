import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { engineRunArgs } from "../../src/engine/native/engine.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { EzklError } from "../../src/errors/base.ts";
import { sha256 } from "../../src/pipeline/files.ts";
import type { Model, ProjectPaths } from "../../src/pipeline/model.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";

import { OBJECTIVES, type Row, type Side, type SideName } from "./row.ts";
import type { Found, Objective, Searcher } from "./search.ts";
import { SideRuns, type Bench, type Contestant } from "./side.ts";
import { engineFolder, layOut, type Subject } from "./subjects.ts";
import { deployedVerifier, engineVerifier } from "./verifier.ts";

export interface Comparison {
  workspace: Workspace;
  bench: Omit<Bench, "outDir">;
  runs: number;
  search: Searcher;
  say: (line: string) => void;
}

/**
 * Searches a model once, then runs the bare engines and the two choices in turn, `runs` times over. Whatever goes wrong on one side stands
 * on that side.
 */
export async function compare(
  { workspace, bench, runs, search, say }: Comparison,
  subject: Subject,
  home: string,
): Promise<Omit<Row, "key">> {
  const ready = await prepared({ ...workspace, paths: pathsIn(home) }, subject, search);
  const found = typeof ready === "string" ? undefined : ready.found;
  const contestants = new Map<SideName, Contestant | string>();
  for (const contestant of await bareContestants(subject, ready, join(home, "bare")))
    contestants.set(`bare ${contestant.engine}`, contestant);
  for (const objective of OBJECTIVES)
    contestants.set(
      objective,
      typeof ready === "string" ? ready : await tuned(subject, ready, objective, join(home, objective)),
    );
  const own = { ...bench, outDir: join(home, "out") };
  const sides = await race({ bench: own, runs, say }, subject.name, contestants);
  return {
    model: subject.name,
    onnxSha256: sha256(await readFile(join(subject.source, "network.onnx"))),
    measuredAt: new Date().toISOString(),
    search: found?.search ?? null,
    sides,
  };
}

/** A searched model, as it was before. */
interface Ready {
  model: Model;
  found: Found;
}

async function prepared(workspace: Workspace, subject: Subject, search: Searcher): Promise<Ready | string> {
  try {
    const fresh = async (): Promise<Model> => layOut(workspace.paths, subject);
    return { found: await search(workspace, fresh), model: await fresh() };
  } catch (error) {
    return error instanceof EzklError ? `${error.code}: ${error.what}` : String(error);
  }
}

/** Every release with its defaults, on the folder as it is: only a context has to be put in first. */
async function bareContestants(
  { source, config }: Subject,
  ready: Ready | string,
  folder: string,
): Promise<Contestant[]> {
  const known = typeof ready === "string" ? undefined : ready;
  const modelDir = config.context && known ? await engineFolder(folder, known.model) : source;
  const runArgs = engineRunArgs({ inputVisibility: config.inputVisibility, runArgs: {} });
  return ENGINE_VERSIONS.map((engine) => {
    const error = known?.found.defaults[engine] ?? null;
    return { engine, modelDir, runArgs, calibration: "resources", verifier: engineVerifier, error };
  });
}

async function tuned(
  { config }: Subject,
  { model, found }: Ready,
  objective: Objective,
  folder: string,
): Promise<Contestant | string> {
  const choice = found.choices[objective];
  if (typeof choice === "string") return choice;
  const { engine, graph, error, rewritten } = choice;
  const onnx = join(model.directory, graph);
  if (rewritten !== undefined) await writeFile(onnx, rewritten);
  const chosen: Model = { ...model, paths: { ...model.paths, onnx } };
  const runArgs = engineRunArgs({ inputVisibility: config.inputVisibility, runArgs: choice.runArgs });
  return {
    engine,
    modelDir: await engineFolder(folder, chosen),
    runArgs,
    calibration: "none",
    verifier: (source) => deployedVerifier(source, model, engine),
    error,
    choice: { graph, runArgs },
  };
}

/** All sides in turn: A B C D A B C D …; the same contestant under two names is run once a turn. */
async function race(
  { bench, runs, say }: Pick<Comparison, "runs" | "say"> & { bench: Bench },
  name: string,
  contestants: ReadonlyMap<SideName, Contestant | string>,
): Promise<Record<SideName, Side>> {
  const lanes = new Map<SideName, SideRuns | string>();
  const { prove, gas } = Object.fromEntries(contestants) as Record<SideName, Contestant | string>;
  const same = sameCircuit(prove, gas);
  for (const [side, contestant] of contestants) {
    const twin = same && side === "gas" ? lanes.get("prove") : undefined;
    lanes.set(side, twin ?? (typeof contestant === "string" ? contestant : new SideRuns(bench, contestant)));
  }
  for (let run = 0; run < runs; run++) {
    for (const [side, lane] of lanes) {
      if (typeof lane === "string" || (same && side === "gas")) continue;
      const outcome = await lane.run();
      const told =
        typeof outcome === "string"
          ? outcome
          : `k=${outcome.k}, proof in ${outcome.seconds["prove"]?.toFixed(2)} s`;
      say(`${name}, run ${run + 1} of ${runs}, ${side}: ${told}`);
    }
  }
  return Object.fromEntries(
    [...lanes].map(([side, lane]) => [side, typeof lane === "string" ? { failed: lane } : lane.result()]),
  ) as Record<SideName, Side>;
}

function sameCircuit(a: Contestant | string, b: Contestant | string): boolean {
  if (typeof a === "string" || typeof b === "string") return false;
  return a.engine === b.engine && isDeepStrictEqual(a.choice, b.choice);
}

function pathsIn(home: string): ProjectPaths {
  return {
    models: [join(home, "models")],
    output: join(home, "output"),
    generated: join(home, "generated"),
    types: join(home, "types"),
  };
}
