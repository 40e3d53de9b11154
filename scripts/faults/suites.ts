import { Sandbox } from "../../test/core/pipeline/sandbox.ts";
import { clipOnnx, integerOnnx, linearOnnx } from "../../test/core/pipeline/tiny-model.ts";

import { buildAtOnce } from "./concurrent.ts";
import { ARTIFACTS, damageOnce, DAMAGES, prepareDamage } from "./damage.ts";
import { killBuilds } from "./kills.ts";
import { buildBroken, knownModels } from "./onnx.ts";
import { random } from "./random.ts";
import { fillDisk, panicEngine } from "./starve.ts";

interface Options {
  kills: number;
  onnx: number;
  seed: number;
  only: readonly string[] | undefined;
}

interface SuiteResult {
  told: string;
  failures: readonly string[];
}

type Suite = (sandbox: Sandbox, options: Options) => Promise<SuiteResult>;

const BUILDERS = 8;

const SUITES: Record<string, Suite> = {
  kills: async (sandbox, { kills, seed }) => {
    await buildTiny(sandbox);
    sandbox.workspace.store = { directory: sandbox.path("store"), quotaBytes: 1e9 };
    const result = await killBuilds({ sandbox, kills, next: random(seed), say: console.log });
    return {
      told: `${result.kills} builds killed (${result.tooLate} more were over before their kill came); after ${JSON.stringify(result.after)}`,
      failures: result.failures,
    };
  },
  concurrent: async (sandbox) => {
    await buildTiny(sandbox);
    return {
      told: `${BUILDERS} builds of one model at once`,
      failures: await buildAtOnce(sandbox, BUILDERS),
    };
  },
  damage: async (sandbox, { seed }) => {
    await prepareDamage(sandbox, linearOnnx(2));
    const next = random(seed);
    const failures: string[] = [];
    for (const artifact of ARTIFACTS)
      for (const damage of DAMAGES) failures.push(...(await damageOnce(sandbox, artifact, damage, next)));
    return { told: `${ARTIFACTS.length} files, each in ${DAMAGES.length} ways`, failures };
  },
  disk: async (sandbox) => {
    await buildTiny(sandbox);
    const result = await fillDisk(sandbox);
    if (result === undefined) return { told: "skipped: no right to mount a small tmpfs", failures: [] };
    return { told: `${result.count} file systems too small`, failures: result.failures };
  },
  engine: async (sandbox) => {
    await buildTiny(sandbox);
    const { count, failures } = await panicEngine(sandbox);
    return { told: `${count} ways to end the engine`, failures };
  },
  onnx: async (sandbox, { onnx, seed }) => {
    const bases = [linearOnnx(), clipOnnx(), integerOnnx(), ...(await knownModels())];
    const result = await buildBroken({ sandbox, count: onnx, bases, next: random(seed), say: console.log });
    return {
      told: `${result.count} broken models, the slowest ${result.slowestSeconds.toFixed(1)} s; ${JSON.stringify(result.outcomes)}`,
      failures: result.failures,
    };
  },
};

async function buildTiny(sandbox: Sandbox): Promise<void> {
  await sandbox.write("tiny", { inputVisibility: "public" });
  await sandbox.build("tiny");
}

/** Runs the suites, each in a sandbox of its own; returns how many failures there were. */
export async function runSuites(options: Options): Promise<number> {
  console.log(`seed ${options.seed}`);
  let failures = 0;
  for (const [name, suite] of Object.entries(SUITES)) {
    if (options.only !== undefined && !options.only.includes(name)) continue;
    const sandbox = await Sandbox.make();
    const began = performance.now();
    try {
      const result = await suite(sandbox, options);
      failures += result.failures.length;
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`${name}: ${result.told}: ${result.failures.length} failures, ${seconds} s`);
      for (const failure of result.failures) console.log(`  ${failure}`);
    } finally {
      await sandbox.remove();
    }
  }
  return failures;
}
