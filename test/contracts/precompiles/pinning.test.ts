import { expect } from "chai";
import { dataSlice, id, Interface, keccak256, type InterfaceAbi } from "ethers";
import { artifacts } from "hardhat";

import { BareEvm } from "../../helpers/bare-evm.ts";
import { WITHOUT_PRECOMPILES } from "../../helpers/broken-precompiles.ts";
import { DAY, DELAY, releaseOf } from "../../helpers/model-registry.ts";
import { REFUSER, REFUSER_CREATION, refuses, type Pin } from "../../helpers/pinning.ts";
import { INSTANCES, SCORES } from "../../helpers/scorer.ts";
import { sampleTerms } from "../../helpers/singing-contest.ts";
import { SAMPLE_TERMS as VAULT_TERMS } from "../../helpers/trading-vault.ts";
import { SAMPLE_TERMS as REGISTRY_TERMS } from "../../helpers/uniqueness-registry.ts";

const OWNER = "0x00000000000000000000000000000000000000AA";
const NOW = 1_700_000_000;

/** Everything of this repository that does, by construction or by a call. */
const PINNING = [
  "ScorerConsumer",
  "SignalBounty",
  "SingingContest",
  "TradingVault",
  "UniquenessRegistry",
  "VersionedRounds",
  "VersionedRounds.applyUpgrade",
  "ModelRegistry.publish",
] as const;

describe("before a verifier is pinned, the chain's precompiles", () => {
  const codeHash = keccak256(REFUSER);
  const pinning = new Map<string, Pin>();
  let evm: BareEvm;

  before(async () => {
    evm = await BareEvm.open();
    evm.time = BigInt(NOW);
    const verifier = await evm.deploy(REFUSER_CREATION);
    const pin = { verifier, verifierCodeHash: codeHash };
    const deploy = async (name: string, args: readonly unknown[] = []) =>
      evm.deploy(await artifacts.readArtifact(name), args);
    const construct = async (name: string, args: readonly unknown[]): Promise<Pin> => {
      const contract = await artifacts.readArtifact(name);
      const create: Pin = async (chain) => chain.create(contract, args);
      pinning.set(name, create);
      return create;
    };
    const callOf =
      (abi: InterfaceAbi, at: string) =>
      (method: string, args: readonly unknown[] = []): Pin => {
        const data = new Interface(abi).encodeFunctionData(method, args);
        return async (chain) => chain.call(at, data);
      };
    const contractAt = async (name: string, at: string) =>
      callOf((await artifacts.readArtifact(name)).abi, at);

    await construct("ScorerConsumer", [verifier, codeHash, id("digest"), INSTANCES, SCORES]);
    await construct("SignalBounty", [verifier, codeHash]);
    await construct("SingingContest", [verifier, codeHash, sampleTerms(NOW + DELAY, OWNER)]);

    const token = async (symbol: string) => deploy("PracticeToken", [symbol, symbol, 18]);
    const [stable, risk] = [await token("STABLE"), await token("RISK")];
    const ring = await deploy("PriceRing", [await deploy("MockV3Aggregator", [8, 1]), 2 * DAY]);
    const pool = await deploy("HostilePool", [stable, risk, 500]);
    const vault = { name: "Vault", symbol: "V", stable, risk, ring, pool, ...pin };
    await construct("TradingVault", [{ ...vault, owner: OWNER, dormantAfter: 5, terms: VAULT_TERMS }]);
    await construct("UniquenessRegistry", [verifier, codeHash, stable, { ...REGISTRY_TERMS, owner: OWNER }]);

    const registry = await deploy("ModelRegistry");
    const release = { ...releaseOf(1), verifier, codeHash };
    const publish = (await contractAt("ModelRegistry", registry))("publish", ["scorer", release]);
    pinning.set("ModelRegistry.publish", publish);
    const modelId = dataSlice((await publish(evm)).data, 0, 32);
    await publish(evm);
    const { modelDigest } = release;
    const first = {
      registry,
      version: 1,
      upgradeDelay: DELAY,
      modelId,
      verifierCodeHash: codeHash,
      modelDigest,
    };
    const open = await construct("VersionedRounds", [first, INSTANCES, SCORES]);
    const rounds = (await open(evm)).at!;
    const versioned = await contractAt("VersionedRounds", rounds);
    await versioned("announceUpgrade", [2])(evm);
    pinning.set("VersionedRounds.applyUpgrade", versioned("applyUpgrade"));
    evm.time += BigInt(DELAY);
  });

  for (const name of PINNING) {
    it(`are asked: ${name}`, async () => {
      const pin = pinning.get(name)!;
      for (const broken of WITHOUT_PRECOMPILES) await refuses(evm, pin, broken);
      expect(await pin(evm), "on a chain where they work").to.include({ ok: true });
    });
  }
});
