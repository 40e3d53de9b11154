import type { StepName } from "../../src/pipeline/report.ts";
import type { TunePhase } from "../../src/tune/index.ts";

/** All text that the tasks show to a person, apart from errors, which carry their own. */
export const STEP_LABELS: Record<StepName, string> = {
  engine: "installing the engine",
  settings: "pinned settings",
  circuit: "circuit",
  srs: "structured reference string",
  keys: "proving and verifying keys",
  verifier: "verifier contract",
  reusable: "reusable verifier and its key",
  holdout: "circuit against float model",
  witness: "witness",
  prove: "proof",
  verify: "proof checked by the engine",
  solidity: "Solidity and its types",
};

export const PHASE_LABELS: Record<TunePhase, string> = {
  holdout: "hold-out set and float model",
  baseline: "the engine's defaults",
  scales: "scales",
  circuits: "circuits",
  measure: "set up, proved, verified",
  pin: "settings pinned",
};

export const MESSAGES = {
  built: (names: readonly string[]) =>
    names.length === 0
      ? "No model is configured. Make one: npx hardhat ezkl init NAME --onnx FILE --input FILE"
      : `Built ${names.join(", ")}.`,
  exported: (names: readonly string[], directory: string, bytes: number) =>
    `${names.join(", ")}: ${(bytes / 1e6).toFixed(1)} MB in ${directory}. Others name it, or the URL that serves it, as ezkl.store.shared.`,
  cleaned: (removed: readonly string[], freed: number, kept: number) =>
    [
      ...removed.map((name) => `removed ${name}`),
      `${(freed / 1e6).toFixed(1)} MB freed, ${(kept / 1e6).toFixed(1)} MB kept.`,
    ].join("\n"),
  devSrs: "The SRS is a dev SRS: whoever made it can forge proofs. Good for local chains only.",
  initialised: (name: string, directory: string) => `Model ${name} is in ${directory}.`,
  offerToTune: (seconds: string) =>
    `Search now for a faster, cheaper circuit that says the same? It takes up to ${seconds} s. (y/N)`,
  afterInit: (name: string) =>
    `Next: npx hardhat ezkl tune ${name}   (searches for a faster, cheaper circuit; once, and it may be left out)\n      npx hardhat ezkl build ${name}`,
  tuned: (name: string, directory: string, report: string) =>
    `Pinned in ${directory}: model.json, settings.json; the whole search: tuning.json. Commit them.\nReport: ${report}\nNext: npx hardhat ezkl build ${name}`,
  proved: (out: string, seconds: number) => `Proof written to ${out} (${seconds.toFixed(2)} s).`,
  accepted: (where: string) => `ACCEPTED by ${where}`,
  rejected: (where: string) => `REJECTED by ${where}`,
  deployed: (contract: string, address: string, gas: bigint) =>
    `${contract} deployed to ${address} (${gas} gas).`,
} as const;
