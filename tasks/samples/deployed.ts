import { Interface, type Contract, type JsonFragment } from "ethers";

/** A contract on the connected chain. */
export interface Deployed {
  contract: Contract;
  address: string;
}

/** A contract's ABI with the errors of those that it calls. */
export function interfaceOf(own: readonly JsonFragment[], others: readonly JsonFragment[]): Interface {
  return new Interface([...own, ...others.filter(({ type }) => type === "error")]);
}

/** What went wrong with a call, in one line. */
export function firstLine(error: unknown): string {
  const { shortMessage, message } = error as { shortMessage?: string; message: string };
  return (shortMessage ?? message).split("\n")[0] ?? "";
}
