import { setTimeout as delay } from "node:timers/promises";

import { EzklError } from "../../../src/errors/base.ts";
import { isTransport } from "../../samples/chain/transport.ts";
import { firstLine } from "../../samples/deployed.ts";

/** The node did not answer, however often it was asked. */
export class NodeUnreachableError extends EzklError {
  constructor(network: string, attempts: number, cause: unknown) {
    super("EZKL_VAULT_NODE", {
      what: `the node did not answer, ${attempts} times in a row: ${firstLine(cause)}`,
      where: `network ${network}`,
      remedy:
        "check the node and its url in hardhat.config.ts; what was sent is found again when the keeper starts anew",
      cause,
    });
  }
}

export interface RetryOptions {
  network: string;
  /** Ends the waiting; what is thrown then is the signal's reason. */
  signal: AbortSignal;
  /** How often it is tried. */
  attempts: number;
  /** First wait in milliseconds; doubled each time, at most a minute. */
  firstWait: number;
  /** Told of each failure and of the wait after it. */
  onFailure: (error: unknown, milliseconds: number) => void;
}

const LONGEST_WAIT = 60_000;

/**
 * Asks a node until it answers. Only for what may be asked twice. A refusal is an answer.
 * @throws NodeUnreachableError after the last attempt; answers of the chain at once
 */
export async function untilAnswered<T>(ask: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { network, signal, attempts, firstWait, onFailure } = options;
  for (let attempt = 1, wait = firstWait; ; attempt++, wait = Math.min(2 * wait, LONGEST_WAIT)) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!isTransport(error)) throw error;
      if (attempt >= attempts) throw new NodeUnreachableError(network, attempt, error);
      onFailure(error, wait);
      await delay(wait, undefined, { signal });
    }
  }
}
