import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseTuningRecord, type TuningCandidate } from "../../src/artifacts/tuning-record.ts";
import type { Model } from "../../src/pipeline/model.ts";
import { print } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

/** What tuning made of the samples' circuits, as recorded beside each model: the engine's own defaults, and what is pinned. */
export async function tellTuning(models: readonly Model[]): Promise<void> {
  const rows = await Promise.all(models.map(async (model) => rowOf(model)));
  print(table(["tuned by ezkl tune", "k", "proving key", "proof", "verification gas"], rows));
  console.log("Before: the engine's own calibration, as the cost model predicts it. After: measured.");
}

async function rowOf({ name, directory }: Model): Promise<string[]> {
  const path = join(directory, "tuning.json");
  const { candidates, baseline, chosen } = parseTuningRecord(await readFile(path, "utf8"), path);
  const find = (id: number | null): TuningCandidate | undefined => candidates.find((one) => one.id === id);
  const [before, after] = [find(baseline), find(chosen)];
  const [old, now] = [before?.measured ?? before?.predicted, after?.measured];
  const change = (from: string | undefined, to: string | undefined): string =>
    `${from ?? "?"} -> ${to ?? "?"}`;
  const megabytes = (bytes: number | undefined): string | undefined =>
    bytes === undefined ? undefined : `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    name,
    change(before?.k.toString(), after?.k.toString()),
    change(megabytes(old?.pkBytes), megabytes(now?.pkBytes)),
    change(old?.proofBytes.toString(), now?.proofBytes.toString()),
    change(old?.gas.toLocaleString("en-US"), now?.gas.toLocaleString("en-US")),
  ];
}
