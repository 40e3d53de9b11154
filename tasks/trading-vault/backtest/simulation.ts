import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";

import { keccak256, MaxUint256, type BaseContract } from "ethers";

import { CLOSE_DECIMALS, type DailyClose } from "../../../models/trading-signal/closes.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import { verifierCode } from "../../verifier-code.ts";
import type { PracticeDesk } from "../practice/forward-day.ts";
import { transact } from "../practice/transact.ts";
import { closeTime, deployPractice, RISK_DECIMALS, STABLE_DECIMALS } from "../practice/world.ts";

import type { OrderTerms } from "./order.ts";

/** The terms of the simulated vault: those of accounts.py, and half a percent of slippage. */
export const TERMS: OrderTerms = { slippage: 50n, tradeCap: 2500n, minTrade: 100n };
/** Units of stable that the one depositor brings: small enough beside the pool that a trade of a quarter moves it by 5 basis points. */
export const DEPOSIT = 10_000n * 10n ** BigInt(STABLE_DECIMALS);
/** The feed may be silent for a day and a bit. */
const MAX_AGE = 90_000n;
const NOON = 43_200n;
const DORMANT_AFTER = 30n;

/** A vault on a chain of its own, whose clock is that of the data. */
export interface Simulation extends PracticeDesk {
  connection: NetworkConnection;
  vault: BaseContract;
  ring: BaseContract;
  keeper: HardhatEthersSigner;
  /** One unit of risk is worth price * stable / risk units of stable. */
  units: { stable: bigint; risk: bigint };
}

/**
 * Deploys tokens, feed, Uniswap, ring and vault at noon of the day after `history`, with 10,000 stable deposited and the history recorded.
 * @param history closes of the days before the first decision, oldest first, as many as the first window lacks
 * @param verifies whether the model's own verifier stands behind the vault, or one that accepts any proof
 */
export async function openSimulation(
  hre: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
  built: Built,
  history: readonly DailyClose[],
  verifies: boolean,
): Promise<Simulation> {
  const closes = history.map(({ day, price }) => ({ day: BigInt(day), price }));
  const [first, last] = [closes[0], closes.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a simulation needs a history");
  const initialDate = new Date(Number(closeTime(last.day) + NOON) * 1000);
  const connection = await hre.network.create({ network: "default", override: { initialDate } });
  const { ethers } = connection;
  const [maker, keeper, depositor] = (await ethers.getSigners()) as [
    HardhatEthersSigner,
    HardhatEthersSigner,
    HardhatEthersSigner,
  ];
  const world = await deployPractice({ connection, maker, history: closes });
  const verifierName = verifies
    ? (await verifierCode(hre.artifacts, built.model)).contractName
    : "PermissiveVerifier";
  const verifier = await (await ethers.deployContract(verifierName, [], maker)).getAddress();
  const ring = await ethers.deployContract("PriceRing", [world.feed, MAX_AGE], maker);
  const setup = {
    ...{ name: "Simulated vault", symbol: "SIM", stable: world.stable, risk: world.risk, pool: world.pool },
    ...{ ring: await ring.getAddress(), verifier, owner: maker.address, dormantAfter: DORMANT_AFTER },
    verifierCodeHash: keccak256(await ethers.provider.getCode(verifier)),
    terms: { ...TERMS, keeperFee: 0n },
  };
  const vault = await ethers.deployContract("TradingVault", [setup], maker);
  await transact(ring, "observe", [first.day, closes.map((_, index) => index + 1)]);
  const stable = await ethers.getContractAt("PracticeToken", world.stable, depositor);
  await transact(stable, "mint", [depositor.address, DEPOSIT]);
  await transact(stable, "approve", [await vault.getAddress(), MaxUint256]);
  await transact(vault.connect(depositor), "deposit", [DEPOSIT, depositor.address]);
  const units = {
    stable: 10n ** BigInt(STABLE_DECIMALS),
    risk: 10n ** BigInt(RISK_DECIMALS + CLOSE_DECIMALS),
  };
  return { connection, world, maker, keeper, vault, ring, units };
}
