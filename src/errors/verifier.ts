import { EzklError } from "./base.ts";

/** The engine's verifier source is not of the shape that the guard was written for; nothing is emitted. */
export class VerifierShapeError extends EzklError {
  constructor(anchor: string, found: string, where?: string) {
    super("EZKL_VERIFIER_SHAPE", {
      what: `The engine's verifier source does not have the expected shape: ${anchor} (${found}).`,
      where,
      remedy:
        "Use one of the engine versions that this package supports; a verifier is never written without the guard, which makes sure that what is hashed and what is checked are the same bytes.",
    });
  }
}

/** The name that the generated contract should get is not a PascalCase identifier. */
export class VerifierNameError extends EzklError {
  constructor(name: string) {
    super("EZKL_VERIFIER_NAME", {
      what: `"${name}" cannot name a verifier contract.`,
      remedy: "Use a PascalCase identifier of letters and digits, for example TradingSignalVerifier.",
    });
  }
}

/** The compiled verifier holds an instruction that `EzklVerifierPin` refuses; consumers could not be deployed over it. */
export class VerifierNotSelfContainedError extends EzklError {
  constructor({ position, opcode }: { position: number; opcode: number }, where?: string) {
    super("EZKL_VERIFIER_NOT_SELF_CONTAINED", {
      what: `The compiled verifier has the instruction 0x${opcode.toString(16)} at byte ${position}, so contracts will refuse to pin it.`,
      where,
      remedy:
        "If the byte lies in the last 53, it is part of the compiler's metadata hash: set solidity.settings.metadata.bytecodeHash to none, or change any comment of the source. Otherwise the code is not that of a generated verifier.",
    });
  }
}
