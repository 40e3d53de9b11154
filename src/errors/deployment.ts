import { EzklError } from "./base.ts";

export class CodeTooLargeError extends EzklError {
  constructor(contract: string, bytes: number, limit: number) {
    super("EZKL_CODE_SIZE", {
      what: `the verifier has ${bytes} bytes of code; chains store at most ${limit} (EIP-170)`,
      where: contract,
      remedy:
        'use fewer inner columns or a smaller decomposition base (runArgs in model.json) and pin anew (--repin); or set "verifier": "reusable" in model.json',
    });
  }
}

export class InitCodeTooLargeError extends EzklError {
  constructor(contract: string, bytes: number, limit: number) {
    super("EZKL_INIT_CODE_SIZE", {
      what: `the verifier takes ${bytes} bytes of code to create; chains run at most ${limit} (EIP-3860)`,
      where: contract,
      remedy: "use fewer inner columns or fewer lookup tables (runArgs in model.json) and pin anew (--repin)",
    });
  }
}

export class DevSrsError extends EzklError {
  constructor(model: string, chainId: bigint) {
    super("EZKL_DEV_SRS", {
      what: `the verifier stands on a dev SRS, whose maker can forge proofs, and chain ${chainId} is not a local one`,
      where: model,
      remedy: "deploy to a local chain; a live one needs a verifier that stands on a ceremony SRS",
    });
  }
}

export class DeploymentCheckError extends EzklError {
  constructor(address: string, what: string) {
    super("EZKL_DEPLOYMENT_CHECK", {
      what: `the deployed verifier failed its check: ${what}`,
      where: address,
      remedy:
        "do not use this address; check that the chain has the BN254 precompiles and that the build is current",
    });
  }
}
