import { keccak256 } from "ethers";
import { network } from "hardhat";

import { hardenVerifier } from "../../src/verifier/index.ts";
import { compileSolidity, type CompiledContract } from "./compile.ts";
import { loadEngineSource, loadProof } from "./vectors.ts";

export type Connection = Awaited<ReturnType<typeof connect>>;

/** Hardhat's default account that deploys the recorded proofs' consumer as its first transaction. */
export const DEPLOYER = 19;
export const SCORES = 2;
export const INSTANCES = 8;

/** A fresh in-memory chain; 31337 is the one that the recorded proofs are for. */
export async function connect(chainId = 31337) {
  return network.create({ network: "default", override: { chainId } });
}

const hardened = new Map<string, CompiledContract>();

/** The verifier that users deploy; made once in a process, for what the build proves of it takes time. */
export function hardenedVerifier(model: string, engineVersion = "21.0.0"): CompiledContract {
  const key = `${model} ${engineVersion}`;
  const known = hardened.get(key);
  if (known !== undefined) return known;
  const { source } = hardenVerifier(loadEngineSource(model), {
    model,
    engineVersion,
    contractName: "ScorerVerifier",
  });
  const compiled = compileSolidity(source, "ScorerVerifier");
  hardened.set(key, compiled);
  return compiled;
}

/** The engine's verifier, unguarded. */
export function engineVerifier(model: string): CompiledContract {
  return compileSolidity(loadEngineSource(model), "Halo2Verifier");
}

export async function deployCompiled(
  { ethers }: Connection,
  { abi, bytecode }: CompiledContract,
  args: readonly unknown[] = [],
  deployer = 0,
): Promise<string> {
  const signers = await ethers.getSigners();
  const contract = await new ethers.ContractFactory(abi, bytecode, signers[deployer]).deploy(...args);
  return contract.getAddress();
}

/** Arguments of a consumer of `verifier`, whose code hash is read from the compiler's output. */
export function consumerArguments(verifier: string, compiled: CompiledContract, modelDigest: string) {
  return [verifier, keccak256(compiled.runtime), modelDigest, INSTANCES, SCORES] as const;
}

/** Verifier of `model` and the consumer, at the address that the recorded proofs name. */
export async function deployScorer(connection: Connection, model = "scorer") {
  const compiled = hardenedVerifier(model);
  const verifier = await deployCompiled(connection, compiled);
  const { modelDigest } = loadProof("scorer", "alice-1").context;
  const args = consumerArguments(verifier, compiled, modelDigest);
  const signers = await connection.ethers.getSigners();
  const consumer = await connection.ethers.deployContract("ScorerConsumer", [...args], signers[DEPLOYER]);
  const [, alice, bob, mallory] = signers;
  return { verifier, compiled, args, consumer, alice: alice!, bob: bob!, mallory: mallory! };
}
