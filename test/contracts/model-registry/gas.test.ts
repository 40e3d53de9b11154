import type { ContractTransactionResponse } from "ethers";

import { compileFile } from "../../helpers/compile.ts";
import { expectGasTable, type GasTable } from "../../helpers/gas-table.ts";
import { DELAY, NAME, releaseOf, versionProof, versionVerifier } from "../../helpers/model-registry.ts";
import {
  connect,
  consumerArguments,
  deployCompiled,
  DEPLOYER,
  INSTANCES,
  SCORES,
  type Connection,
} from "../../helpers/scorer.ts";

const MINUTE = 60_000;

describe("gas of the model registry", function () {
  this.timeout(3 * MINUTE);

  it("is what the documentation tells", async () => {
    expectGasTable(
      "docs/registry.md",
      ["gas"],
      table({ ...(await measureRegistry()), ...(await measurePlain()) }),
    );
  });
});

const table = (gas: Record<string, bigint>): GasTable =>
  Object.fromEntries(Object.entries(gas).map(([action, used]) => [action, { gas: used }]));

const used = async (sent: Promise<ContractTransactionResponse>) => (await (await sent).wait())!.gasUsed;

/** Contracts are compiled apart from Hardhat, whose artifacts cost another amount under --coverage. */
async function deployRegistry(connection: Connection) {
  const { ethers } = connection;
  const registry = await ethers.getContractAt(
    "ModelRegistry",
    await deployCompiled(connection, compileFile("contracts/registry/ModelRegistry.sol", "ModelRegistry")),
  );
  const creation = (await ethers.provider.getBlock("latest", true))!.transactions[0]!;
  return { registry, created: (await ethers.provider.getTransactionReceipt(creation))!.gasUsed };
}

async function measureRegistry(): Promise<Record<string, bigint>> {
  const connection = await connect();
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const [, alice, , , publisher] = signers;
  const { registry, created } = await deployRegistry(connection);
  const release = async (version: 1 | 2) => ({
    verifier: await deployCompiled(connection, versionVerifier(version)),
    ...releaseOf(version),
  });
  const [first, second] = [await release(1), await release(2)];
  const gas: Record<string, bigint> = { "make a registry": created };
  gas["publish a model's first version"] = await used(registry.connect(publisher).publish(NAME, first));
  gas["publish another version"] = await used(registry.connect(publisher).publish(NAME, second));
  const modelId = await registry.modelIdOf(publisher!.address, NAME);
  const { codeHash: verifierCodeHash, modelDigest } = first;
  const pin = { registry, modelId, version: 1, verifierCodeHash, modelDigest, upgradeDelay: DELAY };
  const compiled = compileFile("contracts/mocks/VersionedRounds.sol", "VersionedRounds");
  const owner = signers[DEPLOYER]!;
  const address = await deployCompiled(connection, compiled, [pin, INSTANCES, SCORES], DEPLOYER);
  const rounds = (await ethers.getContractAt("VersionedRounds", address)).connect(owner);
  gas["announce"] = await used(rounds.announceUpgrade(2));
  const { proof, instances, context } = versionProof(1, "alice-1");
  await rounds.openRound(1000);
  gas["a proof, on a followed version"] = await used(
    rounds.connect(alice).claim(proof, instances, context.scope),
  );
  await networkHelpers.time.increase(DELAY);
  gas["apply"] = await used(rounds.applyUpgrade());
  gas["revoke"] = await used(registry.connect(publisher).revoke(modelId, 1, "superseded by another version"));
  return gas;
}

/** The same proof in a consumer with a verifier of its own. */
async function measurePlain(): Promise<Record<string, bigint>> {
  const connection = await connect();
  const { ethers } = connection;
  const [, alice] = await ethers.getSigners();
  const compiled = versionVerifier(1);
  const { proof, instances, context } = versionProof(1, "alice-1");
  const verifier = await deployCompiled(connection, compiled);
  const address = await deployCompiled(
    connection,
    compileFile("contracts/mocks/ScorerConsumer.sol", "ScorerConsumer"),
    consumerArguments(verifier, compiled, context.modelDigest),
    DEPLOYER,
  );
  const consumer = await ethers.getContractAt("ScorerConsumer", address);
  return {
    "the same proof, on a pinned verifier": await used(
      consumer.connect(alice).claim(proof, instances, context.scope),
    ),
  };
}
