import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { EngineVersion, RunArgs } from "../../src/engine/engine.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import type { TuningRecord } from "../../src/artifacts/tuning-record.ts";
import type { Model } from "../../src/pipeline/model.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { tuneModel, type EvmMeter } from "../../src/tune/index.ts";

import { OBJECTIVES, type CircuitError, type Search } from "./row.ts";

export type Objective = (typeof OBJECTIVES)[number];

/** A circuit that a search chose. */
export interface Choice {
  engine: EngineVersion;
  /** Name of the ONNX file. */
  graph: string;
  /** Its bytes, where the search wrote it. */
  rewritten?: Uint8Array;
  runArgs: RunArgs;
  error: CircuitError | null;
}

/** What one search found for each objective; a text where it found nothing. */
export interface Found {
  search: Search;
  choices: Record<Objective, Choice | string>;
  /** The engine's defaults on the same hold-out, by release, where the search tried them. */
  defaults: Partial<Record<EngineVersion, CircuitError>>;
}

/** @param fresh makes the model as it was before any choice was pinned */
export type Searcher = (workspace: Workspace, fresh: () => Promise<Model>) => Promise<Found>;

const SEED = 1;

/**
 * Searches for one objective after the other. The journal of the first serves the second: what both ask for is evaluated once.
 * @param budgetSeconds for each objective
 */
export function searchBoth(budgetSeconds: number, evm: EvmMeter, say: (line: string) => void): Searcher {
  return async (workspace, fresh) => {
    const records = {} as Record<Objective, TuningRecord>;
    const graphs: Record<string, Uint8Array> = {};
    for (const objective of OBJECTIVES) {
      const model = await fresh();
      records[objective] = await tuneModel(
        workspace,
        model,
        {
          objective,
          budgetSeconds,
          engines: ENGINE_VERSIONS,
          seed: SEED,
          resume: true,
          onProgress: () => undefined,
        },
        evm,
      );
      const { spentSeconds, candidates, chosen } = records[objective];
      const graph = candidates.find(({ id }) => id === chosen)?.graph;
      if (graph !== undefined && graph !== model.config.onnx)
        graphs[graph] ??= await readFile(join(model.directory, graph));
      say(`searched for ${objective}: ${spentSeconds.toFixed(0)} s, ${candidates.length} candidates`);
    }
    return foundIn(records, graphs);
  };
}

/** @param graphs that the search wrote, by name */
export function foundIn(
  records: Record<Objective, TuningRecord>,
  graphs: Readonly<Record<string, Uint8Array>>,
): Found {
  const { constraint, holdout } = records.prove;
  const all = OBJECTIVES.map((objective) => records[objective]);
  const defaults: Found["defaults"] = {};
  for (const { baseline, candidates } of all) {
    const candidate = candidates.find(({ id }) => id === baseline);
    if (candidate?.error) defaults[candidate.engine] = candidate.error;
  }
  return {
    search: {
      seconds: all.reduce((sum, { spentSeconds }) => sum + spentSeconds, 0),
      candidates: Math.max(...all.map(({ candidates }) => candidates.length)),
      metric: constraint.metric,
      limit: constraint.limit,
      holdoutSamples: holdout.samples,
    },
    choices: { prove: choiceIn(records.prove, graphs), gas: choiceIn(records.gas, graphs) },
    defaults,
  };
}

function choiceIn(
  { chosen, candidates }: TuningRecord,
  graphs: Readonly<Record<string, Uint8Array>>,
): Choice | string {
  const candidate = candidates.find(({ id }) => id === chosen);
  if (candidate === undefined) {
    const reasons = new Set(candidates.flatMap(({ reason }) => reason ?? []));
    return `no candidate is chosen: ${[...reasons].slice(0, 3).join("; ") || "none was found"}`;
  }
  const { engine, graph, runArgs, error } = candidate;
  const rewritten = graphs[graph];
  return { engine, graph, runArgs, error, ...(rewritten === undefined ? {} : { rewritten }) };
}
