import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { useWalletState, type Wallet } from "./wallet.tsx";

/** Milliseconds between two looks at the chain. */
const LOOK_EVERY = 2000;

/**
 * What a screen reads from the chain, again every two seconds and after each of the page's own transactions.
 * @param key names the value and what it depends on; account and chain are added
 * @param every milliseconds between two looks; false for what changes with its key only
 */
export function useChain<T>(
  key: readonly (string | number | bigint | undefined)[],
  read: (wallet: Wallet) => Promise<T>,
  every: number | false = LOOK_EVERY,
): UseQueryResult<T> {
  const { wallet } = useWalletState();
  return useQuery({
    queryKey: [wallet?.chainId.toString(), wallet?.account, ...key.map(String)],
    queryFn: async () => read(wallet as Wallet),
    enabled: wallet !== undefined,
    // What could not be read is tried again, whatever it is.
    refetchInterval: ({ state }) => (state.status === "error" ? LOOK_EVERY : every),
    retry: false,
  });
}
