import type { EthereumProvider } from "hardhat/types/providers";

/** More than any verifier needs, less than a block of the measuring network holds. */
const GAS_LIMIT = "0x1dcd6500"; // 500,000,000
/** What `verifyProof` returns for a good proof: the word 1. */
const TRUE = `0x${"1".padStart(64, "0")}`;

interface Deployed {
  address: string;
  /** Of the whole deploying transaction. */
  gas: number;
}

/** Deploys creation code from the chain's first account. @throws the provider's error when it reverts */
export async function deployCode(provider: EthereumProvider, creationCode: string): Promise<Deployed> {
  const { contractAddress, gasUsed } = await send(provider, { data: creationCode });
  return { address: contractAddress, gas: Number(gasUsed) };
}

/**
 * Asks a verifier by a whole transaction.
 * @param calldata of `verifyProof(bytes,uint256[])`, selector included
 * @returns gas used, exact: 21,000 + calldata + execution; null when it reverts or answers anything but true
 */
export async function verificationGas(
  provider: EthereumProvider,
  address: string,
  calldata: string,
): Promise<number | null> {
  const call = { to: address, data: calldata, gas: GAS_LIMIT };
  const answer: unknown = await provider
    .request({ method: "eth_call", params: [call, "latest"] })
    .catch(() => null);
  if (answer !== TRUE) return null;
  return Number((await send(provider, call)).gasUsed);
}

interface Receipt {
  contractAddress: string;
  gasUsed: string;
}

async function send(
  provider: EthereumProvider,
  transaction: { to?: string; data: string },
): Promise<Receipt> {
  const [from] = (await provider.request({ method: "eth_accounts" })) as string[];
  const hash: unknown = await provider.request({
    method: "eth_sendTransaction",
    params: [{ ...transaction, from, gas: GAS_LIMIT }],
  });
  return (await provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as Receipt;
}
