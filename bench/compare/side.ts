import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { parseProof } from "../../src/artifacts/proof.ts";
import type { EngineVersion } from "../../src/engine/engine.ts";
import { feltFromLe } from "../../src/field/felt.ts";
import { runBare, type BareFigures } from "../../scripts/conformance/bare.ts";
import { flushDisks } from "../flush.ts";
import { median } from "../statistics.ts";

import type { EvmFigures, VerifierCall } from "./evm.ts";
import { floorGas } from "./floor.ts";
import type { Rendered } from "./verifier.ts";
import type { CircuitError, Side, SideFigures } from "./row.ts";

/** What one side of a comparison runs. */
export interface Contestant {
  engine: EngineVersion;
  /** Folder with network.onnx and input.json. */
  modelDir: string;
  /** Attributes of PyRunArgs, by the engine's names. */
  runArgs: Record<string, unknown>;
  calibration: "resources" | "none";
  /** Name and source of the contract that would be deployed, from what the engine wrote. */
  verifier(engineSource: string): Rendered;
  /** On the hold-out set, when it was asked. */
  error: CircuitError | null;
  choice?: SideFigures["choice"];
}

export interface Bench {
  cacheDir: string;
  srsDir: string;
  outDir: string;
  /** Longest time for all steps of one run. */
  maxSeconds: number;
  evm: (call: VerifierCall) => Promise<EvmFigures>;
}

/** Collects the runs of one side; after a failure no further run is made. */
export class SideRuns {
  readonly #bench: Bench;
  readonly #contestant: Contestant;
  readonly #runs: BareFigures[] = [];
  #evm: (EvmFigures & Pick<Rendered, "rendering">) | undefined;
  #failed: string | undefined;

  constructor(bench: Bench, contestant: Contestant) {
    this.#bench = bench;
    this.#contestant = contestant;
  }

  /** One more run. @returns its figures, or why there are none */
  async run(): Promise<BareFigures | string> {
    if (this.#failed !== undefined) return this.#failed;
    const { cacheDir, srsDir, outDir, maxSeconds } = this.#bench;
    const { engine, modelDir, runArgs, calibration } = this.#contestant;
    await rm(outDir, { recursive: true, force: true });
    await flushDisks();
    const options = { calibration, runArgs };
    const figures = await runBare({
      cacheDir,
      version: engine,
      modelDir,
      outDir,
      srsDir,
      options,
      maxSeconds,
    });
    if (typeof figures === "string") return (this.#failed = figures);
    if (figures.verified !== true) return (this.#failed = "the engine's own proof does not verify");
    this.#runs.push(figures);
    try {
      // Gas is the same for each proof but for a few zero bytes.
      this.#evm ??= await this.#onEvm();
    } catch (error) {
      return (this.#failed = `the verifier: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(outDir, { recursive: true, force: true });
    }
    return figures;
  }

  result(): Side {
    const [first] = this.#runs;
    if (this.#failed !== undefined || first === undefined || this.#evm === undefined)
      return { failed: this.#failed ?? "not run" };
    const { engine, error, choice } = this.#contestant;
    const every = {
      prove: this.#seconds("prove"),
      setup: this.#seconds("setup"),
      witness: this.#seconds("witness"),
    };
    const peaks = this.#runs.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
    const { gas, deployGas, verifierBytes, ecMul, calldata, rendering } = this.#evm;
    const floor = floorGas(calldata, ecMul);
    return {
      engine,
      k: first.k,
      rows: first.rows,
      proveSeconds: median(every.prove),
      setupSeconds: median(every.setup),
      witnessSeconds: median(every.witness),
      pkBytes: first.pkBytes,
      peakBytes: peaks.length === 0 ? null : median(peaks),
      proofBytes: first.proofBytes as number,
      gas,
      deployGas,
      rendering,
      verifierBytes,
      ecMul,
      floorGas: floor,
      gasOverFloor: gas / floor,
      error,
      ...(choice === undefined ? {} : { choice }),
      every,
    };
  }

  #seconds(step: string): number[] {
    return this.#runs.map(({ seconds }) => seconds[step] as number);
  }

  async #onEvm(): Promise<EvmFigures & Pick<Rendered, "rendering">> {
    const { outDir, evm } = this.#bench;
    const where = join(outDir, "proof.json");
    const { hex_proof: proof, instances } = parseProof(await readFile(where, "utf8"), where);
    const { contractName, source, rendering } = this.#contestant.verifier(
      await readFile(join(outDir, "Verifier.sol"), "utf8"),
    );
    const call = {
      source,
      contractName,
      proof,
      instances: instances.flat().map((felt) => feltFromLe(felt)),
    };
    return { ...(await evm(call)), rendering };
  }
}
