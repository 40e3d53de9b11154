import { EzklError } from "../src/errors/base.ts";

/** A production build was asked to carry a private key. */
export class BurnerInBuildError extends EzklError {
  constructor() {
    super("EZKL_WEB_BURNER_IN_BUILD", {
      what: "a production build cannot have a burner wallet: its key would be everybody's",
      where: "web/config.ts, option burner",
      remedy: "leave it out; visitors bring a wallet of their own",
    });
  }
}

/** A production build was asked to reach into a local world. */
export class PracticeInBuildError extends EzklError {
  constructor() {
    super("EZKL_WEB_PRACTICE_IN_BUILD", {
      what: "a production build cannot move a chain's clock or sign for a device",
      where: "web/config.ts, option practice",
      remedy: "leave it out; it is there for npm run web",
    });
  }
}

/** The development server's local world refused, or failed. */
export class PracticeActError extends EzklError {}

/** The native engine runs the circuit, the wasm engine does not. */
export class CircuitRefusedError extends EzklError {
  constructor(model: string, cause: EzklError) {
    super("EZKL_WEB_CIRCUIT_REFUSED", {
      what: `no page can prove it, for the wasm engine refuses the circuit (${cause.what})`,
      where: model,
      remedy: `prove it with the native engine: npx hardhat ezkl prove ${model}`,
      cause,
    });
  }
}
