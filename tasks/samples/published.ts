import { z } from "zod";

import { NotPublishedError, RevokedError } from "../../src/errors/model-registry.ts";
import type { Built } from "../../src/pipeline/built.ts";
import { optionalText } from "../arguments.ts";
import { findModel, readVersions } from "../model-registry/entry.ts";
import { publisherOf } from "../model-registry/publisher.ts";
import { openModelRegistry } from "../model-registry/registry.ts";
import type { VerifierCode } from "../verifier-code.ts";

import type { Desk } from "./desk.ts";
import { addressSchema } from "./memory.ts";

export const MODEL_REGISTRY_OPTION = optionalText(
  "modelRegistry",
  "Model registry that the verifier must be published in; its entry's verifier is taken",
);

export const MODEL_PUBLISHER_OPTION = optionalText(
  "modelPublisher",
  "Account that published the model there; default: the network's first account",
);

export interface PublishedArguments {
  modelRegistry?: string;
  modelPublisher?: string;
}

/** The version of a published model that a dapp was deployed on, as a memory keeps it. */
export const publishedSchema = z
  .object({
    registry: addressSchema,
    modelId: z.string().regex(/^0x[0-9a-f]{64}$/, "expected a model's id"),
    version: z.number().int().positive(),
  })
  .strict();

export type Published = z.infer<typeof publishedSchema>;

/**
 * The newest version in the named registry that is this very build and holds, and its verifier; undefined when no registry was named.
 * @throws InputInvalidError, NotModelRegistryError, NotPublishedError, RevokedError
 */
export async function publishedBuild(
  { connection }: Pick<Desk, "connection">,
  { model, manifest }: Pick<Built, "model" | "manifest">,
  { codeHash }: Pick<VerifierCode, "codeHash">,
  { modelRegistry, modelPublisher: publisher }: PublishedArguments,
): Promise<{ published: Published; verifier: string } | undefined> {
  if (modelRegistry === undefined) return undefined;
  const registry = await openModelRegistry(connection, modelRegistry, "--model-registry");
  const owner = await publisherOf(connection, { publisher }, "--model-publisher");
  const { modelId } = await findModel(registry, model.name, owner);
  const same = (await readVersions(registry, modelId)).filter(
    (version) => version.codeHash === codeHash && version.modelDigest === manifest.modelDigest,
  );
  const [newest] = same;
  if (newest === undefined)
    throw new NotPublishedError(model.name, "no version of it is what was built here", registry.address);
  const holds = same.find(({ revokedAt }) => revokedAt === 0n);
  if (holds === undefined) throw new RevokedError(model.name, newest.version, newest.revokedAt);
  return {
    published: { registry: registry.address, modelId, version: Number(holds.version) },
    verifier: holds.verifier,
  };
}

/** A table's row about it, if there is one. */
export function publishedRow(published: Published | undefined): Record<string, string> {
  if (published === undefined) return {};
  const { version, modelId, registry } = published;
  return { "published as": `version ${version} of ${modelId}`, "model registry": registry };
}
