import { join } from "node:path";

import { expect } from "chai";

import type { TuningRecord } from "../../../src/artifacts/tuning-record.ts";
import { sha256File } from "../../../src/pipeline/files.ts";
import { tuneModel, type TuneOptions } from "../../../src/tune/index.ts";
import { ALL } from "../../helpers/share.ts";
import { useSandbox } from "../pipeline/fixture.ts";
import { refuses } from "../pipeline/refuses.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { clipOnnx } from "../pipeline/tiny-model.ts";

import { readLines, writeLines } from "./journal-lines.ts";
import { mockMeter, TUNE_OPTIONS, UNTUNED } from "./mock-meter.ts";

describe("tuning a graph in other words", function () {
  this.timeout(300_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  const tune = async (changed: Partial<TuneOptions> = {}): Promise<TuningRecord> =>
    tuneModel(
      sandbox().workspace,
      await sandbox().model("tiny"),
      { ...TUNE_OPTIONS, ...changed },
      mockMeter(),
    );
  const graphOf = ({ candidates, chosen }: TuningRecord): string | undefined =>
    candidates[chosen ?? -1]?.graph;

  /** Ends a search before its measurements, with its time spent: the next one measures the best prediction only. */
  const searchWithoutMeasuring = async (): Promise<void> => {
    const stop = new Error("before the first measurement");
    const searched = tune({
      onProgress: (event) => {
        if (event.kind === "phase" && event.phase === "measure") throw stop;
      },
    });
    expect(await searched.catch((error: unknown) => error)).to.equal(stop);
    const lines = await readLines(sandbox());
    lines[lines.length - 1]!.spent = TUNE_OPTIONS.budgetSeconds;
    await writeLines(sandbox(), lines);
  };

  it("chooses it where that is cheaper, and pins it beside its source", async () => {
    const own = sandbox();
    const clipped = {
      "network.onnx": clipOnnx(),
      "input.json": JSON.stringify({ input_data: [[-2, 0.5, 3]] }),
    };
    await own.write("tiny", { ...UNTUNED, context: false }, clipped);
    if (!ALL) await searchWithoutMeasuring();
    const record = await tune();
    expect(graphOf(record)).to.equal("tuned.onnx");
    const { config, paths } = await own.model("tiny");
    expect(config).to.include({ onnx: "tuned.onnx", source: "network.onnx" });
    const { manifest } = await own.build("tiny");
    expect(manifest.onnxSha256).to.equal(await sha256File(paths.onnx));
    expect(manifest.sourceSha256)
      .to.equal(record.onnxSha256)
      .and.to.equal(await sha256File(paths.source));
    expect(graphOf(await tune()), "from its source again").to.equal("tuned.onnx");
    await own.build("tiny");

    await own.change(join("models", "tiny", "network.onnx"), () => clipOnnx(1));
    await refuses("EZKL_REWRITE_STALE", async () => own.build("tiny", { repin: true }));
  });
});
