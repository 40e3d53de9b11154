import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Contract } from "ethers";

import type { Dapp } from "../../../tasks/samples/dapp.ts";
import { REGISTRY } from "../../../tasks/uniqueness-registry/dapp.ts";
import { openRegistry, type OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { UniquenessRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/samples/uniqueness-registry/UniquenessRegistry__factory.ts";
import type { OnRecord } from "../chain/deployed.ts";
import type { Explained } from "../chain/explain.ts";
import { shownCurrency } from "../chain/shown-currency.ts";
import type { Wallet } from "../chain/wallet.tsx";

/** Whose refusals the registry's transactions are explained by. */
export const EXPLAINED: Explained & { readonly dapp: Dapp } = {
  dapp: REGISTRY,
  abi: UniquenessRegistry__factory.createInterface(),
};

/** The registry on record, with what holds for it from its making on: read once. */
export function useRegistry(
  wallet: Wallet,
  { address, blockNumber }: OnRecord,
): UseQueryResult<OpenRegistry> {
  return useQuery({
    queryKey: ["registry", wallet.chainId.toString(), wallet.account, address],
    queryFn: async () => {
      const contract = new Contract(address, EXPLAINED.abi, wallet.provider);
      const registry = await openRegistry({ contract, address }, wallet.provider, blockNumber);
      return { ...registry, token: shownCurrency(registry.token) };
    },
    staleTime: Infinity,
    retry: false,
  });
}
