import type { AuditLineId, AuditStatus } from "../../src/audit/line.ts";
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

export const AUDIT_TITLES: Record<AuditLineId, string> = {
  manifest: "manifest",
  onnx: "ONNX file",
  settings: "settings",
  visibility: "visibility rules",
  context: "context rule",
  srs: "SRS",
  circuit: "circuit, made again",
  vk: "verifying key, made again",
  "verifier-source": "verifier source, made again",
  "statement-source": "statement library, made again",
  compiler: "compiler and its settings",
  holdout: "circuit against float model, hold-out",
  inputs: "circuit against float model, your inputs",
  contract: "contract on chain",
  "runtime-code": "runtime code on chain",
  "chain-srs": "SRS on chain",
  "good-proof": "a good proof on chain",
  "bad-proofs": "bad proofs on chain",
  registry: "registry entry",
  consumers: "contracts that use verifiers",
};

export const AUDIT_STATUS: Record<AuditStatus, string> = {
  pass: "pass",
  fail: "FAIL",
  skipped: "skipped",
  "not-applicable": "n/a",
};

export const MESSAGES = {
  built: (names: readonly string[]) =>
    names.length === 0
      ? "No model is configured. Make one: npx hardhat ezkl init NAME --onnx FILE --input FILE"
      : `Built ${names.join(", ")}.`,
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
  audited: (passed: boolean, failing: number, skippedLines: number) =>
    passed
      ? `No line fails${skippedLines === 0 ? "" : `; ${skippedLines} were skipped and say nothing`}.`
      : `${failing} ${failing === 1 ? "line fails" : "lines fail"}.`,
  linted: (files: number, findings: number) =>
    `${findings === 0 ? "Nothing" : findings} found in ${files} ${files === 1 ? "file" : "files"}.`,
  reportAt: (path: string) => `Report: ${path}`,
} as const;
