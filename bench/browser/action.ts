import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { WASM_VERSION } from "../../src/engine/wasm/engine.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import type { ModelName } from "../../web/src/prover/types.ts";
import { findChromium, launchChromium } from "../../web/test/helpers/chromium.ts";
import { serveBuiltProver } from "../../web/test/prover/served.ts";

import { describeMachine, pinThreads } from "../machine.ts";

import { measure, type Measured } from "./measure.ts";
import { rowOf, showReport, type Report } from "./report.ts";
import { drawing, print } from "../../tasks/ui/shown.ts";

interface Arguments {
  only?: string;
  runs: number;
  json?: string;
}

/** Those that the wasm engine can prove. */
const MODELS: readonly ModelName[] = ["singing-judge", "biometric-code"];

const action: NewTaskActionFunction<Arguments> = async (args, hre) => {
  try {
    await bench(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

async function bench({ only, runs, json }: Arguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  if (runs < 1) throw new InputInvalidError("--runs", `${runs} runs measure nothing`, "use 1 or more");
  const names = MODELS.filter((name) => only === undefined || only.split(",").includes(name));
  const executable = findChromium();
  if (executable === undefined)
    throw new InputInvalidError(
      "Chromium",
      "there is none",
      "install it, or name it in HARDHAT_EZKL_CHROMIUM",
    );
  pinThreads();
  const workspace = workspaceOf(hre.config);
  await ensureEnvironment(workspace.cacheDir, WASM_VERSION);
  const served = await serveBuiltProver(true);
  const browser = await launchChromium(executable);
  try {
    const measured: Measured[] = [];
    for (const name of names) {
      const page = await browser.newPage();
      await page.goto(served.url);
      await page.waitForFunction("'asked' in globalThis");
      const onRun = (side: string, run: number, seconds: number): void =>
        print(`${name}, run ${run + 1} of ${runs}: ${side} ${seconds.toFixed(2)} s`);
      print(`${name}: a proof on each side that is not compared`);
      measured.push(await measure(workspace, page, name, runs, onRun));
      await page.close();
    }
    const report: Report = {
      machine: await describeMachine(workspace.cacheDir, [WASM_VERSION]),
      browser: browser.version(),
      ...{ runs, rows: measured.map(rowOf), measured },
    };
    print(["", drawing(showReport(report))]);
    if (json !== undefined) await writeFile(resolve(json), `${JSON.stringify(report, null, 1)}\n`);
  } finally {
    await browser.close();
    await served.close();
  }
}

export default action;
