import type { ArtifactManager } from "hardhat/types/artifacts";
import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { DeploymentCheckError } from "../../../src/errors/deployment.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { openBuilt } from "../../../src/pipeline/built.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { chainIdOf } from "../../connection/context.ts";
import { placesFor, type DeploymentPlaces } from "../../deployments/places.ts";
import { recordedAddress } from "../../deployments/recorded.ts";
import { requirePrecompiles } from "../../evm/precompiles.ts";
import { contractAt } from "../../model-registry/contract-at.ts";
import { createModelRegistry, REGISTRY_CONTRACT } from "../../model-registry/create.ts";
import { readVersions } from "../../model-registry/entry.ts";
import { openModelRegistry, registryAt, signerOf } from "../../model-registry/registry.ts";
import { releaseOf, saysTheSame } from "../../model-registry/release.ts";
import { send } from "../../model-registry/send.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { workspaceOf } from "../../workspace.ts";

interface PublishArguments {
  model: string;
  registry?: string;
  newRegistry?: boolean;
  verifier?: string;
  licence?: string;
  card?: string;
}

const action: NewTaskActionFunction<PublishArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => {
    const connection = await hre.network.getOrCreate();
    const places = placesFor(hre.config, connection);
    return publish(args, workspaceOf(hre.config), hre.artifacts, connection, places);
  });

/**
 * Publishes what was built and deployed; the same again is told and not published twice. Verifier and registry are those on
 * record where none are named.
 */
export async function publish(
  args: PublishArguments,
  workspace: Workspace,
  artifacts: ArtifactManager,
  connection: NetworkConnection,
  places?: DeploymentPlaces,
): Promise<TaskOutput> {
  const recorded = async (name: string) => recordedAddress(connection, places, name);
  const named =
    args.newRegistry === true ? args.registry : (args.registry ?? (await recorded(REGISTRY_CONTRACT)));
  if ((named === undefined) !== (args.newRegistry === true))
    throw new InputInvalidError(
      "--registry",
      "one registry is needed",
      "give --registry ADDRESS, or --new-registry to deploy one",
    );
  const { model, manifest } = await openBuilt(workspace, await loadModel(workspace.paths, args.model));
  const code = await verifierCode(artifacts, model);
  requireDeployable(code);
  const signer = await signerOf(connection);
  const verifier = await contractAt(connection, args.verifier ?? (await recorded(model.name)), "--verifier");
  if (verifier.codeHash !== code.codeHash)
    throw new DeploymentCheckError(verifier.address, "its code is not the built verifier's");
  const release = releaseOf(manifest, verifier, args);
  await requirePrecompiles(connection.provider, connection.networkName);

  const created =
    named === undefined
      ? await createModelRegistry({ connection, artifacts, places, from: signer, options: { ...args } })
      : undefined;
  const registry =
    created === undefined
      ? await openModelRegistry(connection, named)
      : registryAt(created.address, connection.ethers.provider);
  const modelId = z
    .string()
    .parse(await registry.contract.getFunction("modelIdOf").staticCall(signer.address, model.name));
  const [newest] = await readVersions(registry, modelId);
  const known = newest !== undefined && newest.revokedAt === 0n && saysTheSame(release, newest);
  const receipt = known ? undefined : await send(registry, signer, "publish", [model.name, release]);
  const version = known ? newest.version : (newest?.version ?? 0n) + 1n;
  return {
    json: {
      ...{ model: model.name, modelId, version, registry: registry.address, publisher: signer.address },
      ...{ chainId: await chainIdOf(connection), release, alreadyPublished: known },
      ...{ transaction: receipt?.hash ?? null, gas: receipt?.gasUsed ?? null },
    },
    text: [
      MESSAGES.published(model.name, version, registry.address, known),
      keyValueTable({ "model id": modelId, publisher: signer.address, ...release }),
      ...(release.ceremony === "" ? [MESSAGES.devSrs] : []),
    ],
    afterwards: created?.close,
  };
}

export default action;
