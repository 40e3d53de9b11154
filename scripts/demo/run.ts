import { readFile } from "node:fs/promises";

import { config, network, tasks, artifacts } from "hardhat";
import pc from "picocolors";

import { parseInput } from "../../src/artifacts/input.ts";
import { EzklError } from "../../src/errors/base.ts";
import { fixedToNumber } from "../../src/field/fixed.ts";
import { buildModel } from "../../src/pipeline/build.ts";
import { readState } from "../../src/pipeline/state.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { compile } from "../../tasks/ezkl/build/task-action.ts";
import { print } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";
import { terminalReporter } from "../../tasks/ui/reporter.ts";
import { verifierCode } from "../../tasks/verifier-code.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

import { playContest } from "./contest.ts";
import { playRegistry } from "./registry.ts";
import { playStory } from "./story.ts";
import { tellTuning } from "./tuned.ts";
import { playVault } from "./vault.ts";

const MODEL = "trading-signal";
const OTHERS = ["singing-judge", "biometric-code"];

/** From the ONNX file to a bounty that a proof earns on a local chain, and forgeries that earn nothing. Returns the exit code. */
export async function runDemo(): Promise<number> {
  try {
    await demo();
    return 0;
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function demo(): Promise<void> {
  const workspace = workspaceOf(config, terminalReporter());
  const model = await loadModel(workspace.paths, MODEL);
  heading(1, "Build: ONNX files -> pinned settings -> circuit -> keys -> verifier contracts");
  await buildModel(workspace, model);
  const others = await Promise.all(OTHERS.map(async (other) => loadModel(workspace.paths, other)));
  for (const other of others) await buildModel(workspace, other);
  await compile(workspace, { tasks });
  await tellTuning([model, ...others]);

  const connection = await network.create();
  try {
    const { ezkl, ethers } = connection;
    const signal = await ezkl.model(MODEL);
    const code = await verifierCode(artifacts, model);
    const input = parseInput(await readFile(model.paths.input, "utf8"), model.paths.input);

    heading(2, "A local chain: the verifier and a contract that pays a bounty for the model's answer");
    const verifier = await ethers.deployContract(code.contractName);
    const bounty = await ethers.deployContract("SignalBounty", [verifier, code.codeHash]);
    console.log(
      `${code.contractName} at ${await verifier.getAddress()}\nSignalBounty at ${await bounty.getAddress()}`,
    );

    heading(3, "Prove, get paid; forge, get nothing");
    const story = await playStory({ connection, bounty, verifier, signal, input: input.input_data });

    const pk = (await readState(model.paths.state))["keys"]?.outputs["pk"]?.bytes ?? 0;
    const { allocation } = story.proof.statement;
    heading(4, "Figures");
    print(
      table(
        [
          "model",
          "k",
          "prove",
          "proof",
          "proving key",
          "verifier",
          "verification",
          "circuit's output",
          "float model's",
        ],
        [
          [
            MODEL,
            String(signal.manifest.srs.k),
            `${story.proveSeconds.toFixed(2)} s`,
            `${(story.proof.proof.length - 2) / 2} bytes`,
            `${(pk / 1e6).toFixed(1)} MB`,
            `${code.runtimeBytes} bytes`,
            `${story.verificationGas} gas`,
            fixedToNumber(allocation).toFixed(6),
            Number(input.output_data?.[0]?.[0]).toFixed(6),
          ],
        ],
      ),
    );
    const { holdout } = signal.manifest;
    if (holdout !== null) {
      console.log(
        `Circuit against float model on ${holdout.samples} held-out windows: at most ${holdout.maxAbsError.toExponential(2)} apart.`,
      );
    }
    heading(5, "The singing contest: enter, sing, submit, close, claim");
    await playContest();
    heading(6, "The trading vault: thirty days of real prices, every trade proven, a thief refused");
    await playVault();
    heading(7, "The uniqueness registry: one finger, one account, and the image never leaves");
    await playRegistry();
    console.log("\nThe SRS here is a dev SRS: good for local chains, worthless where money is.");
  } finally {
    await connection.close();
  }
}

function heading(number: number, text: string): void {
  console.log(`\n${pc.bold(`${number}. ${text}`)}`);
}
