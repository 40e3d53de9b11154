import { loadModel } from "../../src/pipeline/model.ts";
import { publish } from "../../tasks/ezkl/publish/task-action.ts";
import type { Desk } from "../../tasks/samples/desk.ts";
import { verifierCode } from "../../tasks/verifier-code.ts";
import { releaseOf, versionVerifier } from "./model-registry.ts";
import { deployCompiled } from "./scorer.ts";

/** A registry on the desk's chain in which the network's first account has published a built model, and what it may do next. */
export async function publishOn(desk: Desk, model: string) {
  const connection = desk.connection;
  const { contractName } = await verifierCode(desk.artifacts, await loadModel(desk.workspace.paths, model));
  const verifier = await (await connection.ethers.deployContract(contractName)).getAddress();
  const contract = await connection.ethers.deployContract("ModelRegistry");
  const registry = await contract.getAddress();
  const again = async (licence: string) =>
    publish({ model, registry, verifier, licence }, desk.workspace, desk.artifacts, desk.connection);
  await again("MIT");
  const [first] = await connection.ethers.getSigners();
  const modelId = await contract.modelIdOf(first!.address, model);
  return {
    registry,
    verifier,
    modelId,
    again,
    revoke: async (version: number) => contract.revoke(modelId, version, "broken"),
    /** Publishes another model's version under the same name, by another account. */
    publishOther: async () => {
      const [, other] = await connection.ethers.getSigners();
      const release = { ...releaseOf(1), verifier: await deployCompiled(connection, versionVerifier(1)) };
      await contract.connect(other).publish(model, release);
      return other!.address;
    },
  };
}
