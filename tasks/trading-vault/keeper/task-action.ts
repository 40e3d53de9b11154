import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { LockTimeoutError } from "../../../src/errors/pipeline.ts";
import { withLock } from "../../../src/pipeline/lock.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { firstLine } from "../../samples/deployed.ts";
import { parseCount } from "../../samples/parse/count.ts";
import type { VaultArguments } from "../arguments.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { VaultStateError } from "../errors.ts";
import { proveDecision, requireSameSignal, type Decision } from "../prove.ts";
import { findVault } from "../vault.ts";
import type { Window } from "../window.ts";

import { fileJournal, journalPath, processJournal } from "./journal.ts";
import type { Keeper } from "./keeper.ts";
import { keep } from "./loop.ts";
import { untilAnswered } from "./retry.ts";
import { printLine } from "../../ui/shown.ts";

interface KeeperArguments extends VaultArguments {
  once?: boolean;
  poll: string;
}

/** How patient a keeper is; tests are less. */
export interface Patience {
  /** Milliseconds. */
  firstWait: number;
  pollTransaction: number;
  untilMoreFee: number;
  /** Times that a node is asked before it counts as gone. */
  attempts: number;
}

const PATIENCE: Patience = { firstWait: 500, pollTransaction: 2_000, untilMoreFee: 180_000, attempts: 8 };
const LONGEST_POLL = 86_400;

const action: NewTaskActionFunction<KeeperArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => {
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    const say = (text: string): void => {
      const line = args.once ? text : `${new Date().toISOString().slice(0, 19).replace("T", " ")}  ${text}`;
      printLine(json ? process.stderr : process.stdout, line);
    };
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, onSignal);
    try {
      return await keeper(args, await openDesk(hre), { signal: stop.signal, say });
    } finally {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onSignal);
    }
  });

/** Keeps a vault until the signal, or once. Of two keepers of one vault in one project, one works. Unless told otherwise it proves with the engine. */
export async function keeper(
  args: KeeperArguments,
  desk: Desk,
  { signal, say, prove }: Pick<Keeper, "signal" | "say"> & Partial<Pick<Keeper, "prove">>,
  patience: Patience = PATIENCE,
): Promise<TaskOutput> {
  const poll = parseCount(args.poll, "--poll", [1, LONGEST_POLL]) * 1000;
  const retry = {
    ...{ network: desk.connection.networkName, signal },
    ...{ attempts: patience.attempts, firstWait: patience.firstWait },
    onFailure: (error: unknown, milliseconds: number) =>
      say(`The node did not answer (${firstLine(error)}); asking again in ${milliseconds / 1000} s.`),
  };
  const ask = async <T>(question: () => Promise<T>): Promise<T> => untilAnswered(question, retry);
  const vault = await ask(async () => findVault(desk, args.vault));
  const account = await ask(async () => accountOf(desk, args.account));
  await requireSameSignal(desk.workspace, vault);
  const path = journalPath(desk, vault.address);
  const work = async (): Promise<TaskOutput> => {
    const outcomes = await keep(
      {
        ...{ desk, vault, account, signal, ask, say },
        journal: desk.inProcess ? processJournal() : fileJournal(path),
        prove: prove ?? proverOf(desk, vault, account.address),
        pollTransaction: patience.pollTransaction,
        patience: patience.untilMoreFee,
      },
      { once: args.once ?? false, poll },
    );
    return {
      json: { vault: vault.address, keeper: account.address, outcomes, stopped: signal.aborted },
      // A day whose work waits is not done, and a script that looks once should know.
      failed: args.once === true && outcomes.some(({ kind }) => kind === "waiting"),
      text: signal.aborted ? "Stopped; nothing is half done." : nextCommand(desk, "status"),
    };
  };
  if (desk.inProcess) return work();
  return withLock(`${path}.lock`, work, { waitSeconds: 0 }).catch((error: unknown) => {
    if (!(error instanceof LockTimeoutError)) throw error;
    throw new VaultStateError(
      vault.address,
      "another keeper of this vault runs in this project",
      `let it work, or end it; its lock is ${path}.lock`,
    );
  });
}

/** Makes each proof once, however often it is asked for. */
function proverOf(desk: Desk, vault: Keeper["vault"], account: string): Keeper["prove"] {
  let made: { key: string; decision: Decision } | undefined;
  return async (window: Window) => {
    const key = [window.epoch, ...window.closes].join();
    if (made?.key !== key) {
      const decision = await proveDecision(desk.workspace, desk.chainId, vault, window, account);
      made = { key, decision };
    }
    return made.decision;
  };
}

export default action;
