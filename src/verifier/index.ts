export { hardenVerifier, type HardenedVerifier, type HardenOptions } from "./harden.ts";
export { readVerifierFacts, type G2Words, type VerifierFacts } from "./facts.ts";
