import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { formatMoment } from "../../samples/format/time.ts";
import { parseCount } from "../../samples/parse/count.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import type { VaultArguments } from "../arguments.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { missingDays } from "../feed/missing-days.ts";
import { show, showPrice } from "../format/amount.ts";
import { formatDay } from "../format/day.ts";
import { readLedger, type Ledger } from "../practice/ledger.ts";
import { readHistory, type History } from "../read/history.ts";
import { readPosition, type Position } from "../read/position.ts";
import { readState, SHARE_PRICE_ONE, sharePriceOf, type State } from "../read/state.ts";
import { flowsTable, holdersTable } from "../show/ledger.ts";
import { standingOf } from "../show/standing.ts";
import { termsLine, termsTable } from "../show/terms.ts";
import { formatGain, formatSharePrice } from "../show/share-price.ts";
import { trackTable } from "../show/track.ts";
import { shareOf } from "../show/trade.ts";
import { findVault, type Vault } from "../vault.ts";

interface StatusArguments extends VaultArguments {
  last: string;
}

const MOST_TRADES = 1000;

const action: NewTaskActionFunction<StatusArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => status(args, await openDesk(hre)));

/** All about a vault: holdings, share price and track record, prices, terms, ledger; a position with `account`. */
export async function status(args: StatusArguments, desk: Desk): Promise<TaskOutput> {
  const last = parseCount(args.last, "--last", [0, MOST_TRADES]);
  const vault = await findVault(desk, args.vault);
  const { provider } = desk.connection.ethers;
  const account = args.account === undefined ? undefined : await whose(desk, args.account);
  const state = await readState(vault);
  const [history, missing, { now }, position, ledgers] = await Promise.all([
    readHistory(provider, vault, vault.remembered?.block ?? 0),
    missingDays(vault.ring, state.currentEpoch),
    readClock(provider),
    account === undefined ? undefined : readPosition(vault, state, account),
    vault.remembered?.practice === undefined
      ? []
      : Promise.all([vault.stable, vault.risk].map(async (token) => readLedger(provider, token))),
  ]);
  const sharePrice = sharePriceOf(state);
  return {
    json: {
      ...{ vault: vault.address, chainId: desk.chainId, modelDigest: vault.modelDigest, now },
      ...state,
      ...{ standing: standingOf(state, now), sharePrice, missingDays: missing },
      ...{ trades: history.track, flows: history.flows, ledgers },
      ...{ adds: adds(history, state, ledgers), position: position ?? null },
    },
    text: [
      standingOf(state, now),
      keyValueTable({
        vault: `${vault.address} on chain ${desk.chainId}`,
        ...worthTable(vault, state, history, sharePrice),
        prices: pricesLine(vault, state, missing),
        ...termsTable({ ...state, stable: vault.stable }),
        ...changeOf(state, vault, now),
        owner: state.owner,
      }),
      ...(history.track.length === 0 || last === 0
        ? []
        : [trackTable(history.track.slice(-last), vault), performanceLine(history)]),
      ...(position === undefined ? [] : [positionLine(vault, position, state)]),
      flowsTable(history, state, vault),
      ...(ledgers.length === 0 ? [] : [holdersTable(ledgers, vault, await namesOf(desk, vault))]),
    ],
  };
}

async function whose(desk: Desk, account: string): Promise<string> {
  return /^0x/.test(account) ? parseAddress(account, "--account") : (await accountOf(desk, account)).address;
}

/** Whether every unit is accounted for. */
function adds({ held, totalSupply }: History, state: State, ledgers: readonly Ledger[]): boolean {
  const agrees = held.stable === state.stable && held.risk === state.risk;
  return agrees && totalSupply === state.totalSupply && ledgers.every(({ missing }) => missing === 0n);
}

function worthTable(
  { stable, risk, shares }: Vault,
  state: State,
  { track }: History,
  sharePrice: bigint,
): Record<string, string> {
  const known = state.nav > 0n || state.risk === 0n;
  const invested = state.nav - state.stable;
  return {
    "net asset value": known
      ? `${show(stable, state.nav, "stable")}, ${shareOf(invested, state.nav)} of it at risk`
      : "not known: the feed has no fresh price",
    holdings: `${show(stable, state.stable, "stable")} and ${show(risk, state.risk, "risk")}`,
    shares: show(shares, state.totalSupply, "share"),
    "share price":
      state.totalSupply === 0n || !known
        ? "none"
        : `${formatSharePrice(sharePrice)} ${stable.symbol}${track.length === 0 ? "" : ` (${formatGain(SHARE_PRICE_ONE, sharePrice)} since creation)`}`,
  };
}

function pricesLine(
  { feedDecimals, stable }: Vault,
  { price, currentEpoch }: State,
  missing: readonly bigint[],
): string {
  const latest = price === 0n ? "no fresh price at the feed" : showPrice(price, feedDecimals, stable);
  const [first] = missing;
  return first === undefined
    ? `${latest}; all 29 closes up to ${formatDay(currentEpoch)} recorded`
    : `${latest}; ${missing.length} of 29 closes not recorded, from ${formatDay(first)}: vault observe`;
}

function changeOf({ applicableAt, proposed }: State, { stable }: Vault, now: bigint): Record<string, string> {
  if (applicableAt === 0n) return {};
  return {
    "proposed terms": termsLine(proposed, stable),
    "can hold from": formatMoment(applicableAt, now),
  };
}

function performanceLine({ track }: History): string {
  const [first] = track;
  const latest = track.at(-1);
  if (first === undefined || latest === undefined) return "";
  return `${track.length} proven ${track.length === 1 ? "decision" : "decisions"}; from the first to the last the share price went ${formatGain(first.sharePrice, latest.sharePrice)}, the risk token itself ${formatGain(first.price, latest.price)}.`;
}

function positionLine({ stable, shares, risk }: Vault, position: Position, state: State): string {
  const { account, worth } = position;
  const value = state.nav === 0n ? "" : `, worth ${show(stable, worth, "stable")} at the oracle's price`;
  return `${account} has ${show(shares, position.shares, "share")}${value}; beside the vault ${show(stable, position.stable, "stable")} and ${show(risk, position.risk, "risk")}.`;
}

/** Vault, pool, and the network's accounts by number. */
async function namesOf(
  { connection }: Desk,
  { address, remembered }: Vault,
): Promise<Record<string, string>> {
  const { pool, maker } = remembered?.practice ?? {};
  const accounts = (await connection.ethers.getSigners()).map((signer, number): [string, string] => [
    signer.address,
    signer.address === maker ? "the market maker" : `account ${number}`,
  ]);
  return { ...Object.fromEntries(accounts), [address]: "the vault", ...(pool && { [pool]: "the pool" }) };
}

export default action;
