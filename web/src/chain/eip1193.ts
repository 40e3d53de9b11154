import { createStore } from "mipd";

/** EIP-1193, as far as the page goes. */
export interface Eip1193Provider {
  request: (request: { method: string; params?: readonly unknown[] }) => Promise<unknown>;
  on: (event: "accountsChanged" | "chainChanged", listener: (value: never) => void) => unknown;
  removeListener: (event: "accountsChanged" | "chainChanged", listener: (value: never) => void) => unknown;
}

/** A wallet that announced itself (EIP-6963). */
export interface WalletDetail {
  readonly info: {
    readonly uuid: string;
    readonly name: string;
    /** A data URL. */
    readonly icon: string;
    readonly rdns: string;
  };
  readonly provider: Eip1193Provider;
}

interface WalletStore {
  getProviders: () => readonly WalletDetail[];
  subscribe: (listener: () => void) => () => void;
}

/** The library's own types are viem's, which is not installed. */
export const announcedWallets = createStore() as unknown as WalletStore;
