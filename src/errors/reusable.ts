import { EzklError } from "./base.ts";

/** model.json asks for the reusable verifier of an engine that has none, or a wrong one. */
export class ReusableEngineError extends EzklError {
  constructor(model: string, engine: string, needed: string) {
    super("EZKL_REUSABLE_ENGINE", {
      what: `ezkl ${engine} has no reusable verifier that can be used: its memory layout was put right later.`,
      where: model,
      remedy: `set "engine": "${needed}" in model.json and pin anew (--repin), or make the circuit's own verifier smaller and leave "verifier" out`,
    });
  }
}

/** What the engine wrote for its reusable verifier is not what this package has read and tested; nothing is emitted. */
export class ReusableVerifierError extends EzklError {
  constructor(part: string, found: string, where?: string) {
    super("EZKL_REUSABLE_VERIFIER", {
      what: `The engine's reusable verifier cannot be used: ${part} (${found}).`,
      where,
      remedy:
        'Make the circuit smaller (fewer inner columns, a smaller decomposition base, fewer lookup tables) so that its own verifier fits, and leave "verifier" out of model.json.',
    });
  }
}
