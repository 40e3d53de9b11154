import { EzklError } from "./base.ts";

/** The project's compiler refused a verifier that was about to be measured. */
export class SourceNotCompiledError extends EzklError {
  constructor(contract: string, detail: string) {
    super("EZKL_SOURCE_NOT_COMPILED", {
      what: `the verifier could not be compiled: ${detail}`,
      where: contract,
      remedy:
        "check solidity in the Hardhat configuration: the verifier needs a compiler of 0.8.0 or newer and the optimizer",
    });
  }
}
