import { expect } from "chai";
import { config } from "hardhat";

import { EzklError } from "../../src/errors/base.ts";
import { buildModel } from "../../src/pipeline/build.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import type { RefusedError } from "../../tasks/samples/errors.ts";
import type { TaskOutput } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

const builds = new Map<string, Promise<unknown>>();

/** Circuit and keys are not committed: the first test that needs a model's makes them. */
export async function buildOnce(name: string): Promise<void> {
  const workspace = workspaceOf(config);
  const build =
    builds.get(name) ?? loadModel(workspace.paths, name).then(async (model) => buildModel(workspace, model));
  builds.set(name, build);
  await build;
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

/** Expects a contract's own refusal of this name, told as a sentence. @param code of the dapp's refusals */
export async function refusedAs(code: string, name: string, work: Promise<unknown>): Promise<EzklError> {
  const error = await failsWith(code, work);
  expect((error as RefusedError).refusal, error.message).to.equal(name);
  return error;
}
