import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { NotPublisherError, RevokedError } from "../../../src/errors/model-registry.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { chainIdOf } from "../../connection/context.ts";
import { placesFor } from "../../deployments/places.ts";
import { recordedAddress } from "../../deployments/recorded.ts";
import { REGISTRY_CONTRACT } from "../../model-registry/create.ts";
import { findModel, readVersion } from "../../model-registry/entry.ts";
import { openModelRegistry, signerOf } from "../../model-registry/registry.ts";
import { send } from "../../model-registry/send.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";

interface RevokeArguments {
  model: string;
  registry?: string | undefined;
  modelVersion?: string;
  reason?: string;
}

const action: NewTaskActionFunction<RevokeArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => {
    const connection = await hre.network.getOrCreate();
    const places = placesFor(hre.config, connection);
    const registry = args.registry ?? (await recordedAddress(connection, places, REGISTRY_CONTRACT));
    return revoke({ ...args, registry }, connection);
  });

/** Revokes one version, after everything that could be wrong was looked at. */
export async function revoke(args: RevokeArguments, connection: NetworkConnection): Promise<TaskOutput> {
  const version = parseVersion(args.modelVersion);
  const reason = args.reason?.trim() ?? "";
  if (reason === "") throw new InputInvalidError("--reason", "a revocation says why", 'give --reason "…"');
  const registry = await openModelRegistry(connection, args.registry);
  const signer = await signerOf(connection);
  const model = await findModel(registry, args.model, signer.address);
  if (model.publisher !== signer.address)
    throw new NotPublisherError(model.name, model.publisher, signer.address);
  const { revokedAt } = await readVersion(registry, model, version);
  if (revokedAt !== 0n) throw new RevokedError(model.name, version, revokedAt);
  const receipt = await send(registry, signer, "revoke", [model.modelId, version, reason]);
  return {
    json: {
      ...model,
      ...{ version, reason, registry: registry.address, chainId: await chainIdOf(connection) },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: MESSAGES.revoked(model.name, version, registry.address),
  };
}

function parseVersion(text: string | undefined): bigint {
  if (text !== undefined && /^[1-9]\d{0,18}$/.test(text)) return BigInt(text);
  throw new InputInvalidError(
    "--model-version",
    text === undefined ? "no version was named" : `"${text}" is no version`,
    "give --model-version and a number from 1; `ezkl published` lists them",
  );
}

export default action;
