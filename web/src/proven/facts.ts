import { keccak256 } from "ethers";

import { contextHash, contextLimbs, joinLimbs, type ProofContext } from "../../../src/index.ts";
import { EzklConsumer__factory } from "../../../types/ethers-contracts/factories/contracts/base/EzklConsumer__factory.ts";
import type { Wallet } from "../chain/wallet.tsx";
import type { PageModel } from "../models/catalogue.ts";

/** What the chain says of the contract that takes the proofs. */
export interface ConsumerFacts {
  readonly verifier: string;
  /** The code at the verifier's address is still the one that the contract pinned. */
  readonly codePinned: boolean;
  /** The contract's model is the one that this page was built with. */
  readonly sameModel: boolean;
}

export async function readConsumer(
  wallet: Wallet,
  consumer: string,
  model: PageModel,
): Promise<ConsumerFacts> {
  const contract = EzklConsumer__factory.connect(consumer, wallet.provider);
  const [verifier, pinned, digest] = await Promise.all([
    contract.verifier(),
    contract.verifierCodeHash(),
    contract.modelDigest(),
  ]);
  const code = await wallet.provider.getCode(verifier);
  return {
    verifier,
    codePinned: keccak256(code) === pinned,
    sameModel: digest === model.manifest.modelDigest,
  };
}

/** Whether the proof's context is the hash of what its maker says it is for, and that is this account and this contract. */
export function isBound(
  context: ProofContext,
  modelDigest: string,
  proven: bigint,
  here: { wallet: Wallet; consumer: string },
): boolean {
  const { chainId, ...rest } = context;
  const { account, chainId: on } = here.wallet;
  if (BigInt(chainId) !== on || !same(rest.account, account) || !same(rest.consumer, here.consumer))
    return false;
  return (
    joinLimbs(contextLimbs(contextHash({ ...rest, chainId: BigInt(chainId), modelDigest })).map(BigInt)) ===
    proven
  );
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
