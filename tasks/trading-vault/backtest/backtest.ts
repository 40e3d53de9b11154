import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { runAccount, type Account } from "../../../models/trading-signal/backtest/accounts.ts";
import {
  decisionDays,
  HOLDOUT_START,
  type DecisionDay,
} from "../../../models/trading-signal/backtest/decision-days.ts";
import { WINDOW } from "../../../models/trading-signal/returns.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { readCloses } from "../practice/closes.ts";
import { openSignal } from "../signal.ts";

import { circuitAnswers } from "./circuit.ts";
import { compareDay, worthOf, type Answers, type ComparedDay } from "./compare.ts";
import { openFloatModel, type FloatModel } from "./float-model.ts";
import { playDay, positionOf, reachClose } from "./play-day.ts";
import { DEPOSIT, openSimulation, type Simulation } from "./simulation.ts";

export interface BacktestOptions {
  /** Decisions from the hold-out's first on; all where undefined. */
  days: number | undefined;
  /** Whether each day is proven; else the circuit's answer goes to the vault without a proof. */
  prove: boolean;
  /** Told after each day that the vault played. */
  progress?: (done: number, of: number) => void;
}

export interface Backtest {
  days: ComparedDay[];
  /** The simulated vault first, then the float model and the plain rules by accounts.ts. */
  accounts: Record<string, Account>;
  proven: boolean;
}

/**
 * Float model, circuit and vault over the hold-out.
 * @throws NotBuiltError, RefusedError
 */
export async function runBacktest(
  hre: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
  workspace: Workspace,
  { days: wanted, prove, progress = () => undefined }: BacktestOptions,
): Promise<Backtest> {
  const closes = await readCloses(workspace);
  const decisions = decisionDays(closes, 0);
  const known = decisions.filter(({ day }) => day + 1 < HOLDOUT_START);
  const holdout = decisions.filter(({ day }) => day + 1 >= HOLDOUT_START).slice(0, wanted);
  const built = await openSignal(workspace);
  const float = await openFloatModel(built.model);
  const answers = await answersTo(workspace, built, float, holdout);
  const scale = BigInt(built.settings.model_output_scales[0]!);

  const start = closes.findIndex(({ day }) => day === holdout[0]!.day);
  const simulation = await openSimulation(hre, built, closes.slice(start - WINDOW, start), prove);
  try {
    const days: ComparedDay[] = [];
    for (const [index, decision] of holdout.entries()) {
      const played = await playDay(simulation, decision, answers[index]!.circuit, prove);
      days.push(compareDay(decision, answers[index]!, played, scale));
      progress(index + 1, holdout.length);
    }
    const worth = [
      ...days.slice(1).map((day) => day.worth),
      await worthAtTheEnd(simulation, holdout.at(-1)!),
    ];
    const usual = mean(await float(known.map(({ rounded }) => rounded)));
    const floating = answers.map(({ floatRounded }) => floatRounded);
    const accounts = { vault: vaultAccount(days, worth), ...ruleAccounts(holdout, floating, usual) };
    return { days, accounts, proven: prove };
  } finally {
    await simulation.connection.close();
  }
}

async function answersTo(
  workspace: Workspace,
  built: Built,
  float: FloatModel,
  decisions: readonly DecisionDay[],
): Promise<Answers[]> {
  const rounded = decisions.map((decision) => decision.rounded);
  const floatExact = await float(decisions.map(({ exact }) => exact));
  const floatRounded = await float(rounded);
  const circuit = await circuitAnswers(workspace, built, rounded);
  return circuit.map((answer, index) => ({
    ...{ floatExact: floatExact[index]!, floatRounded: floatRounded[index]! },
    circuit: answer,
  }));
}

/** The float model and the plain rules. @param usual the model's mean on the days that it was fitted to */
function ruleAccounts(
  decisions: readonly DecisionDay[],
  floating: readonly number[],
  usual: number,
): Record<string, Account> {
  const rules: Record<string, readonly number[]> = {
    "float model": floating,
    "buy and hold": decisions.map(() => 1),
    "moving average": decisions.map(({ rising }) => Number(rising)),
    [`constant ${usual.toFixed(2)}`]: decisions.map(() => usual),
  };
  const earned = decisions.map(({ next }) => next);
  return Object.fromEntries(
    Object.entries(rules).map(([name, allocations]) => [name, runAccount(allocations, earned)]),
  );
}

/** What the vault is worth at the close after the last decision. */
async function worthAtTheEnd(simulation: Simulation, { day, nextPrice }: DecisionDay): Promise<bigint> {
  await reachClose(simulation, BigInt(day + 1), nextPrice);
  return worthOf(await positionOf(simulation, nextPrice));
}

/** The vault's own account, from what it held. @param worth at the close after each day */
function vaultAccount(days: readonly ComparedDay[], worth: readonly bigint[]): Account {
  const share = (part: bigint, whole: bigint) => Number(part) / Number(whole);
  return {
    wealth: worth.map((value) => share(value, DEPOSIT)),
    turnover: days.reduce(
      (sum, { stableDelta, worth: whole }) => sum + Math.abs(share(stableDelta, whole)),
      0,
    ),
    exposure: mean(days.map(({ stable, worth: whole }) => 1 - share(stable, whole))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
