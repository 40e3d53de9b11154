import type { Refusals } from "../dapp.ts";

/** Proofs that say nothing a consumer could read. @param remedy how to make a good one */
export function malformedProofs(remedy: string): Refusals {
  return {
    EzklConsumerInstanceCount: (value) => ({
      what: `the proof has ${value("actual")} public values; the model's have ${value("expected")}`,
      remedy,
    }),
    EzklConsumerInstanceOutOfRange: (value) => ({
      what: `public value ${value("index")} of the proof is no element of the field`,
      remedy,
    }),
    EzklContextLimbOutOfRange: () => ({ what: "the proof's context is not well formed", remedy }),
    EzklFeltOutOfRange: () => ({ what: "what the proof states is no number", remedy }),
    EzklFeltValueOutOfRange: () => ({ what: "what the proof states is too large to be meant", remedy }),
  };
}
