import { expect } from "chai";

import { EzklError } from "../../src/errors/base.ts";

/** Runs `work`, expects it to throw one of this package's errors with the given code, and returns the error. */
export function expectCode(code: string, work: () => unknown): EzklError {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  if (thrown === undefined) return expect.fail(`expected ${code}, but nothing was thrown`);
  if (!(thrown instanceof EzklError)) throw thrown as Error;
  expect(thrown.code).to.equal(code);
  expect(thrown.remedy).to.not.equal("");
  return thrown;
}
