import { scopeOf } from "../../src/context/hash.ts";
import type { ProofContext } from "../../src/artifacts/proof-file.ts";

/** What a proof of one day's decision must be for, so that the vault takes it from its keeper. */
export function decisionContext(chainId: bigint, vault: string, keeper: string, epoch: bigint): ProofContext {
  return { chainId: chainId.toString(), consumer: vault, account: keeper, scope: scopeOf(epoch) };
}
