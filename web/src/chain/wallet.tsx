import { BrowserProvider, getAddress, type JsonRpcSigner } from "ethers";
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";

import { announceBurner } from "./burner.ts";
import { announcedWallets, type Eip1193Provider, type WalletDetail } from "./eip1193.ts";

/** The wallet that the page speaks through: reads and transactions alike. */
export interface Wallet {
  readonly detail: WalletDetail;
  /** Checksummed. */
  readonly account: string;
  readonly chainId: bigint;
  readonly provider: BrowserProvider;
  signer: () => Promise<JsonRpcSigner>;
  /** @throws what the wallet throws: 4001 declined, 4902 chain unknown to it */
  switchChain: (chainId: bigint) => Promise<void>;
}

interface WalletState {
  /** Wallets that announced themselves (EIP-6963). */
  readonly wallets: readonly WalletDetail[];
  readonly wallet: Wallet | undefined;
  connect: (detail: WalletDetail) => Promise<void>;
  disconnect: () => void;
}

const WalletContext = createContext<WalletState | undefined>(undefined);

announceBurner();

/** Which wallet was connected last, so that a reload asks for nothing. */
const REMEMBERED = "hardhat-ezkl/wallet";

export function WalletProvider({ children }: { children: ReactNode }): ReactNode {
  const wallets = useSyncExternalStore(announcedWallets.subscribe, announcedWallets.getProviders);
  const [detail, setDetail] = useState<WalletDetail>();
  const [account, setAccount] = useState<string>();
  const [chainId, setChainId] = useState<bigint>();

  const open = useCallback(async (chosen: WalletDetail, ask: boolean): Promise<void> => {
    const { provider } = chosen;
    const method = ask ? "eth_requestAccounts" : "eth_accounts";
    const [first] = (await provider.request({ method })) as string[];
    if (first === undefined) return;
    setChainId(await chainOf(provider));
    setAccount(getAddress(first));
    setDetail(chosen);
    localStorage.setItem(REMEMBERED, chosen.info.rdns);
  }, []);

  const disconnect = useCallback(() => {
    localStorage.removeItem(REMEMBERED);
    setDetail(undefined);
  }, []);

  useEffect(() => {
    const known = wallets.find(({ info }) => info.rdns === localStorage.getItem(REMEMBERED));
    if (known !== undefined && detail === undefined) void open(known, false).catch(() => undefined);
  }, [wallets, detail, open]);

  useEffect(() => {
    if (detail === undefined) return undefined;
    return follow(detail.provider, {
      accountsChanged: ([first]) => (first === undefined ? disconnect() : setAccount(getAddress(first))),
      chainChanged: (chain) => setChainId(BigInt(chain)),
    });
  }, [detail, disconnect]);

  const wallet = useMemo<Wallet | undefined>(() => {
    if (detail === undefined || account === undefined || chainId === undefined) return undefined;
    const provider = new BrowserProvider(detail.provider, chainId, { cacheTimeout: -1 });
    provider.pollingInterval = 1000;
    return {
      ...{ detail, account, chainId, provider },
      signer: async () => provider.getSigner(account),
      switchChain: async (wanted) => {
        const params = [{ chainId: `0x${wanted.toString(16)}` }];
        await detail.provider.request({ method: "wallet_switchEthereumChain", params });
        setChainId(await chainOf(detail.provider));
      },
    };
  }, [detail, account, chainId]);

  const state = useMemo(
    () => ({
      wallets,
      wallet,
      connect: async (chosen: WalletDetail) => open(chosen, true),
      disconnect,
    }),
    [wallets, wallet, open, disconnect],
  );
  return <WalletContext value={state}>{children}</WalletContext>;
}

export function useWalletState(): WalletState {
  const state = use(WalletContext);
  if (state === undefined) throw new Error("WalletProvider is missing");
  return state;
}

async function chainOf(provider: Eip1193Provider): Promise<bigint> {
  return BigInt((await provider.request({ method: "eth_chainId" })) as string);
}

interface Listeners {
  accountsChanged: (accounts: readonly string[]) => void;
  chainChanged: (chainId: string) => void;
}

function follow(provider: Eip1193Provider, { accountsChanged, chainChanged }: Listeners): () => void {
  provider.on("accountsChanged", accountsChanged);
  provider.on("chainChanged", chainChanged);
  return () => {
    provider.removeListener("accountsChanged", accountsChanged);
    provider.removeListener("chainChanged", chainChanged);
  };
}
