import { rename } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import type { HardhatEthersProvider } from "@nomicfoundation/hardhat-ethers/types";
import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { trackTransaction } from "@nomicfoundation/ignition-core";
import { getAddress } from "ethers";

import { DeploymentPendingError, LostTransactionError, NonceGapError } from "../../src/errors/deployment.ts";

import { findSent } from "./find-sent.ts";
import { forgetSent, readProgress, type Progress } from "./journal.ts";

/** How long a transaction of unknown hash is waited for. */
const PATIENCE_MS = 120_000;
const POLL_MS = 500;

export interface Resumed {
  contract: string;
  directory: string;
  ethers: HardhatEthersProvider;
  provider: EIP1193Provider;
  confirmations: number;
  /** A development node may have been started anew. */
  local: boolean;
  patienceMs?: number;
}

/**
 * Brings the journal of an earlier run in line with the chain where Ignition alone would stop for good or send a second copy: a
 * transaction that was broadcast before its hash was written down, one behind a gap of nonces, a contract that a reorganisation
 * took away, a failure.
 * @throws DeploymentPendingError, NonceGapError, LostTransactionError
 */
export async function resume(run: Resumed): Promise<void> {
  const progress = await readProgress(run.directory);
  switch (progress?.stage) {
    case "prepared":
      return adoptSent(run, progress);
    case "sent":
      return requireOnItsWay(run, progress);
    case "deployed":
      return requireThere(run, progress);
    case "failed":
      return setAside(run.directory);
    case "unsent":
    case undefined:
  }
}

/** Ignition stops here for good, until somebody finds the hash. */
async function adoptSent(run: Resumed, progress: Progress & { stage: "prepared" }): Promise<void> {
  const { contract, directory, ethers, provider, confirmations } = run;
  const from = getAddress(progress.from);
  const { nonce } = progress;
  const deadline = Date.now() + (run.patienceMs ?? PATIENCE_MS);
  while ((await ethers.getTransactionCount(from)) <= nonce) {
    const next = await ethers.getTransactionCount(from, "pending");
    if (next < nonce) throw new NonceGapError(from, contract, nonce, next);
    // Not broadcast, or still on its way: the new one takes the same nonce, and of two such the chain takes only one.
    if (next === nonce) return setAside(directory);
    if (Date.now() > deadline)
      throw new DeploymentPendingError(contract, `nonce ${nonce} of ${from} is not mined yet`);
    await delay(POLL_MS);
  }
  const hash = await findSent(ethers, from, nonce);
  if (hash === undefined) throw new LostTransactionError(contract, from, nonce, basename(directory));
  await trackTransaction(directory, hash, provider, confirmations);
}

/** A node keeps a transaction that it cannot mine yet, and Ignition would wait for it without end. */
async function requireOnItsWay(run: Resumed, progress: Progress & { stage: "sent" }): Promise<void> {
  const { contract, directory, ethers, provider, confirmations, local } = run;
  const { nonce, hashes } = progress;
  const from = getAddress(progress.from);
  const known = await Promise.all(hashes.map(async (hash) => ethers.getTransaction(hash)));
  const next = await ethers.getTransactionCount(from, "pending");
  if (known.some((transaction) => transaction !== null)) {
    if (next < nonce) throw new NonceGapError(from, contract, nonce, next);
    return;
  }
  if (next < nonce) {
    if (local) return setAside(directory);
    throw new NonceGapError(from, contract, nonce, next);
  }
  if ((await ethers.getTransactionCount(from)) <= nonce) return;
  // Another one took its nonce, and that may be an earlier copy of it: the chain takes one, and Ignition would send another.
  const hash = await findSent(ethers, from, nonce);
  if (hash === undefined) throw new LostTransactionError(contract, from, nonce, basename(directory));
  if (hashes.includes(hash)) return;
  await forgetSent(directory);
  await trackTransaction(directory, hash, provider, confirmations);
}

async function requireThere(
  { contract, directory, ethers, local }: Resumed,
  { address, hash }: Progress & { stage: "deployed" },
): Promise<void> {
  const there = (await ethers.getCode(address)) !== "0x";
  // A live chain's nodes may forget old transactions; a development node that was started anew may have another contract there.
  if (there && !local) return;
  const known = (await ethers.getTransaction(hash)) !== null;
  if (there && known) return;
  if (known)
    throw new DeploymentPendingError(contract, `${hash} was mined, and the chain has undone its block`);
  await setAside(directory);
}

/** Keeps a journal for whoever wants to know, out of Ignition's way. */
async function setAside(directory: string): Promise<void> {
  await rename(directory, `${directory}-until-${Date.now()}`);
}
