import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { formatMoment } from "../../samples/format/time.ts";
import type { RegistryArguments } from "../arguments.ts";
import { openDesk, type Desk } from "../desk.ts";
import { whose } from "../parse/whose.ts";
import { readStanding } from "../read/standing.ts";
import { readState, type State } from "../read/state.ts";
import { findRegistry, type Registry } from "../registry.ts";
import { devicesTable } from "../show/devices.ts";
import { ledgerTable } from "../show/ledger.ts";
import { movesTable } from "../show/moves.ts";
import { standingLine } from "../show/standing.ts";
import { termsTable } from "../show/terms.ts";

const action: NewTaskActionFunction<RegistryArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => status(args, await openDesk(hre)));

/** All about a registry: pool and period, devices, moves, terms, ledger; one account's standing with `account`. */
export async function status(args: RegistryArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const { address, token, terms, modelDigest } = registry;
  const account = args.account === undefined ? undefined : await whose(desk, args.account, "--account");
  const { provider } = desk.connection.ethers;
  const [state, { now }] = await Promise.all([readState(provider, registry), readClock(provider)]);
  const standing = account === undefined ? undefined : await readStanding(registry, state.pool, account);
  const { pool, owner, devices, moves, ledger } = state;
  return {
    json: {
      ...{ registry: address, chainId: desk.chainId, modelDigest, token: token.token, owner, now },
      ...{ period: pool.period, nextPeriodAt: pool.endsAt, share: pool.share, shareFixed: pool.fixed },
      ...{ enrolled: pool.enrolled, frozen: state.frozen, claimed: state.claimed, due: state.due },
      ...{ terms, pool: pool.balance, devices, moves, ledger },
      account: standing ?? null,
    },
    text: [
      periodLine(registry, state, now),
      keyValueTable({
        registry: `${address} on chain ${desk.chainId}`,
        pool: token.format(pool.balance),
        enrolled: `${pool.enrolled}${state.frozen === 0 ? "" : `, ${state.frozen} of them frozen: registry evict`}`,
        ...termsTable({ terms, token }),
        owner,
      }),
      devices.length === 0 ? "No device was ever added: nobody can enrol." : devicesTable(devices),
      ...(moves.length === 0 ? [] : [movesTable(moves, now)]),
      ledgerTable(ledger, token),
      ...(standing === undefined ? [] : [standingLine(registry, standing, pool, now)]),
    ],
  };
}

function periodLine({ token }: Registry, { pool, claimed, due }: State, now: bigint): string {
  const ends = `the next begins ${formatMoment(pool.endsAt, now)}`;
  if (pool.period === 0n)
    return `Period 0: nobody is paid yet; who enrols now is paid from period 1 on. It is the first, ${ends}.`;
  const share = `${token.format(pool.share)} for each${pool.fixed ? "" : ", unless the pool or the number of enrolled changes before the first act of this period"}`;
  return `Period ${pool.period}: ${share}; claimed by ${claimed} of ${claimed + due} to be paid; ${ends}.`;
}

export default action;
