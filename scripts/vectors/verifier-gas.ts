/**
 * What verifying recorded proofs costs on an EVM of the hardfork "osaka": node scripts/vectors/verifier-gas.ts LIST.json
 * LIST: [{ source, engine, proof, instances }], `source` the text that the engine wrote, `proof` hex, `instances` decimal.
 * Prints, in the list's order, the figures of both renderings: gas of the transaction and of the deployment, bytes of runtime code, scalar multiplications.
 */
import { readFileSync } from "node:fs";

import hre from "hardhat";

import { countEcMul, type TraceStep } from "../../bench/compare/floor.ts";
import { hardenVerifier, specialiseVerifier } from "../../src/verifier/index.ts";
import { compileSources } from "../solc.ts";

interface Recorded {
  source: string;
  engine: string;
  proof: string;
  instances: string[];
}

const contractName = "RecordedVerifier";
const { ethers, provider } = await hre.network.create({
  network: "conformance",
  override: { hardfork: "osaka", transactionGasCap: false },
});
const [signer] = await ethers.getSigners();

const list = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Recorded[];
const figures = [];
for (const { source, engine, proof, instances } of list) {
  const options = { model: "recorded", engineVersion: engine, contractName };
  figures.push({
    engine: await measure(hardenVerifier(source, options).source, proof, instances),
    specialised: await measure(specialiseVerifier(source, options).source, proof, instances),
  });
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);

async function measure(source: string, proof: string, instances: readonly string[]) {
  const compiled = compileSources({ "verifier.sol": source }).contracts["verifier.sol"]?.[contractName];
  if (compiled === undefined) throw new Error("solc gave no code");
  const factory = new ethers.ContractFactory(compiled.abi, compiled.bytecode, signer);
  const verifier = await factory.deploy();
  const deployment = await verifier.deploymentTransaction()?.wait();
  const verifyProof = verifier.getFunction("verifyProof");
  if ((await verifyProof.staticCall(proof, instances)) !== true) throw new Error("the proof is refused");
  const receipt = await (await verifyProof.send(proof, instances)).wait();
  const { structLogs } = (await provider.request({
    method: "debug_traceTransaction",
    params: [receipt?.hash, { disableStorage: true, disableMemory: true }],
  })) as { structLogs: TraceStep[] };
  return {
    gas: Number(receipt?.gasUsed),
    deployGas: Number(deployment?.gasUsed),
    verifierBytes: (compiled.runtime.length - 2) / 2,
    ecMul: countEcMul(structLogs),
  };
}
