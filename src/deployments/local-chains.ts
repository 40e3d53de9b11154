/** Chain id of Hardhat's node and of anvil, whose clock whoever uses them may set. */
export const DEVELOPMENT_CHAIN = 31337n;

/** Those of development nodes: the above, and geth's and Ganache's. */
const LOCAL_CHAINS: readonly bigint[] = [DEVELOPMENT_CHAIN, 1337n];

/** Whether nothing on a chain is worth anything, by its id. */
export function isLocal(chainId: bigint): boolean {
  return LOCAL_CHAINS.includes(chainId);
}
