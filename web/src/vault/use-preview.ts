import { tell, type Told } from "../chain/explain.ts";
import { useChain } from "../chain/use-chain.ts";

import { OF_VAULT } from "./abi.ts";

/** What a contract says that an act would bring, or why it would refuse. */
export interface Preview<T> {
  readonly value: T | undefined;
  readonly told: Told | undefined;
}

/** Asked again with every look at the chain: prices move. @param amount undefined where there is nothing to ask about */
export function usePreview<T>(
  key: readonly (string | undefined)[],
  amount: bigint | undefined,
  read: (amount: bigint) => Promise<T>,
): Preview<T> {
  const asked = amount !== undefined && amount > 0n ? amount : undefined;
  const { data, error } = useChain(["vault-preview", ...key, asked], async () =>
    asked === undefined ? null : { value: await read(asked) },
  );
  return {
    value: data?.value,
    told: error === null || asked === undefined ? undefined : tell(error, OF_VAULT),
  };
}
