import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { network } from "hardhat";
import { z } from "zod";

import { countEcMul, type TraceStep } from "../../../bench/compare/floor.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { NativeEngine } from "../../../src/engine/native/engine.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { ensureSrs } from "../../../src/pipeline/srs.ts";
import {
  predict,
  REFERENCE_SPEED,
  smallestKOfOneBlock,
  type Figures,
  type Rendering,
} from "../../../src/tune/cost/index.ts";
import { circuitFacts, type CircuitFacts } from "../../../src/tune/facts.ts";
import { hardenVerifier, specialiseVerifier } from "../../../src/verifier/index.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled } from "../../helpers/scorer.ts";
import { share } from "../../helpers/share.ts";
import { MADE_CIRCUITS, type MadeCircuit } from "./made-circuits.ts";

const LARGEST_K = 11;
const contractName = "MadeVerifier";

const proofSchema = z.object({
  hex_proof: z.string(),
  instances: z.array(z.array(z.string())),
});

/** What can be measured of a circuit alike on every machine. */
interface Measured extends Pick<Figures, "proofBytes" | "pkBytes" | "gas" | "deployGas" | "verifierBytes"> {
  /** Of the engine's rendering alone: the other one leaves out points at infinity. */
  ecMul: number | undefined;
}

interface Case {
  circuit: MadeCircuit;
  rendering: Rendering;
  facts: CircuitFacts;
  measured: Measured;
}

/** Stores verifiers of any size. */
async function openChain() {
  return network.create({
    network: "conformance",
    override: { hardfork: "osaka", transactionGasCap: false },
  });
}

describe("predicted costs of circuits that the model was not fitted on", function () {
  this.timeout(600_000);
  let connection: Awaited<ReturnType<typeof openChain>>;
  let directory: string;
  const engines = new Map<string, NativeEngine>();
  const cases: Case[] = [];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "hardhat-ezkl-test-"));
    connection = await openChain();
    for (const version of ENGINE_VERSIONS) {
      engines.set(version, await NativeEngine.open({ cacheDir: userCacheDir(), version }));
    }
    // Every third: both engines, and both renderings.
    for (const [index, circuit] of share([...MADE_CIRCUITS.entries()], 3)) {
      const { facts, proof, instances, source } = await prove(circuit);
      // One of the two renderings each: compiling takes most of the time.
      const rendering = index % 2 === 0 ? "specialised" : "engine";
      const options = { model: "made", engineVersion: circuit.engine, contractName };
      const render = rendering === "specialised" ? specialiseVerifier : hardenVerifier;
      const evm = await verify(render(source, options).source, proof, instances, rendering === "engine");
      const pkBytes = (await stat(join(directory, "pk.key"))).size;
      cases.push({
        circuit,
        rendering,
        facts,
        measured: { ...evm, pkBytes, proofBytes: (proof.length - 2) / 2 },
      });
    }
  });
  after(async () => {
    for (const engine of engines.values()) await engine.close();
    await connection.close();
    await rm(directory, { recursive: true, force: true });
  });

  it("knows proof, key and number of multiplications exactly", () => {
    for (const { circuit, facts, measured, rendering } of cases) {
      const { proofBytes, pkBytes, ecMul } = predict(facts, REFERENCE_SPEED, rendering);
      expect({ proofBytes, pkBytes }, circuit.name).to.deep.equal({
        proofBytes: measured.proofBytes,
        pkBytes: measured.pkBytes,
      });
      if (rendering === "engine") expect(ecMul, circuit.name).to.equal(measured.ecMul);
    }
  });

  for (const [figure, tolerance] of [
    ["gas", 0.03],
    ["deployGas", 0.05],
    ["verifierBytes", 0.05],
  ] as const) {
    it(`knows ${figure} within ${100 * tolerance} %`, () => {
      const misses = cases.flatMap(({ circuit, rendering, facts, measured }) => {
        const predicted = predict(facts, REFERENCE_SPEED, rendering)[figure];
        const off = predicted / measured[figure] - 1;
        return Math.abs(off) <= tolerance
          ? []
          : [`${circuit.name} (${rendering}): ${predicted}, measured ${measured[figure]}`];
      });
      expect(misses).to.deep.equal([]);
    });
  }

  async function prove(circuit: MadeCircuit) {
    const engine = engines.get(circuit.engine) as NativeEngine;
    const path = (name: string): string => join(directory, name);
    await writeFile(path("network.onnx"), circuit.onnx);
    await writeFile(path("input.json"), JSON.stringify({ input_data: circuit.input }));
    const [onnx, settings] = [path("network.onnx"), path("settings.json")];
    const { visibility: inputVisibility, runArgs } = circuit;
    await engine.settings({ onnx, settings, inputVisibility, runArgs });
    const parsed = parseSettings(await readFile(settings, "utf8"), settings);
    const k = smallestKOfOneBlock(circuitFacts(parsed));
    expect(k, circuit.name).to.be.at.most(LARGEST_K);
    const pinned = { ...parsed, run_args: { ...parsed.run_args, logrows: k } };
    await writeFile(settings, JSON.stringify(pinned));

    const places = { project: directory, cacheDir: userCacheDir() };
    const { path: srs } = await ensureSrs(async () => engine, places, k);
    const files = { circuit: path("network.ezkl"), pk: path("pk.key"), vk: path("vk.key"), srs };
    await engine.compile({ onnx, settings, circuit: files.circuit });
    await engine.setup(files);
    await engine.witness({
      circuit: files.circuit,
      input: path("input.json"),
      witness: path("witness.json"),
    });
    await engine.prove({ ...files, witness: path("witness.json"), proof: path("proof.json") });
    await engine.verifierSource({ ...files, settings, source: path("verifier.sol") });
    const { hex_proof: proof, instances } = proofSchema.parse(
      JSON.parse(await readFile(path("proof.json"), "utf8")),
    );
    return {
      facts: circuitFacts(pinned),
      proof,
      instances: instances
        .flat()
        .map((felt) => BigInt(`0x${Buffer.from(felt, "hex").reverse().toString("hex")}`)),
      source: await readFile(path("verifier.sol"), "utf8"),
    };
  }

  async function verify(source: string, proof: string, instances: readonly bigint[], traced: boolean) {
    const { ethers } = connection;
    const compiled = compileSolidity(source, contractName);
    const address = await deployCompiled(connection, compiled);
    const [sender] = await ethers.getSigners();
    const data = verifyCall(proof, instances);
    expect(BigInt(await ethers.provider.call({ to: address, data }))).to.equal(1n);
    const receipt = await (await sender!.sendTransaction({ to: address, data })).wait();
    const deployGas = Number(await ethers.provider.estimateGas({ data: compiled.bytecode }));
    return {
      gas: Number(receipt!.gasUsed),
      deployGas,
      verifierBytes: (compiled.runtime.length - 2) / 2,
      ecMul: traced ? countEcMul(await trace(receipt!.hash)) : undefined,
    };
  }

  /** Tracing takes longer than proving. */
  async function trace(transaction: string): Promise<TraceStep[]> {
    const { structLogs } = (await connection.provider.request({
      method: "debug_traceTransaction",
      params: [transaction, { disableStorage: true, disableMemory: true }],
    })) as { structLogs: TraceStep[] };
    return structLogs;
  }
});
