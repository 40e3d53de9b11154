import type { AuditLineId, AuditStatus } from "../../src/audit/line.ts";
import type { StepName } from "../../src/pipeline/report.ts";
import type { SrsFile } from "../../src/srs/file.ts";
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
  rewrite: "rewritten graph, made again",
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
  precompiles: "chain, its precompiles",
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
  downloading: (k: number, bytes: number, total: number) =>
    total === 0
      ? `SRS for k=${k}: connecting`
      : `SRS for k=${k}: ${(bytes / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`,
  readingSrs: (file: string) => `reading ${file}`,
  checkingSrs: (k: number, share: number) => `checking the points for k=${k}: ${Math.floor(100 * share)}%`,
  srsReady: ({ ceremony, k, path, sha256 }: Pick<SrsFile, "ceremony" | "k" | "path" | "sha256">) => [
    `${ceremony ?? "dev"} SRS for k=${k}: ${path}`,
    `  sha-256 ${sha256}`,
  ],
  noSrs: "No SRS file is here yet: npx hardhat ezkl srs fetch K, import FILE or dev K.",
  damaged: (problem: string) => `DAMAGED: ${problem}`,
  exported: (names: readonly string[], directory: string, bytes: number) =>
    `${names.join(", ")}: ${(bytes / 1e6).toFixed(1)} MB in ${directory}. Others name it, or the URL that serves it, as ezkl.store.shared.`,
  cleaned: (removed: readonly string[], freed: number, kept: number) => [
    ...removed.map((name) => `removed ${name}`),
    `${(freed / 1e6).toFixed(1)} MB freed, ${(kept / 1e6).toFixed(1)} MB kept.`,
  ],
  devSrs: "The SRS is a dev SRS: whoever made it can forge proofs. Good for local chains only.",
  initialised: (name: string, directory: string) => `Model ${name} is in ${directory}.`,
  offerToTune: (seconds: string) =>
    `Search now for a faster, cheaper circuit that says the same? It takes up to ${seconds} s. (y/N)`,
  afterInit: (name: string) => [
    `Next: npx hardhat ezkl tune ${name}   (searches for a faster, cheaper circuit; once, and it may be left out)`,
    `      npx hardhat ezkl build ${name}`,
  ],
  tuned: (name: string, directory: string, report: string) => [
    `Pinned in ${directory}: model.json, settings.json; the whole search: tuning.json. Commit them.`,
    `Report: ${report}`,
    `Next: npx hardhat ezkl build ${name}`,
  ],
  proved: (out: string, seconds: number) => `Proof written to ${out} (${seconds.toFixed(2)} s).`,
  accepted: (where: string) => `ACCEPTED by ${where}`,
  rejected: (where: string) => `REJECTED by ${where}`,
  deployed: (contract: string, address: string, gas: bigint) =>
    `${contract} deployed to ${address} (${gas} gas).`,
  published: (name: string, version: bigint, registry: string, known: boolean) =>
    `${name} is ${known ? "already " : ""}published as version ${version} in the registry at ${registry}.`,
  revoked: (name: string, version: bigint, registry: string) =>
    `Version ${version} of ${name} is revoked for good in the registry at ${registry}. Consumers that follow it refuse its proofs from now on.`,
  deployedBefore: (contract: string, address: string) =>
    `${contract} is at ${address} already; checked again, nothing sent.`,
  recorded: (chainId: bigint, types: string) =>
    `Recorded in deployments/${chainId}.json; for pages and scripts: ${types}/deployments.ts.`,
  forgeable:
    "WARNING: this verifier stands on a dev SRS on a live chain. Whoever made the SRS can forge its proofs. It is recorded as such.",
  sourcePublished: (contract: string) => `The source of ${contract} is published.`,
  sourceNotPublished: (why: string) =>
    `The source is not published (${why}). The deployment stands; run the command again with --verify.`,
  audited: (failing: number, skippedLines: number) => {
    const fails =
      failing === 0 ? "No line fails" : `${failing} ${failing === 1 ? "line fails" : "lines fail"}`;
    const silent =
      skippedLines === 1 ? "1 was skipped and says nothing" : `${skippedLines} were skipped and say nothing`;
    return `${fails}${skippedLines === 0 ? "" : `; ${silent}`}.`;
  },
  linted: (files: number, findings: number) =>
    `${findings === 0 ? "Nothing" : findings} found in ${files} ${files === 1 ? "file" : "files"}.`,
  reported: (index: string, count: number) => `${count} ${count === 1 ? "model" : "models"}: ${index}`,
  reportAt: (path: string) => `Report: ${path}`,
} as const;
