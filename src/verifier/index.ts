export { hardenVerifier, type HardenedVerifier, type HardenOptions } from "./harden.ts";
export {
  readInstanceCount,
  readLogRows,
  readNegSG2,
  readProofLength,
  readVerifierFacts,
  type G2Words,
  type VerifierFacts,
} from "./facts.ts";
