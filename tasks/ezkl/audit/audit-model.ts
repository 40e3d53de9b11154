import { readFile } from "node:fs/promises";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { auditLocally, type LocalAudit } from "../../../src/audit/audit.ts";
import { chainSrsLine, contractLine, precompilesLine, runtimeLine } from "../../../src/audit/code-lines.ts";
import type { FloatRequest } from "../../../src/audit/float-lines.ts";
import { inOrder, skipped, type AuditLine } from "../../../src/audit/line.ts";
import { codeHash } from "../../../src/audit/runtime-code.ts";
import { attempt, valueOf, type Found } from "../../../src/audit/subject.ts";
import { listModels, verifierPath, type Model } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { ceremonyOf } from "../../../src/srs/ceremonies.ts";
import { chainIdOf } from "../../connection/context.ts";
import { brokenPrecompile } from "../../evm/precompiles.ts";

import { compileRebuilt, type CompiledVerifier } from "./compile-verifier.ts";
import { compilerLine } from "./compiler-line.ts";
import { proofLines } from "./chain/proof-lines.ts";
import { readContract } from "./chain/read-contract.ts";
import { registryLine } from "./chain/registry-line.ts";

/** What on a chain is audited. */
export interface ChainRequest {
  connection: NetworkConnection<ChainType | string>;
  address: string;
  registry: string | undefined;
  publisher: string | undefined;
}

export interface ModelAudit {
  lines: AuditLine[];
  /** What the report shows beside the lines; null where it could not be found out. */
  facts: {
    modelDigest: string | null;
    codeHash: { built: string | null; onChain: string | null };
    chainId: string | null;
    address: string | null;
    registry: string | null;
    publisher: string | null;
    engine: string;
  };
}

/** What the files give, built and compiled, and what was found of them. */
export interface FilesAudit {
  local: LocalAudit;
  compiled: Found<CompiledVerifier>;
  /** Committed verifier sources of the project's other models, by name. */
  others: Record<string, string>;
  lines: AuditLine[];
}

/** Audits a model's files and, where one is named, its verifier on a chain. */
export async function auditModel(
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  model: Model,
  float: FloatRequest,
  chain: ChainRequest | undefined,
): Promise<ModelAudit> {
  const files = await auditFiles(workspace, hre, model, float);
  const asked = chain === undefined ? undefined : await auditChain(files, chain);
  const made = valueOf(files.local.rebuilt);
  const code = valueOf(files.compiled);
  return {
    lines: inOrder([...files.lines, ...(asked?.lines ?? NO_CHAIN)]),
    facts: {
      modelDigest: made?.modelDigest ?? null,
      codeHash: {
        built: code === undefined ? null : codeHash(code.runtime),
        onChain: asked?.codeHash ?? null,
      },
      chainId: chain === undefined ? null : String(await chainIdOf(chain.connection)),
      address: chain?.address ?? null,
      registry: chain?.registry ?? null,
      publisher: chain?.publisher ?? null,
      engine: model.config.engine,
    },
  };
}

export async function auditFiles(
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  model: Model,
  float: FloatRequest,
): Promise<FilesAudit> {
  const local = await auditLocally(workspace, model, float);
  const { rebuilt } = local;
  const manifest = valueOf(local.subject.manifest);
  const compiled: Found<CompiledVerifier> =
    "why" in rebuilt
      ? { why: "nothing was built to compare with" }
      : await attempt(async () =>
          compileRebuilt(hre, model, rebuilt.value.verifier, rebuilt.value.contractName, manifest),
        );
  const others = await otherVerifiers(workspace, model);
  return { local, compiled, others, lines: [...local.lines, compilerLine(workspace, manifest)] };
}

async function otherVerifiers({ paths }: Workspace, model: Model): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await listModels(paths)).keys()) {
    if (name === model.name) continue;
    const source = await readFile(verifierPath(paths, name), "utf8").catch(() => undefined);
    if (source !== undefined) found[name] = source;
  }
  return found;
}

const OF_CODE = ["runtime-code", "chain-srs", "good-proof", "bad-proofs"] as const;
const NO_REGISTRY = skipped("registry", "no registry was named (--registry, --publisher)");
const NO_CHAIN = [
  ...(["precompiles", "contract", ...OF_CODE] as const).map((id) =>
    skipped(id, "no contract was named (--address)"),
  ),
  NO_REGISTRY,
];

/** Looks at the chain, at the contract at an address, and at what a registry says of it. */
export async function auditChain(
  { local: { rebuilt, sample, subject }, compiled, others }: FilesAudit,
  { connection, address, registry, publisher }: ChainRequest,
): Promise<{ lines: AuditLine[]; codeHash: string }> {
  const { code, slots } = await readContract(connection.provider, address);
  const hash = codeHash(code);
  const made = valueOf(rebuilt);
  const manifest = valueOf(subject.manifest);
  const lines = [precompilesLine(await brokenPrecompile(connection.provider)), contractLine(code, slots)];
  if (code === "0x") {
    lines.push(...OF_CODE.map((id) => skipped(id, "there is no contract to look at")));
  } else {
    const words =
      "why" in compiled || made === undefined
        ? { why: "nothing was built to compare with" }
        : { value: { code: compiled.value.runtime, negG2: made.negG2 } };
    lines.push(
      runtimeLine(
        code,
        "why" in compiled ? compiled : { value: compiled.value.runtime },
        made?.negG2,
        others,
      ),
      chainSrsLine(code, words, await chainIdOf(connection)),
      ...(await proofLines(connection, address, sample, made !== undefined)),
    );
  }
  if (registry === undefined || publisher === undefined)
    return { lines: [...lines, NO_REGISTRY], codeHash: hash };
  const entry =
    made === undefined
      ? skipped("registry", "nothing was built to compare with")
      : await registryLine(connection, {
          ...{ registry, publisher, model: subject.model.name, verifier: address, codeHash: hash },
          facts: {
            modelDigest: made.modelDigest,
            onnxSha256: subject.input.onnxSha256,
            settingsSha256: valueOf(subject.settings)?.sha256 ?? "",
            srs: manifest?.srs,
            ceremony: ceremonyOf(made.negG2) ?? "",
          },
        });
  return { lines: [...lines, entry], codeHash: hash };
}
