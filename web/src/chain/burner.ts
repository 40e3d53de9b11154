import { JsonRpcProvider, Wallet } from "ethers";
import { burner } from "virtual:burner";

import { isLocal } from "../../../src/deployments/local-chains.ts";

import type { WalletDetail } from "./eip1193.ts";

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='4' fill='%23e8590c'/%3E%3C/svg%3E";

/** What a wallet asks its user about; this one says yes. */
const SIGNED_HERE = new Set(["eth_sendTransaction", "personal_sign", "eth_signTypedData_v4"]);

/**
 * A wallet for local chains whose key everybody has: it signs whatever it is asked. Announced like any other (EIP-6963), and there
 * only when the development server hands out a key.
 */
export function announceBurner(): void {
  if (burner === undefined || !isLocal(BigInt(burner.chainId))) return;
  const rpc = new JsonRpcProvider(new URL(burner.rpc, location.href).href, burner.chainId, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const wallet = new Wallet(burner.key, rpc);
  const request = async ({
    method,
    params = [],
  }: {
    method: string;
    params?: readonly unknown[];
  }): Promise<unknown> => {
    const given = [...params];
    if (method === "eth_requestAccounts" || method === "eth_accounts") return [wallet.address];
    if (method === "wallet_switchEthereumChain")
      throw rpcError(4902, "this wallet knows the local chain only");
    if (SIGNED_HERE.has(method)) return sign(wallet, method, given);
    return rpc.send(method, given);
  };
  const detail: WalletDetail = Object.freeze({
    info: {
      uuid: "7a5c7f8e-4be0-4b0e-9a4e-6f0f5f4cf0b1",
      name: "Burner (local chain only)",
      icon: ICON,
      rdns: "local.hardhat-ezkl.burner",
    },
    provider: { request, on: () => undefined, removeListener: () => undefined },
  });
  const announce = (): boolean =>
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}

async function sign(wallet: Wallet, method: string, params: unknown[]): Promise<string> {
  if (method === "eth_sendTransaction") {
    const { gas, to, data, value } = params[0] as Record<string, string>;
    return (await wallet.sendTransaction({ to, data, value, gasLimit: gas })).hash;
  }
  if (method === "personal_sign") return wallet.signMessage(fromHex(params[0] as string));
  const { domain, types, message } = JSON.parse(params[1] as string) as {
    domain: Record<string, unknown>;
    types: Record<string, { name: string; type: string }[]>;
    message: Record<string, unknown>;
  };
  const own = Object.entries(types).filter(([name]) => name !== "EIP712Domain");
  return wallet.signTypedData(domain, Object.fromEntries(own), message);
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

function rpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
