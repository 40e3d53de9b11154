import { Contract, formatUnits, parseUnits, ZeroAddress, type Provider } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";

const ERC20_ABI = [
  "function symbol() view returns (string)",
  "function decimals() view returns (uint8)",
  "function balanceOf(address account) view returns (uint256)",
];
const NATIVE_DECIMALS = 18;

/** What a dapp's amounts are in. */
export interface Currency {
  /** Zero for the chain's own currency. */
  token: string;
  symbol: string;
  decimals: number;
  balanceOf: (account: string) => Promise<bigint>;
  /** An amount in whole units with the symbol: "0.01 ETH". */
  format: (amount: bigint) => string;
}

/**
 * @param option the one that named the token
 * @throws InputInvalidError when there is no ERC-20 token at the address
 */
export async function currencyOf(provider: Provider, token: string, option = "--token"): Promise<Currency> {
  if (token === ZeroAddress) {
    return currency(token, "ETH", NATIVE_DECIMALS, async (account) => provider.getBalance(account));
  }
  const contract = new Contract(token, ERC20_ABI, provider);
  try {
    const symbol = String(await contract.getFunction("symbol").staticCall());
    const decimals = Number(await contract.getFunction("decimals").staticCall());
    const balanceOf = async (account: string): Promise<bigint> =>
      BigInt((await contract.getFunction("balanceOf").staticCall(account)) as bigint);
    return currency(token, symbol, decimals, balanceOf);
  } catch (error) {
    if (!isCallFailure(error)) throw error;
    throw new InputInvalidError(
      option,
      `there is no ERC-20 token with symbol and decimals at ${token} on this network`,
      "check the address and --network",
    );
  }
}

/** The smallest units of an amount in whole ones. @throws InputInvalidError naming the option */
export function parseAmount(
  text: string,
  { symbol, decimals }: Pick<Currency, "symbol" | "decimals">,
  option: string,
): bigint {
  const places = /^\d{1,30}(?:\.(\d+))?$/.exec(text)?.[1]?.length ?? (/^\d{1,30}$/.test(text) ? 0 : Infinity);
  if (places > decimals) {
    throw new InputInvalidError(
      option,
      `"${text}" is no amount of ${symbol}`,
      `give a decimal number with at most ${decimals} decimals, such as 0.01`,
    );
  }
  return parseUnits(text, decimals);
}

function currency(
  token: string,
  symbol: string,
  decimals: number,
  balanceOf: Currency["balanceOf"],
): Currency {
  const format = (amount: bigint): string => `${formatUnits(amount, decimals).replace(/\.0$/, "")} ${symbol}`;
  return { token, symbol, decimals, balanceOf, format };
}

/** No code there, or code that does not answer: what ethers makes of either. */
function isCallFailure(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return (
    code === "BAD_DATA" ||
    code === "CALL_EXCEPTION" ||
    /revert|not a contract|unrecognized/i.test(String(error))
  );
}
