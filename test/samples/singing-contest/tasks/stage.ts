import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { artifacts, config, network } from "hardhat";

import { EzklError } from "../../../../src/errors/base.ts";
import { buildModel } from "../../../../src/pipeline/build.ts";
import { loadModel } from "../../../../src/pipeline/model.ts";
import type { ContestRefusedError } from "../../../../tasks/singing-contest/errors.ts";
import type { Desk } from "../../../../tasks/singing-contest/desk.ts";
import { processMemory } from "../../../../tasks/singing-contest/memory.ts";
import type { TaskOutput } from "../../../../tasks/task-result.ts";
import { JUDGE } from "../../../../tasks/singing-contest/judge.ts";
import { workspaceOf } from "../../../../tasks/workspace.ts";

/** What `contest open` takes when nothing is said: the task's own defaults. */
export const TERMS = {
  fee: "0.01",
  bond: "0.05",
  hostShare: "0",
  split: "60,30,10",
  entries: "2h",
  submissions: "4h",
  dispute: "24h",
  threshold: "0.5",
  cap: "0.95",
};

export interface Stage {
  desk: Desk;
  /** A file in a folder of this stage's own. */
  file(name: string): string;
  /** Address of the network's account of this number. */
  address(account: number): Promise<string>;
  /** What an account has of the chain's own currency. */
  balance(account: string): Promise<bigint>;
  close(): Promise<void>;
}

let judge: Promise<unknown> | undefined;

/** Circuit and keys are not committed: the first who needs them makes them. */
export async function buildJudge(): Promise<void> {
  const workspace = workspaceOf(config);
  judge ??= loadModel(workspace.paths, JUDGE).then(async (model) => buildModel(workspace, model));
  await judge;
}

/** A chain of its own, and a desk on it like the one that a task opens. */
export async function setStage(chainId = 31337): Promise<Stage> {
  await buildJudge();
  const connection = await network.create({ network: "default", override: { chainId } });
  const folder = await mkdtemp(join(tmpdir(), "singing-contest-"));
  return {
    desk: {
      workspace: workspaceOf(config),
      artifacts,
      connection,
      chainId: BigInt(chainId),
      memory: processMemory(),
      inProcess: true,
    },
    file: (name) => join(folder, name),
    address: async (account) => (await connection.ethers.getSigners())[account]?.address ?? "",
    balance: async (account) => connection.ethers.provider.getBalance(account),
    close: async () => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What `--json` prints, read back. */
export async function told(work: Promise<TaskOutput>): Promise<Record<string, unknown>> {
  const { json } = await work;
  const text = JSON.stringify(json, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}

/** Expects the project's own error of this code, whose parts are sentences; returns it. */
export async function failsWith(code: string, work: Promise<unknown>): Promise<EzklError> {
  const error = await work.then(
    () => expect.fail(`expected ${code}, and nothing failed`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EzklError)) throw error;
  expect(error.code, error.message).to.equal(code);
  expect(error.remedy).to.match(/\w{3}/);
  expect(error.message).to.not.match(/undefined|\[object|NaN/);
  return error;
}

/** Expects the contract's own refusal of this name, told as a sentence. */
export async function refusedBy(name: string, work: Promise<unknown>): Promise<EzklError> {
  const error = await failsWith("EZKL_CONTEST_REFUSED", work);
  expect((error as ContestRefusedError).refusal, error.message).to.equal(name);
  return error;
}
