import { stat } from "node:fs/promises";

import { expect } from "chai";

import { beside, checkRoom, estimateOf, thisMachine, type Machine } from "../../../src/pipeline/preflight.ts";
import { silentReporter, type StepResult } from "../../../src/pipeline/report.ts";
import { copyOfTiny, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";

const ESTIMATE = { pk: 900, keys: 1000, setupMemory: 5000, proveMemory: 6000 };

describe("the preflight", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(copyOfTiny);

  const check = async (
    step: "setup" | "prove",
    own: Partial<Omit<Machine, "freeDisk">> & { disk?: number },
  ) => {
    const { disk = 1e9, ...memory } = own;
    const notes: string[] = [];
    const machine = { totalMemory: 1e9, availableMemory: 1e9, ...memory, freeDisk: async () => disk };
    const reporter = { ...silentReporter, note: (_model: string, text: string) => notes.push(text) };
    await checkRoom(step, ESTIMATE, { model: "m", directory: sandbox().path("out"), reporter, machine });
    return notes;
  };

  it("passes in silence where there is room", async () => {
    expect(await check("setup", {})).to.deep.equal([]);
    expect(await check("prove", { disk: 0 })).to.deep.equal([]);
  });

  it("EZKL_NO_DISK: the keys are larger than what is free", async () => {
    await refuses("EZKL_NO_DISK", async () => check("setup", { disk: 999 }));
    await check("setup", { disk: 1000 });
  });

  it("EZKL_NO_MEMORY: more than there is altogether", async () => {
    await refuses("EZKL_NO_MEMORY", async () => check("setup", { totalMemory: 4999 }));
    await refuses("EZKL_NO_MEMORY", async () => check("prove", { totalMemory: 5999 }));
    await check("setup", { totalMemory: 5000 });
  });

  it("warns where memory is short", async () => {
    expect(await check("setup", { availableMemory: 5500 })).to.have.length(1);
    expect(await check("prove", { availableMemory: 6500 })).to.have.length(1);
  });

  it("knows what this machine has", async () => {
    expect(thisMachine.totalMemory).to.be.within(2 ** 28, 2 ** 50);
    expect(thisMachine.availableMemory).to.be.within(1, thisMachine.totalMemory);
    expect(await thisMachine.freeDisk(sandbox().root)).to.be.greaterThan(0);
  });

  it("stands beside the truth in the step's line, and is near it", async () => {
    const lines: Record<string, string | undefined> = {};
    sandbox().workspace.reporter.end = (_model: string, step: string, result: StepResult) => {
      lines[step] = result.detail;
    };
    const { settings } = await sandbox().build("tiny", { force: true });
    const estimate = estimateOf(settings);
    const { size } = await stat(sandbox().path("cache/ezkl/tiny/pk.key"));
    expect(estimate?.pk).to.equal(size);
    expect(lines["keys"]).to.match(/^key 2\.26 MB \(expected 2\.26 MB\), memory .* \(expected /);
    await sandbox().prove("tiny");
    expect(lines["prove"]).to.match(/^memory .* \(expected /);
    expect(beside("prove", ESTIMATE, undefined, undefined)).to.contain("not measured");
  });
});
