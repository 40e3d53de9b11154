import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";

import { useWalletState, type Wallet } from "./wallet.tsx";

/** Milliseconds between two looks at the chain. */
const LOOK_EVERY = 2000;

/**
 * What a screen reads from the chain, again every two seconds and after each of the page's own transactions.
 * @param key names the value and what it depends on; account and chain are added
 * @param options.every milliseconds between two looks; false for what changes with its key only
 * @param options.keep shows what was read for the former key until the new one is there
 */
export function useChain<T>(
  key: readonly (string | number | bigint | undefined)[],
  read: (wallet: Wallet) => Promise<T>,
  { every = LOOK_EVERY, keep = false }: { every?: number | false; keep?: boolean } = {},
): UseQueryResult<T> {
  const { wallet } = useWalletState();
  return useQuery({
    queryKey: [wallet?.chainId.toString(), wallet?.account, ...key.map(String)],
    queryFn: async () => read(wallet as Wallet),
    enabled: wallet !== undefined,
    // What could not be read is tried again, whatever it is.
    refetchInterval: ({ state }) => (state.status === "error" ? LOOK_EVERY : every),
    placeholderData: keep ? keepPreviousData : undefined,
    retry: false,
  });
}
