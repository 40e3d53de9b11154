import { readFileSync } from "node:fs";

import { dataLength, dataSlice, getBytes, Interface } from "ethers";

import { renderReusable } from "../../src/reusable/index.ts";

import { compileSolidity, type CompiledContract } from "./compile.ts";
import { loadEngineSource } from "./vectors.ts";

/** Recorded circuit whose own verifier is larger than a chain stores. */
export const WIDE = "scorer-wide";

const file = (name: string) => readFileSync(new URL(`../vectors/${WIDE}/${name}`, import.meta.url), "utf8");

/** The file of an artifact: of the circuit itself, or of the circuit that differs from it in one weight. */
export function loadVka(name: "vka" | "vka-reweighted" = "vka"): Uint8Array {
  return getBytes(`0x${file(`${name}.hex`).trim()}`);
}

/** The engine's reusable verifier, as the engine wrote it. */
export function loadReusableSource(): string {
  return file("reusable.sol.txt");
}

export const wideRequest = () => ({
  model: WIDE,
  engineVersion: "23.0.5",
  contractName: "ScorerVerifier",
  where: "vka.bin",
  ownSource: loadEngineSource(WIDE),
  reusableSource: loadReusableSource(),
  vka: loadVka(),
});

/** The verifier that users deploy. */
export function reusableVerifier(): CompiledContract {
  return compileSolidity(renderReusable(wideRequest()).source, "ScorerVerifier");
}

/** The contract that takes the artifact as an argument, as the engine wrote it. */
export function engineReusable(): CompiledContract {
  return compileSolidity(loadReusableSource(), "Halo2VerifierReusable");
}

/** What can be asked of {@link engineReusable}; its third answer is left out, see {@link readAnswer}. */
export const reusableInterface = new Interface([
  "function registerVka(bytes32[] vka)",
  "function verifyProof(bytes proof, uint256[] instances, bytes32[] vka)",
]);

/** The words of an artifact's file. */
export function vkaWords(file: Uint8Array): string[] {
  return Array.from({ length: (file.length - 8) / 32 }, (_, index) =>
    dataSlice(file, 8 + 32 * index, 40 + 32 * index),
  );
}

/**
 * The first two words that the engine's reusable verifier returns. The third is no offset, as ABI would have it, but a number of bytes, and what
 * follows it is no array either: no decoder may be let near it.
 * @throws Error when there are fewer than two words, or the first is neither 0 nor 1
 */
export function readAnswer(data: string): { accepted: boolean; digest: string } {
  if (dataLength(data) < 0x40) throw new Error(`${dataLength(data)} bytes are no answer`);
  const accepted = BigInt(dataSlice(data, 0x00, 0x20));
  if (accepted > 1n) throw new Error(`${accepted} is no boolean`);
  return { accepted: accepted === 1n, digest: dataSlice(data, 0x20, 0x40) };
}
