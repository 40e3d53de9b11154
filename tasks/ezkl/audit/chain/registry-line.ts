import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { Manifest } from "../../../../src/artifacts/manifest.ts";
import { fail, pass, type AuditCode, type AuditLine } from "../../../../src/audit/line.ts";
import { NotModelRegistryError, NotPublishedError } from "../../../../src/errors/model-registry.ts";
import { InputInvalidError } from "../../../../src/errors/pipeline.ts";
import { findModel, readVersions, type PublishedVersion } from "../../../model-registry/entry.ts";
import { openModelRegistry } from "../../../model-registry/registry.ts";
import { refusalOf } from "../../../on-chain.ts";

export interface RegistryQuestion {
  registry: string;
  publisher: string;
  model: string;
  /** The verifier that is audited, and the hash of its code on chain. */
  verifier: string;
  codeHash: string;
  /** What the files give, not what the manifest says. */
  facts: {
    modelDigest: string;
    onnxSha256: string;
    settingsSha256: string;
    srs: Manifest["srs"] | undefined;
    ceremony: string;
  };
}

/** Finds the newest version that names the verifier, and compares it with what is there and with the files. */
export async function registryLine(
  connection: NetworkConnection<ChainType | string>,
  question: RegistryQuestion,
): Promise<AuditLine> {
  const { publisher, model, verifier } = question;
  try {
    const registry = await openModelRegistry(connection, question.registry);
    const { modelId } = await findModel(registry, model, publisher);
    const versions = await readVersions(registry, modelId);
    const entry = versions.find((version) => version.verifier.toLowerCase() === verifier.toLowerCase());
    const count = `${versions.length} version${versions.length === 1 ? "" : "s"}`;
    return entry === undefined
      ? unpublished(`${publisher} published ${count} of ${model}, and none names this verifier`)
      : entryLine(question, entry, versions.length);
  } catch (error) {
    const refused = refusedLine(question, error);
    if (refused === undefined) throw error;
    return refused;
  }
}

/** A registry that has no answer is a finding; a chain that gives none is not. */
function refusedLine({ registry }: RegistryQuestion, error: unknown): AuditLine | undefined {
  if (error instanceof NotPublishedError) return unpublished(error.what);
  const why =
    error instanceof NotModelRegistryError || error instanceof InputInvalidError
      ? error.what
      : refusalOf(error);
  return why === undefined
    ? undefined
    : fail("registry", "EZKL_AUDIT_NO_REGISTRY", `no model registry answers at ${registry}: ${why}`);
}

function unpublished(detail: string): AuditLine {
  return fail("registry", "EZKL_AUDIT_NOT_PUBLISHED", detail);
}

function entryLine(
  { publisher, model, codeHash, facts }: RegistryQuestion,
  entry: PublishedVersion,
  latest: number,
): AuditLine {
  const hex = (digest: string): string => `0x${digest}`;
  const expected: Partial<PublishedVersion> = {
    codeHash,
    modelDigest: facts.modelDigest,
    onnxSha256: hex(facts.onnxSha256),
    settingsSha256: hex(facts.settingsSha256),
    ...(facts.srs === undefined ? {} : { srsSha256: hex(facts.srs.sha256) }),
    ceremony: facts.ceremony,
  };
  const { version, revokedAt } = entry;
  const failed = (code: AuditCode, detail: string, compared = {}): AuditLine =>
    fail("registry", code, `version ${version} ${detail}`, compared);
  const wrong = (Object.keys(expected) as (keyof PublishedVersion)[]).filter(
    (key) => entry[key] !== expected[key],
  );
  if (wrong.length > 0) {
    const list = (of: Partial<PublishedVersion>): string =>
      wrong.map((key) => `${key}: ${JSON.stringify(of[key])}`).join(", ");
    return failed("EZKL_AUDIT_REGISTRY", "says other things than the files and the chain", {
      expected: list(expected),
      found: list(entry),
    });
  }
  if (revokedAt !== 0n)
    return failed("EZKL_AUDIT_REVOKED", `was revoked on ${new Date(Number(revokedAt) * 1000).toISOString()}`);
  const newest = version === BigInt(latest) ? "the newest" : `not the newest: that is ${latest}`;
  return pass("registry", `version ${version} of ${publisher}'s ${model} (${newest}) says the same`);
}
