import type { Contract } from "ethers";

import { latestRoundOf, roundId, updatedAtOf } from "./rounds.ts";

/** What a feed has told so far, as of one moment. Nothing is asked twice: searches for neighbouring days begin with the same questions. */
export class FeedHistory {
  readonly feed: Contract;
  /** The chain's clock, unix seconds. */
  readonly now: bigint;
  readonly latest: { id: bigint; updatedAt: bigint };
  readonly #told = new Map<bigint, bigint | undefined>();

  private constructor(feed: Contract, now: bigint, latest: { id: bigint; updatedAt: bigint }) {
    this.feed = feed;
    this.now = now;
    this.latest = latest;
  }

  /** @param feed see `openFeed`; its runner has a provider */
  static async open(feed: Contract): Promise<FeedHistory> {
    const block = await feed.runner?.provider?.getBlock("latest");
    return new FeedHistory(feed, BigInt(block?.timestamp ?? 0), await latestRoundOf(feed));
  }

  /** When a round came, in unix seconds; undefined when the feed has no such round. */
  async updatedAt(phase: bigint, number: bigint): Promise<bigint | undefined> {
    const id = roundId(phase, number);
    if (!this.#told.has(id)) this.#told.set(id, await updatedAtOf(this.feed, id));
    return this.#told.get(id);
  }
}
