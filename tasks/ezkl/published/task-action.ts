import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { chainIdOf } from "../../connection/context.ts";
import { placesFor } from "../../deployments/places.ts";
import { recordedAddress } from "../../deployments/recorded.ts";
import { REGISTRY_CONTRACT } from "../../model-registry/create.ts";
import { findModel, readVersions, type PublishedVersion } from "../../model-registry/entry.ts";
import { publisherOf } from "../../model-registry/publisher.ts";
import { openModelRegistry } from "../../model-registry/registry.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";

interface PublishedArguments {
  model: string;
  registry?: string | undefined;
  publisher?: string;
}

const action: NewTaskActionFunction<PublishedArguments & { json: boolean }> = async (
  { json, ...args },
  hre,
) =>
  showResult(json, async () => {
    const connection = await hre.network.getOrCreate();
    const places = placesFor(hre.config, connection);
    const registry = args.registry ?? (await recordedAddress(connection, places, REGISTRY_CONTRACT));
    return published({ ...args, registry }, connection);
  });

/** Reads a model's versions, the newest first. */
export async function published(
  args: PublishedArguments,
  connection: NetworkConnection,
): Promise<TaskOutput> {
  const registry = await openModelRegistry(connection, args.registry);
  const model = await findModel(registry, args.model, await publisherOf(connection, args));
  const versions = await readVersions(registry, model.modelId);
  return {
    json: {
      ...model,
      registry: registry.address,
      chainId: await chainIdOf(connection),
      versions,
    },
    text: [
      keyValueTable({
        model: JSON.stringify(model.name),
        publisher: model.publisher,
        "model id": model.modelId,
      }),
      ...versions.map((version) => keyValueTable(rowsOf(version))),
    ],
  };
}

/** What a publisher writes is quoted: it is anybody's text. */
function rowsOf({ version, revokedAt, publishedAt, ceremony, licence, cardUri, ...rest }: PublishedVersion) {
  return {
    version: `${version}${revokedAt === 0n ? "" : ` REVOKED on ${dateOf(revokedAt)}`}`,
    published: dateOf(publishedAt),
    ...rest,
    SRS: ceremony === "" ? "dev: its maker can forge proofs" : JSON.stringify(ceremony),
    licence: licence === "" ? "none given" : JSON.stringify(licence),
    card: cardUri === "" ? "none given" : JSON.stringify(cardUri),
  };
}

function dateOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString();
}

export default action;
