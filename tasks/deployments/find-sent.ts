import type { Provider } from "ethers";

/**
 * The mined transaction of an account with this nonce. Nodes answer by hash only, so the block is found by halving: the first one
 * after which the account has sent more than `nonce` transactions.
 */
export async function findSent(provider: Provider, from: string, nonce: number): Promise<string | undefined> {
  let [low, high] = [0, await provider.getBlockNumber()];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // Nodes forget old state: what they no longer know was before.
    const sent = await provider.getTransactionCount(from, middle).catch(() => 0);
    if (sent > nonce) high = middle;
    else low = middle + 1;
  }
  const block = await provider.getBlock(low, true);
  return block?.prefetchedTransactions.find(
    (transaction) => transaction.from === from && transaction.nonce === nonce,
  )?.hash;
}
