import { expect } from "chai";

import { EzklError } from "../../../src/errors/base.ts";

/** Expects `work` to be refused with the given code and with all four parts of an error, and returns the error. */
export async function refuses(code: string, work: () => Promise<unknown>): Promise<EzklError> {
  const outcome = await work().then(
    () => undefined,
    (error: unknown) => error ?? "nothing",
  );
  if (outcome === undefined) return expect.fail(`expected ${code}, but nothing was refused`);
  if (!(outcome instanceof EzklError)) throw outcome as Error;
  expect(outcome.code, outcome.message).to.equal(code);
  expect(outcome.what).to.not.equal("");
  expect(outcome.where ?? "").to.not.equal("");
  expect(outcome.remedy).to.not.equal("");
  return outcome;
}
