import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { Manifest } from "../../../../src/artifacts/manifest.ts";
import { fail, pass, type AuditLine } from "../../../../src/audit/line.ts";
import { refusalOf } from "../../../on-chain.ts";

/** What of the registry's interface an audit reads. */
const REGISTRY_ABI = [
  "function modelIdOf(address publisher, string name) pure returns (bytes32)",
  "function latest(bytes32 modelId) view returns (uint256)",
  "function versionOf(bytes32 modelId, uint256 version) view returns (tuple(address verifier, bytes32 codeHash, bytes32 modelDigest, bytes32 onnxSha256, bytes32 settingsSha256, bytes32 srsSha256, string ceremony, string licence, string cardUri, uint64 publishedAt, uint64 revokedAt))",
];

interface Entry {
  verifier: string;
  codeHash: string;
  modelDigest: string;
  onnxSha256: string;
  settingsSha256: string;
  srsSha256: string;
  ceremony: string;
  revokedAt: bigint;
}

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
  { ethers }: NetworkConnection<ChainType | string>,
  { registry, publisher, model, verifier, codeHash, facts }: RegistryQuestion,
): Promise<AuditLine> {
  const failed = (detail: string, compared = {}): AuditLine =>
    fail("registry", "EZKL_AUDIT_REGISTRY", detail, compared);
  if ((await ethers.provider.getCode(registry)) === "0x")
    return failed(`there is no contract at ${registry}`);
  const contract = new ethers.Contract(registry, REGISTRY_ABI, ethers.provider);
  const read = async <T>(name: string, ...args: unknown[]): Promise<T> =>
    (await contract.getFunction(name).staticCall(...args)) as T;
  try {
    const id = await read<string>("modelIdOf", publisher, model);
    const latest = await read<bigint>("latest", id);
    for (let version = latest; version > 0n; version--) {
      const entry = await read<Entry>("versionOf", id, version);
      if (entry.verifier.toLowerCase() !== verifier.toLowerCase()) continue;
      return entryLine(entry, version, latest);
    }
    return failed(
      `none of the ${latest} versions that ${publisher} published of ${model} names this verifier`,
    );
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return failed(`the contract at ${registry} does not answer as a registry does`);
  }

  function entryLine(entry: Entry, version: bigint, latest: bigint): AuditLine {
    const hex = (digest: string): string => `0x${digest}`;
    const expected: Record<string, string | undefined> = {
      codeHash,
      modelDigest: facts.modelDigest,
      onnxSha256: hex(facts.onnxSha256),
      settingsSha256: hex(facts.settingsSha256),
      srsSha256: facts.srs === undefined ? undefined : hex(facts.srs.sha256),
      ceremony: facts.ceremony,
    };
    const wrong = Object.keys(expected).filter(
      (key) => expected[key] !== undefined && entry[key as keyof Entry] !== expected[key],
    );
    if (wrong.length > 0) {
      const list = (of: Record<string, unknown>): string =>
        wrong.map((key) => `${key}: ${String(of[key])}`).join(", ");
      return failed(`version ${version} says other things than the files and the chain`, {
        expected: list(expected),
        found: list(Object.fromEntries(wrong.map((key) => [key, entry[key as keyof Entry]]))),
      });
    }
    if (entry.revokedAt !== 0n) {
      const when = new Date(Number(entry.revokedAt) * 1000).toISOString();
      return fail("registry", "EZKL_AUDIT_REVOKED", `version ${version} was revoked on ${when}`);
    }
    const newest = version === latest ? "the newest" : `not the newest: that is ${latest}`;
    return pass("registry", `version ${version} of ${publisher}'s ${model} (${newest}) says the same`);
  }
}
