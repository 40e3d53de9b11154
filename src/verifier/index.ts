export { readVerifierFacts } from "./facts.ts";
export { hardenVerifier } from "./harden.ts";
export { findOutside, requireSelfContained } from "./self-contained.ts";
export { specialiseVerifier } from "./specialised/index.ts";
