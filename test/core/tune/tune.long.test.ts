import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { CHILD_ENV } from "../../../scripts/faults/child.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import {
  parseTuningRecord,
  type TuningCandidate,
  type TuningRecord,
} from "../../../src/artifacts/tuning-record.ts";
import { parseModelConfig } from "../../../src/pipeline/model-config.ts";
import { tuneModel, type EvmMeter, type TuneOptions } from "../../../src/tune/index.ts";
import { violation } from "../../../src/tune/constraint.ts";
import { seededRandom } from "../../../src/tune/random.ts";
import { useSandbox } from "../pipeline/fixture.ts";
import { refuses } from "../pipeline/refuses.ts";
import { ALL } from "../../helpers/share.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { TINY_ARGS } from "../pipeline/tiny-model.ts";

import { JOURNAL, readLines, writeLines, type Line } from "./journal-lines.ts";
import { mockMeter, TUNE_OPTIONS, UNTUNED } from "./mock-meter.ts";

const CHILD = fileURLToPath(new URL("../../../scripts/test-children/tune.ts", import.meta.url));

/** The value of a line of the kind "measured", for a circuit that was measured. */
interface Measured {
  figures: { gas: number; proveSeconds: number };
  settings: string;
}

describe("tuning", function () {
  this.timeout(300_000);
  let tuned: { sandbox: Sandbox; record: TuningRecord } | undefined;
  const sandbox = useSandbox(async () => {
    const own = await Sandbox.make();
    await own.write("tiny", UNTUNED);
    return own;
  });
  after(async () => tuned?.sandbox.remove());

  const tune = async (
    own: Sandbox,
    changed: Partial<TuneOptions> = {},
    meter: EvmMeter = mockMeter(),
  ): Promise<TuningRecord> =>
    tuneModel(own.workspace, await own.model("tiny"), { ...TUNE_OPTIONS, ...changed }, meter);
  const chosenOf = ({ candidates, chosen }: TuningRecord): TuningCandidate =>
    candidates[chosen ?? -1] ?? expect.fail("nothing was chosen");
  /** One search for all tests that only look at it or at a copy of it. */
  const searched = async (): Promise<{ sandbox: Sandbox; record: TuningRecord }> => {
    if (tuned !== undefined) return tuned;
    const own = await sandbox().copy();
    return (tuned = { sandbox: own, record: await tune(own) });
  };

  it("chooses a measured circuit within the constraint, and records the search", async () => {
    const { sandbox: own, record } = await searched();
    expect(parseTuningRecord(await own.text("models", "tiny", "tuning.json"), "tuning.json")).to.deep.equal(
      record,
    );
    const { status, error, runArgs, measured } = chosenOf(record);
    expect(status).to.equal("measured");
    expect(violation(error ?? expect.fail("no error"), record.constraint)).to.equal(undefined);
    expect(runArgs.decompLegs * Math.log2(runArgs.decompBase), "a context limb fits").to.be.at.least(28);
    const baseline = record.candidates[record.baseline ?? -1]?.predicted;
    expect(measured?.pkBytes).to.be.below((baseline?.pkBytes ?? 0) / 20);
    expect(record.holdout).to.include({ source: "generated" });
    expect(
      record.candidates.some((one) => one.status === "refused" && /hold-out/.test(one.reason ?? "")),
    ).to.equal(true);
    for (const one of record.candidates.filter(
      ({ status }) => status === "measured" || status === "predicted",
    ))
      expect(violation(one.error ?? expect.fail("no error"), record.constraint)).to.equal(undefined);
  });

  it("pins what a build then uses, without being told", async () => {
    const { sandbox: own, record } = await searched();
    const { engine, runArgs } = chosenOf(record);
    const config = parseModelConfig(await own.text("models", "tiny", "model.json"), "model.json");
    expect(config).to.deep.include({ engine, calibration: "none" });
    expect({ ...config.runArgs, variables: runArgs.variables }).to.deep.equal(runArgs);
    const before = await own.text("models", "tiny", "settings.json");
    const { settings } = await own.build("tiny");
    expect(await own.text("models", "tiny", "settings.json")).to.equal(before);
    expect(settings.run_args.logrows).to.equal(runArgs.logrows);
    expect(await own.leftovers()).to.deep.equal([]);
    const { instances } = await own.prove("tiny");
    expect(instances).to.have.length(7);
  });

  /** A copy of the searched sandbox whose model is as it was before, with those lines of the journal. */
  const beforeTuning = async (
    keep: (line: Line, index: number, lines: readonly Line[]) => boolean,
  ): Promise<Sandbox> => {
    const own = await (await searched()).sandbox.copy();
    for (const made of ["settings.json", "model.lock.json", "tuning.json"])
      await rm(own.path("models", "tiny", made), { force: true });
    await own.write("tiny", UNTUNED);
    await writeLines(own, (await readLines(own)).filter(keep));
    return own;
  };
  /** What tells the measured circuits of one search apart. */
  const layoutOf = (settings: string): string => {
    const { logrows, num_inner_cols, decomp_base, decomp_legs } = parseSettings(
      settings,
      "settings.json",
    ).run_args;
    return [logrows, num_inner_cols, decomp_base, decomp_legs].join(" ");
  };

  it("does nothing twice: run again, nothing is measured, and the choice is the same", async () => {
    const { sandbox: first, record } = await searched();
    const own = await first.copy();
    try {
      const again = await tune(own, {}, () => expect.fail("measured again"));
      expect(chosenOf(again)).to.deep.equal(chosenOf(record));
      const settings = await first.text("models", "tiny", "settings.json");
      expect(await own.text("models", "tiny", "settings.json")).to.equal(settings);
      await tune(own, { frozen: true });
    } finally {
      await own.remove();
    }
  });

  it("leaves what is pinned as it is unless another circuit is better by more than a few percent", async () => {
    const own = await (await searched()).sandbox.copy();
    const before = await own.text("models", "tiny", "settings.json");
    const lines = await readLines(own);
    // Costs less than the pinned one by so little that nobody changes a deployed verifier for it, then by more.
    const cheaper = async (share: number): Promise<string> => {
      for (const { kind, value } of lines) {
        if (kind !== "measured") continue;
        const { figures, settings } = value as Measured;
        const pinned = layoutOf(settings) === layoutOf(before);
        figures.gas = Math.round(pinned ? 400_000 : 400_000 * (1 - share));
        // Breaks ties, and depends on what else the machine does.
        figures.proveSeconds = 1;
      }
      await writeLines(own, lines);
      await tune(own, {}, () => expect.fail("measured again"));
      return own.text("models", "tiny", "settings.json");
    };
    expect(await cheaper(0.01)).to.equal(before);
    expect(await cheaper(0.2)).to.not.equal(before);
    await own.remove();
  });

  it("begins anew where it is not to go on", async () => {
    const own = await (await searched()).sandbox.copy();
    const stop = new Error("enough");
    const begun = tune(own, {
      resume: false,
      onProgress: () => {
        throw stop;
      },
    });
    expect(await begun.catch((error: unknown) => error)).to.equal(stop);
    expect((await readLines(own)).map(({ kind }) => kind)).to.deep.equal(["search"]);
    await own.remove();
  });

  it("takes over a model that is built, whose manifest is of other settings", async () => {
    const own = await beforeTuning(() => true);
    try {
      await own.write("tiny");
      await own.build("tiny");
      const record = await tune(own);
      const { settings } = await own.build("tiny");
      const { inputScale, logrows } = chosenOf(record).runArgs;
      expect(settings.run_args).to.include({ input_scale: inputScale, logrows });
      expect(inputScale).to.not.equal(TINY_ARGS.inputScale);
    } finally {
      await own.remove();
    }
  });

  it("changes nothing that is frozen", async () => {
    const own = await beforeTuning(() => true);
    try {
      const before = await own.text("models", "tiny", "model.json");
      await refuses("EZKL_FROZEN", async () => tune(own, { frozen: true }));
      expect(await own.text("models", "tiny", "model.json")).to.equal(before);
      const made = (await own.files()).filter((file) => /tiny.(tuning|settings)\.json$/.test(file));
      expect(made).to.deep.equal([]);
    } finally {
      await own.remove();
    }
  });

  it("chooses nothing, and pins nothing, where no circuit is exact enough", async () => {
    const before = await sandbox().text("models", "tiny", "model.json");
    const record = await tune(sandbox(), { maxError: 1e-12 });
    expect(record).to.include({ chosen: null });
    expect(record.candidates.filter(({ status }) => status !== "refused")).to.deep.equal([]);
    expect(await sandbox().text("models", "tiny", "model.json")).to.equal(before);
  });

  it("records what fails: a proof that the EVM refuses is no choice", async () => {
    // The circuit that would be chosen is measured again, and refused then.
    const { runArgs } = chosenOf((await searched()).record);
    const { logrows, innerColumns, decompBase, decompLegs } = runArgs;
    const best = [logrows, innerColumns, decompBase, decompLegs].join(" ");
    const own = await beforeTuning(
      ({ kind, value }) => kind !== "measured" || layoutOf((value as Measured).settings) !== best,
    );
    try {
      const record = await tune(
        own,
        {},
        mockMeter(() => false),
      );
      const failed = record.candidates.filter(({ status }) => status === "failed");
      expect(failed.map(({ reason }) => reason)).to.include("the EVM verifier refuses the proof");
      expect(failed.map((one) => one.runArgs)).to.deep.include(runArgs);
      expect(failed.map(({ id }) => id)).to.not.include(chosenOf(record).id);
    } finally {
      await own.remove();
    }
  });

  it("killed at a random moment and run again, it ends as if nothing had happened", async () => {
    const { record } = await searched();
    const random = seededRandom(Number(process.env["SEED"] ?? 4), "kill");
    const whole = (await readLines((await searched()).sandbox)).length;
    const from = random.integer(1, whole - 2);
    // A measurement takes longest: unless all is asked, those that the search had yet to make are found done, but for the last.
    const last = (lines: readonly Line[]) => lines.findLastIndex(({ kind }) => kind === "measured");
    const own = await beforeTuning(
      ({ kind }, line, lines) => line < from || (!ALL && kind === "measured" && line < last(lines)),
    );
    const start = (await readLines(own)).length;
    try {
      const child = spawn(process.execPath, ["--no-warnings", CHILD, own.root, "tiny"], { env: CHILD_ENV });
      const ended = once(child, "close");
      const until = start + random.integer(1, Math.min(20, whole - start));
      const lines = async (): Promise<string[]> => (await own.text(JOURNAL)).trim().split("\n");
      while ((await lines()).length < until && child.exitCode === null) await delay(2);
      child.kill("SIGKILL");
      await ended;
      const resumed = await tune(own);
      expect(await own.leftovers()).to.deep.equal([]);
      const keys = (await lines()).map((line) => JSON.parse(line) as Line);
      expect(new Set(keys.map(({ kind, key }) => `${kind} ${key}`)), "once each").to.have.length(keys.length);
      const plain = ({ candidates }: TuningRecord) =>
        candidates.map(({ runArgs, error }) => ({ runArgs, error }));
      expect(plain(resumed)).to.deep.equal(plain(record));
      expect(chosenOf(resumed).measured?.gas).to.equal(chosenOf(record).measured?.gas);
    } finally {
      await own.remove();
    }
  });
});
