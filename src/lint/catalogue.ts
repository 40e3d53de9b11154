export type LintRuleId =
  | "EZKL_LINT_UNVERIFIED"
  | "EZKL_LINT_UNPINNED"
  | "EZKL_LINT_LOW_LEVEL"
  | "EZKL_LINT_CONTEXT"
  | "EZKL_LINT_NULLIFIER";

export interface LintRule {
  title: string;
  why: string;
  remedy: string;
}

export const LINT_RULES: Record<LintRuleId, LintRule> = {
  EZKL_LINT_UNVERIFIED: {
    title: "unverified result",
    why: "a statement counts for nothing until a verifier has accepted its proof and the contract has looked at the answer",
    remedy:
      "call _consumeProof (or _checkProof) before the statement is decoded; refuse false, and revert in every catch",
  },
  EZKL_LINT_UNPINNED: {
    title: "unchecked verifier address",
    why: "whoever chooses the verifier chooses what is true",
    remedy:
      "pin the verifier in the constructor: inherit EzklConsumer, or call EzklVerifierPin.requirePinnable with the code hash of the build",
  },
  EZKL_LINT_LOW_LEVEL: {
    title: "low-level call to a verifier",
    why: "a call to an account without code succeeds, and call data of a caller's making can prove anything to a verifier without a layout guard",
    remedy: "call verifyProof through IEzklVerifier",
  },
  EZKL_LINT_CONTEXT: {
    title: "context not bound",
    why: "a proof that is not tied to this chain, contract, account and scope can be copied, replayed or stolen",
    remedy:
      "use _consumeProof(proof, instances, msg.sender, scope) with a scope that changes: a round, an epoch, a nonce",
  },
  EZKL_LINT_NULLIFIER: {
    title: "nullifier made of proof bytes",
    why: "proving the same statement again gives other bytes, so the same context can be spent as often as somebody proves it",
    remedy: "mark the nullifier that _consumeProof gives: it is the context's hash",
  },
};
