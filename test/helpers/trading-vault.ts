import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { keccak256, MaxUint256 } from "ethers";

import { specialiseVerifier } from "../../src/verifier/index.ts";
import { compileSolidity, type CompiledContract } from "./compile.ts";
import { compileMock, deployMock } from "./mock-verifiers.ts";
import { deployCompiled, DEPLOYER, type Connection } from "./scorer.ts";
import { allocationRaw, instancesFor } from "./trading-vault-instances.ts";
import { createWorld, deployApart, POOL_FEE, type World, type WorldOptions } from "./trading-vault-world.ts";
import { loadEngineSource, type RecordedProof } from "./vectors.ts";

export const MODEL = "trading-vault";
/** Virtual shares. */
export const VIRTUAL = 1_000_000n;
/** What the vault holds and all of its shares, the virtual ones among them. */
export interface Held {
  stable: bigint;
  risk: bigint;
  total: bigint;
}

export interface VaultTerms {
  slippage: bigint;
  tradeCap: bigint;
  minTrade: bigint;
  keeperFee: bigint;
}

export interface VaultOptions extends WorldOptions {
  terms?: Partial<VaultTerms>;
  dormantAfter?: bigint;
  /** Whether a HostilePool takes the place of Uniswap's. */
  hostile?: boolean;
  /** Whether the real verifier stands behind the vault; else one that accepts anything, for rules and money. */
  real?: boolean;
}

export const SAMPLE_TERMS: VaultTerms = {
  slippage: 100n,
  tradeCap: 10_000n,
  minTrade: 100n,
  keeperFee: 0n,
};

/** The verifier as users deploy it. */
export function vaultVerifier(): CompiledContract {
  const { source } = specialiseVerifier(loadEngineSource(MODEL), {
    model: MODEL,
    engineVersion: "21.0.0",
    contractName: "SignalVerifier",
  });
  return compileSolidity(source, "SignalVerifier");
}

/** Deploys it, or one that accepts anything; tells its address and the hash of its code. */
export async function deployVerifier(connection: Connection, real: boolean): Promise<[string, string]> {
  if (!real) {
    const address = await deployMock(connection, "PermissiveVerifier");
    return [address, keccak256(compileMock("PermissiveVerifier").runtime)];
  }
  const compiled = vaultVerifier();
  return [await deployCompiled(connection, compiled), keccak256(compiled.runtime)];
}

/** What a vault of this world is made of. */
export async function vaultSetup(world: World, options: VaultOptions = {}) {
  const [verifier, verifierCodeHash] = await deployVerifier(world.connection, options.real ?? false);
  return {
    name: "Vault of Tests",
    symbol: "VOT",
    stable: world.scale.stable,
    risk: world.scale.risk,
    ring: await world.ring.getAddress(),
    pool: await world.pool.getAddress(),
    verifier,
    verifierCodeHash,
    owner: world.owner.address,
    dormantAfter: options.dormantAfter ?? 5n,
    terms: { ...SAMPLE_TERMS, ...options.terms },
  };
}

/** A world with a vault, at the address that the recorded proofs name. */
export async function openVault(options: VaultOptions = {}) {
  const world = await createWorld(options);
  const { ethers, stable, risk, today } = world;
  const signers = await ethers.getSigners();
  const setup = await vaultSetup(world, options);
  const hostile = await ethers.deployContract("HostilePool", [world.pair[0]!, world.pair[1]!, POOL_FEE]);
  if (options.hostile === true) setup.pool = await hostile.getAddress();
  const vault =
    options.apart === true
      ? await ethers.getContractAt(
          "TradingVault",
          await deployApart(world.connection, "TradingVault", [setup], DEPLOYER),
        )
      : await ethers.deployContract("TradingVault", [setup], signers[DEPLOYER]);

  /** Gives stable units and lets the vault take them. */
  const fund = async (account: HardhatEthersSigner, amount: bigint) => {
    await stable.mint(account, amount);
    await stable.connect(account).approve(vault, MaxUint256);
  };
  /** Funds and deposits. */
  const deposit = async (account: HardhatEthersSigner, amount: bigint) => {
    await fund(account, amount);
    return vault.connect(account).deposit(amount, account);
  };
  /** Rebalances to a target with instances made for exactly this call; nothing is proven. The day's round is recorded in the same transaction. */
  const rebalance = async (account: HardhatEthersSigner, allocation: number, deadline = MaxUint256) => {
    const instances = await instancesFor(vault, account.address, Number(today()), allocationRaw(allocation));
    return vault.connect(account).rebalance(today(), [today()], deadline, "0x01", instances);
  };
  /** The vault's holdings and all of its shares, the virtual ones among them. */
  const holdings = async (): Promise<Held> => ({
    stable: await stable.balanceOf(vault),
    risk: await risk.balanceOf(vault),
    total: (await vault.totalSupply()) + VIRTUAL,
  });
  return { ...world, vault, hostile, setup, fund, deposit, rebalance, holdings };
}

export type OpenVault = Awaited<ReturnType<typeof openVault>>;

/**
 * For files whose every test begins with a new vault: opens each kind once, and gives it back as it was when it was new. What is opened
 * takes the place of what this function gave before.
 */
export function vaultsMadeOnce(): typeof openVault {
  const made = new Map<string, Promise<{ world: OpenVault; restore: () => Promise<void> }>>();
  return async (options = {}) => {
    const key = JSON.stringify(options, (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    );
    const known = made.get(key);
    if (known !== undefined) {
      const { world, restore } = await known;
      await restore();
      return world;
    }
    const opening = openVault(options).then(async (world) => ({ world, restore: await world.snapshot() }));
    made.set(key, opening);
    return (await opening).world;
  };
}

/** Sends a recorded proof with the rounds of the day. */
export function submitRecorded(
  { vault, today }: OpenVault,
  keeper: HardhatEthersSigner,
  { proof, instances, context }: RecordedProof,
) {
  return vault.connect(keeper).rebalance(BigInt(context.scope), [today()], MaxUint256, proof, instances);
}
