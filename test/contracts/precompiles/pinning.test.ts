import { readFileSync } from "node:fs";

import { expect } from "chai";
import {
  dataSlice,
  hexlify,
  id,
  Interface,
  keccak256,
  toBeHex,
  zeroPadValue,
  type InterfaceAbi,
} from "ethers";
import { artifacts } from "hardhat";

import { PRECOMPILE_QUESTIONS } from "../../../src/precompiles/questions.ts";
import {
  BareEvm,
  PRECOMPILES,
  type Outcome,
  type Precompile,
  type Replacements,
} from "../../helpers/bare-evm.ts";
import { BROKEN_CHAINS, WITHOUT_PRECOMPILES, type BrokenChain } from "../../helpers/broken-precompiles.ts";
import { compileFile } from "../../helpers/compile.ts";
import { DAY, DELAY, releaseOf } from "../../helpers/model-registry.ts";
import { expectNear } from "../../helpers/near.ts";
import { INSTANCES, SCORES } from "../../helpers/scorer.ts";
import { sampleTerms } from "../../helpers/singing-contest.ts";
import { SAMPLE_TERMS as VAULT_TERMS } from "../../helpers/trading-vault.ts";
import { SAMPLE_TERMS as REGISTRY_TERMS } from "../../helpers/uniqueness-registry.ts";

const LIBRARY = new URL("../../../contracts/libraries/EzklPrecompiles.sol", import.meta.url);
const NOT_WORKING = new Interface(["error EzklPrecompilesNotWorking(address precompile)"]);
const OWNER = "0x00000000000000000000000000000000000000AA";
const NOW = 1_700_000_000;
/** Apart from Hardhat, for gas. */
const HARNESS = compileFile("contracts/mocks/LibraryHarness.sol", "LibraryHarness");
/** PUSH0 PUSH0 REVERT: a verifier that refuses everything, which is all that is asked of it here. */
const REFUSER = "0x5f5ffd";
/** PUSH3 of it PUSH0 MSTORE, PUSH1 3 PUSH1 29 RETURN. */
const REFUSER_CREATION = { abi: [], bytecode: "0x625f5ffd5f526003601df3" };

const addressOf = (at: Precompile) => zeroPadValue(toBeHex(at), 20);
const refusal = (found: Precompile) =>
  NOT_WORKING.encodeErrorResult("EzklPrecompilesNotWorking", [addressOf(found)]);

/** Something that pins a verifier, on a chain of one's choice. */
type Pin = (chain: BareEvm) => Promise<Outcome>;

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
  let pinDirectly: Pin;
  let askDirectly: Pin;

  async function refuses(pin: Pin, { name, found, replacements }: BrokenChain): Promise<void> {
    const { ok, data } = await pin(await evm.with(replacements));
    expect({ ok, data }, `on a chain ${name}`).to.deep.equal({ ok: false, data: refusal(found) });
  }

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

    const harness = await evm.deploy(HARNESS);
    pinDirectly = callOf(HARNESS.abi, harness)("requirePinnable", [verifier, codeHash, INSTANCES]);
    askDirectly = callOf(HARNESS.abi, harness)("requireWorkingPrecompiles");

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

  for (const broken of BROKEN_CHAINS) {
    it(`are found out on a chain ${broken.name}`, async () => refuses(pinDirectly, broken));
  }

  it("pass where they work, for the gas that the library tells", async () => {
    const { ok, gas } = await askDirectly(evm);
    expect(ok).to.equal(true);
    const told = /Takes ([\d,]+) gas/.exec(readFileSync(LIBRARY, "utf8"))?.[1]?.replaceAll(",", "");
    expectNear(Number(gas), Number(told), 1_000, "gas");
  });

  for (const name of PINNING) {
    it(`are asked: ${name}`, async () => {
      const pin = pinning.get(name)!;
      for (const broken of WITHOUT_PRECOMPILES) await refuses(pin, broken);
      expect(await pin(evm), "on a chain where they work").to.include({ ok: true });
    });
  }

  it("are asked the questions that the tasks ask", async () => {
    const asked: { to: string; data: string }[] = [];
    const listening: Replacements = Object.fromEntries(
      PRECOMPILES.map((at): [Precompile, NonNullable<Replacements[Precompile]>] => [
        at,
        (genuine) => async (call) => {
          asked.push({ to: addressOf(at), data: hexlify(call.data) });
          return genuine(call);
        },
      ]),
    );
    expect(await pinDirectly(await evm.with(listening))).to.include({ ok: true });
    expect(asked).to.deep.equal(PRECOMPILE_QUESTIONS.map(({ to, data }) => ({ to, data })));
  });
});
