import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";
import { hooks, network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { makeSteady } from "../../scripts/demo/steady-chain.ts";

/** An ordinary chain's next block would be later by a second at least. */
const LATE_MS = 2_100;
const START = Date.parse("2026-01-01T00:00:00Z") / 1000;

interface Block {
  hash: string;
  timestamp: number;
}

describe("a steady chain", () => {
  it("has the same blocks whenever they are made", async () => {
    const [early, late] = [await play(0), await play(LATE_MS)];
    expect(late).to.deep.equal(early);
    // All but the one that was gone back to.
    expect(new Set(early.map(({ hash }) => hash))).to.have.length(early.length - 1);
  });

  it("goes a second at a time, and to where its clock is set", async () => {
    const times = (await play(0)).map(({ timestamp }) => timestamp);
    expect(times.map((time) => time - START)).to.deep.equal([0, 1, 6, 106, 107, 107, 108, 500, 501]);
  });

  it("minds no other chain", async () => {
    const [steady, other] = [await network.create("demo"), await network.create("demo")];
    const end = await makeSteady({ hooks }, steady);
    await steady.networkHelpers.time.setNextBlockTimestamp(START + 500);
    await other.networkHelpers.mine();
    await steady.networkHelpers.mine();
    expect((await latest(steady)).timestamp).to.equal(START + 500);
    end();
    await Promise.all([steady.close(), other.close()]);
  });
});

/** The blocks after each act of a small story, which pauses before the second. */
async function play(pauseMs: number): Promise<Block[]> {
  const connection = await network.create("demo");
  const end = await makeSteady({ hooks }, connection);
  const { ethers, networkHelpers, provider } = connection;
  const [from, to] = await ethers.getSigners();
  const send = async (): Promise<unknown> => (await from!.sendTransaction({ to: to!, value: 1n })).wait();
  let snapshot: unknown;
  const acts: (() => Promise<unknown>)[] = [
    send,
    async () => networkHelpers.mine(5),
    async () => networkHelpers.time.increase(100),
    send,
    async () => {
      snapshot = await provider.request({ method: "evm_snapshot", params: [] });
      await send();
      await provider.request({ method: "evm_revert", params: [snapshot] });
    },
    send,
    async () => networkHelpers.time.increaseTo((await ethers.provider.getBlock(0))!.timestamp + 500),
    send,
  ];
  const blocks = [await latest(connection)];
  for (const act of acts) {
    if (blocks.length === 2) await delay(pauseMs);
    await act();
    blocks.push(await latest(connection));
  }
  end();
  await connection.close();
  return blocks;
}

async function latest({ ethers }: NetworkConnection): Promise<Block> {
  const block = await ethers.provider.getBlock("latest");
  return { hash: block?.hash ?? "", timestamp: block?.timestamp ?? 0 };
}
