import type { StepName } from "../../src/pipeline/report.ts";

/** All text that the tasks show to a person, apart from errors, which carry their own. */
export const STEP_LABELS: Record<StepName, string> = {
  engine: "installing the engine",
  settings: "pinned settings",
  circuit: "circuit",
  srs: "structured reference string",
  keys: "proving and verifying keys",
  verifier: "verifier contract",
  holdout: "circuit against float model",
  witness: "witness",
  prove: "proof",
  verify: "proof checked by the engine",
  solidity: "Solidity and its types",
};

export const MESSAGES = {
  built: (names: readonly string[]) =>
    names.length === 0
      ? "No model is configured. Make one: npx hardhat ezkl init NAME --onnx FILE --input FILE"
      : `Built ${names.join(", ")}.`,
  devSrs: "The SRS is a dev SRS: whoever made it can forge proofs. Good for local chains only.",
  initialised: (name: string, directory: string) =>
    `Model ${name} is in ${directory}.\nNext: npx hardhat ezkl build ${name}`,
  proved: (out: string, seconds: number) => `Proof written to ${out} (${seconds.toFixed(2)} s).`,
  accepted: (where: string) => `ACCEPTED by ${where}`,
  rejected: (where: string) => `REJECTED by ${where}`,
  deployed: (contract: string, address: string, gas: bigint) =>
    `${contract} deployed to ${address} (${gas} gas).`,
} as const;
