import type { Result } from "ethers";
import { z } from "zod";

import { NotPublishedError } from "../../src/errors/model-registry.ts";

import type { ModelRegistry } from "./registry.ts";

const entrySchema = z.object({
  verifier: z.string(),
  codeHash: z.string(),
  modelDigest: z.string(),
  onnxSha256: z.string(),
  settingsSha256: z.string(),
  srsSha256: z.string(),
  ceremony: z.string(),
  licence: z.string(),
  cardUri: z.string(),
  publishedAt: z.bigint(),
  revokedAt: z.bigint(),
});

/** A version as the registry has it; `revokedAt` is 0 for one that holds. */
export type PublishedVersion = z.infer<typeof entrySchema> & { version: bigint };

/** A model of a registry. */
export interface PublishedModel {
  modelId: string;
  publisher: string;
  name: string;
}

const MODEL_ID = /^0x[0-9a-fA-F]{64}$/;

/**
 * The model of a name and publisher, or of an id.
 * @throws NotPublishedError
 */
export async function findModel(
  registry: ModelRegistry,
  model: string,
  publisher: string,
): Promise<PublishedModel> {
  const modelId = MODEL_ID.test(model)
    ? model.toLowerCase()
    : z.string().parse(await registry.contract.getFunction("modelIdOf").staticCall(publisher, model));
  if ((await latestOf(registry, modelId)) === 0n) {
    const detail = MODEL_ID.test(model)
      ? "no version has this id"
      : `no version of that name was published by ${publisher}`;
    throw new NotPublishedError(model, detail, registry.address);
  }
  const [owner, name] = z
    .tuple([z.string(), z.string()])
    .parse(Array.from(result(await registry.contract.getFunction("modelOf").staticCall(modelId))));
  return { modelId, publisher: owner, name };
}

/** Number of a model's newest version; 0 when there is none. */
export async function latestOf({ contract }: ModelRegistry, modelId: string): Promise<bigint> {
  return z.bigint().parse(await contract.getFunction("latest").staticCall(modelId));
}

/** One version. @throws NotPublishedError */
export async function readVersion(
  registry: ModelRegistry,
  { modelId, name }: PublishedModel,
  version: bigint,
): Promise<PublishedVersion> {
  const latest = await latestOf(registry, modelId);
  if (version < 1n || version > latest)
    throw new NotPublishedError(
      name,
      `there is no version ${version}; the newest is ${latest}`,
      registry.address,
    );
  return versionAt(registry, modelId, version);
}

/** All versions, the newest first. */
export async function readVersions(registry: ModelRegistry, modelId: string): Promise<PublishedVersion[]> {
  const versions: PublishedVersion[] = [];
  for (let version = await latestOf(registry, modelId); version > 0n; version--)
    versions.push(await versionAt(registry, modelId, version));
  return versions;
}

/** @param version known to be there */
async function versionAt(
  { contract }: ModelRegistry,
  modelId: string,
  version: bigint,
): Promise<PublishedVersion> {
  const entry = result(await contract.getFunction("versionOf").staticCall(modelId, version));
  return { version, ...entrySchema.parse(entry.toObject()) };
}

function result(value: unknown): Result {
  return value as Result;
}
