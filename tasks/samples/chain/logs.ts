import type { Log, Provider } from "ethers";

export interface LogFilter {
  address: string;
  /** A list where any of several is looked for, null for anything. */
  topics: (string | string[] | null)[];
}

/** What providers say when a range has too many blocks or too many logs for them. */
const TOO_MUCH = /range|limit|too many|exceed|more than|10000|query returned/i;

/**
 * All logs from a block on, oldest first. A provider that refuses the range is asked for halves of it.
 * @param from, to block numbers, both included
 */
export async function readLogs(
  provider: Provider,
  filter: LogFilter,
  from: number,
  to: number,
): Promise<Log[]> {
  if (from > to) return [];
  try {
    return await provider.getLogs({ ...filter, fromBlock: from, toBlock: to });
  } catch (error) {
    if (from === to || !TOO_MUCH.test(String(error))) throw error;
    const middle = Math.floor((from + to) / 2);
    const earlier = await readLogs(provider, filter, from, middle);
    return [...earlier, ...(await readLogs(provider, filter, middle + 1, to))];
  }
}

/** In the order in which the chain wrote them. */
export function inOrder(logs: readonly Log[]): Log[] {
  return [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
}
