import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { useWalletState, type Wallet } from "./wallet.tsx";

/** Milliseconds between two looks at the chain. */
const LOOK_EVERY = 2000;

/**
 * What a screen reads from the chain, again every two seconds and after each of the page's own transactions.
 * @param key names the value and what it depends on; account and chain are added
 */
export function useChain<T>(
  key: readonly (string | number | bigint | undefined)[],
  read: (wallet: Wallet) => Promise<T>,
): UseQueryResult<T> {
  const { wallet } = useWalletState();
  return useQuery({
    queryKey: [wallet?.chainId.toString(), wallet?.account, ...key.map(String)],
    queryFn: async () => read(wallet as Wallet),
    enabled: wallet !== undefined,
    refetchInterval: LOOK_EVERY,
    retry: false,
  });
}
