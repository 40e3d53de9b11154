import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { auditLocally, type LocalAudit } from "../../../src/audit/audit.ts";
import { ceremonyName } from "../../../src/audit/ceremony.ts";
import { chainSrsLine, contractLine, runtimeLine } from "../../../src/audit/code-lines.ts";
import type { FloatRequest } from "../../../src/audit/float-lines.ts";
import { inOrder, skipped, type AuditLine } from "../../../src/audit/line.ts";
import { codeHash } from "../../../src/audit/runtime-code.ts";
import { attempt, valueOf, type Found } from "../../../src/audit/subject.ts";
import type { Model } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { chainIdOf } from "../../connection/context.ts";

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
    engine: string;
  };
}

/** Audits a model's files and, where one is named, its verifier on a chain. */
export async function auditModel(
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  model: Model,
  float: FloatRequest,
  chain: ChainRequest | undefined,
): Promise<ModelAudit> {
  const local = await auditLocally(workspace, model, float);
  const { rebuilt } = local;
  const manifest = valueOf(local.subject.manifest);
  const compiled: Found<CompiledVerifier> =
    "why" in rebuilt
      ? { why: "nothing was built to compare with" }
      : await attempt(async () =>
          compileRebuilt(hre, model, rebuilt.value.verifier, rebuilt.value.contractName, manifest),
        );
  const asked = chain === undefined ? undefined : await linesOfChain(local, compiled, chain);
  const lines = [
    ...local.lines,
    compilerLine(workspace, manifest),
    ...(asked?.lines ??
      (["contract", "runtime-code", "chain-srs", "good-proof", "bad-proofs"] as const).map((id) =>
        skipped(id, "no contract was named (--address)"),
      )),
    ...(asked?.registry === undefined
      ? [skipped("registry", "no registry was named (--registry, --publisher)")]
      : [asked.registry]),
  ];
  return {
    lines: inOrder(lines),
    facts: {
      modelDigest: "why" in rebuilt ? null : rebuilt.value.modelDigest,
      codeHash: {
        built: "why" in compiled ? null : codeHash(compiled.value.runtime),
        onChain: asked?.codeHash ?? null,
      },
      chainId: chain === undefined ? null : String(await chainIdOf(chain.connection)),
      address: chain?.address ?? null,
      engine: model.config.engine,
    },
  };
}

async function linesOfChain(
  { rebuilt, sample, subject }: LocalAudit,
  compiled: Found<CompiledVerifier>,
  { connection, address, registry, publisher }: ChainRequest,
): Promise<{ lines: AuditLine[]; registry: AuditLine | undefined; codeHash: string }> {
  const { code, slots } = await readContract(connection.provider, address);
  const contract = contractLine(code, slots);
  const hash = codeHash(code);
  const manifest = valueOf(subject.manifest);
  const made = valueOf(rebuilt);
  const ceremony = manifest === undefined ? undefined : ceremonyName(manifest.srs);
  const entry =
    registry === undefined || publisher === undefined
      ? undefined
      : made === undefined
        ? skipped("registry", "nothing was built to compare with")
        : await registryLine(connection, {
            ...{ registry, publisher, model: subject.model.name, verifier: address, codeHash: hash },
            facts: {
              modelDigest: made.modelDigest,
              onnxSha256: subject.input.onnxSha256,
              settingsSha256: valueOf(subject.settings)?.sha256 ?? "",
              srs: manifest?.srs,
              ceremony: ceremony ?? "",
            },
          });
  if (code === "0x") {
    const rest = (["runtime-code", "chain-srs", "good-proof", "bad-proofs"] as const).map((id) =>
      skipped(id, "there is no contract to look at"),
    );
    return { lines: [contract, ...rest], registry: entry, codeHash: hash };
  }
  const words =
    "why" in compiled || made === undefined
      ? { why: "nothing was built to compare with" }
      : { value: { code: compiled.value.runtime, negG2: made.negG2 } };
  const stands = ceremony === undefined ? "a dev SRS, whose maker can forge proofs" : `ceremony ${ceremony}`;
  return {
    lines: [
      contract,
      runtimeLine(code, "why" in compiled ? compiled : { value: compiled.value.runtime }, made?.negG2),
      chainSrsLine(code, words, stands),
      ...(await proofLines(connection, address, sample, made !== undefined)),
    ],
    registry: entry,
    codeHash: hash,
  };
}
