import { EzklError } from "./base.ts";

/** An argument of the context functions that is not what it must be. */
export class ContextArgumentError extends EzklError {
  constructor(argument: string, problem: string) {
    super("EZKL_CONTEXT_ARGUMENT", {
      what: `${argument} ${problem}`,
      where: argument,
      remedy:
        "addresses are 0x and 20 bytes, digests and scopes 0x and 32 bytes, chain ids and limbs non-negative integers",
    });
  }
}
