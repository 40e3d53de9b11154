import type { Refusals } from "../dapp.ts";

const REMEDY =
  "leave --verifier out to deploy the built one, or name one that this very build's `ezkl deploy` made";

/** Verifiers that no consumer stands on, and chains on which it stands on none. */
export const VERIFIER_REFUSALS: Refusals = {
  EzklVerifierPinNoCode: (value) => ({
    what: `there is no contract at ${value<string>("verifier")}`,
    remedy: REMEDY,
  }),
  EzklVerifierPinDelegatedAccount: (value) => ({
    what: `${value<string>("verifier")} is an account with delegated code, which can change`,
    remedy: REMEDY,
  }),
  EzklVerifierPinCodeHash: (value) => ({
    what: `the code at ${value<string>("verifier")} is not the built verifier's`,
    remedy: REMEDY,
  }),
  EzklVerifierPinNotSelfContained: (value) => ({
    what: `the code at ${value<string>("verifier")} depends on other contracts or can change`,
    remedy: REMEDY,
  }),
  EzklVerifierPinAcceptsAnything: (value) => ({
    what: `the contract at ${value<string>("verifier")} accepts an empty proof`,
    remedy: REMEDY,
  }),
  EzklPrecompilesNotWorking: (value) => ({
    what: `this chain cannot verify proofs: its precompile at ${value<string>("precompile")} is missing or answers wrongly`,
    remedy:
      "use a chain that has MODEXP and the BN254 precompiles; `npx hardhat ezkl doctor --network NAME` asks one",
  }),
};
