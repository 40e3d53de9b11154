import { readFileSync } from "node:fs";

import { AbiCoder, id, keccak256, parseEther, type BytesLike, type Signer } from "ethers";

import { R } from "./calldata.ts";
import { compileMock, deployMock } from "./mock-verifiers.ts";
import type { Connection } from "./scorer.ts";

export const DAY = 24 * 3600;
export const FEE = parseEther("1");
export const BOND = parseEther("0.3");
/** As in the contract. */
export const DRAW_DELAY = 4;
export const DRAW_WINDOW = 256;
export const RECORDING_BYTES = 102_400;

/** Order of the contract's enumerations. */
export const OUTCOME = { undecided: 0n, won: 1n, void: 2n } as const;
export const CHALLENGE = { none: 0n, open: 1n, answered: 2n, struck: 3n } as const;

const LIMBS = 6;
const LIMB_BITS = 27n;
const library = readFileSync(
  new URL("../../contracts/generated/singing-judge/SingingJudgeStatement.sol", import.meta.url),
  "utf8",
);
const constant = (name: string) => Number(new RegExp(` ${name} = (\\d+);`).exec(library)?.[1]);

/** Layout of the judge's instances, as generated. */
export const LAYOUT = {
  instances: constant("INSTANCES"),
  score: constant("SCORE_OFFSET"),
  melody: constant("MELODY_OFFSET"),
  context: constant("CONTEXT_OFFSET"),
  scoreBits: BigInt(constant("SCORE_SCALE_BITS")),
  melodyBits: BigInt(constant("MELODY_SCALE_BITS")),
};

/** A score's instance; exact for multiples of 2^-10. Negative ones wrap around the field's modulus. */
export function scoreFelt(score: number): bigint {
  const raw = (BigInt(Math.round(score * 1024)) << LAYOUT.scoreBits) / 1024n;
  return raw < 0n ? R + raw : raw;
}

/** The same score with 18 decimals. */
export const wad = (score: number) => (BigInt(Math.round(score * 1024)) * 10n ** 18n) / 1024n;

export const ZERO = "0x0000000000000000000000000000000000000000";

/** Terms that hold, counted from `now` in unix seconds. */
export function sampleTerms(now: number, host: string) {
  return {
    token: ZERO,
    fee: FEE,
    challengeBond: BOND,
    host,
    hostShare: 500n,
    split: [6_000n, 3_000n, 1_000n] as [bigint, bigint, bigint],
    entriesCloseAt: BigInt(now + DAY),
    submissionsCloseAt: BigInt(now + 2 * DAY),
    disputeWindow: BigInt(DAY),
    threshold: wad(0.5),
    cap: wad(0.96875),
  };
}

export type Terms = ReturnType<typeof sampleTerms>;

/** What a judge's verifier that accepts anything is deployed as, for contests whose rules and money are tested. It proves nothing. */
export async function permissiveVerifier(
  connection: Connection,
): Promise<[address: string, codeHash: string]> {
  return [
    await deployMock(connection, "PermissiveVerifier"),
    keccak256(compileMock("PermissiveVerifier").runtime),
  ];
}

/**
 * Opens a contest behind a verifier that accepts anything, whose melodies follow from the tickets' numbers.
 * Signer 0 deploys it, signer 9 is its host.
 */
export async function openContest(connection: Connection, overrides: Partial<Terms> = {}) {
  const { ethers, networkHelpers } = connection;
  const [deployer, alice, bob, carol, dave] = await ethers.getSigners();
  const host = (await ethers.getSigners())[9]!;
  const [verifier, codeHash] = await permissiveVerifier(connection);
  const terms = { ...sampleTerms(await networkHelpers.time.latest(), host.address), ...overrides };
  const contest = await ethers.deployContract("FixedMelodyContest", [verifier, codeHash, terms], deployer);

  /** Lets time pass until the given second; the next transaction is in a block of exactly this time. */
  const at = (second: bigint) => networkHelpers.time.setNextBlockTimestamp(second);
  /** Buys a ticket and draws its melody. */
  const enterAndDraw = async (singer: Signer) => {
    const value = terms.token === ZERO ? terms.fee : 0n;
    await contest.connect(singer).enter({ value });
    const ticket = await contest.ticketCount();
    await networkHelpers.mine(DRAW_DELAY);
    await contest.drawMelody(ticket);
    return ticket;
  };
  /** Submits an attempt of this score with instances made for exactly this call; nothing is proven. */
  const perform = async (
    singer: Signer,
    ticket: bigint,
    score: number,
    recordingHash: BytesLike = hashOf(ticket, score),
  ) =>
    contest
      .connect(singer)
      .submit(
        ticket,
        recordingHash,
        "0x01",
        await instancesFor(contest, await singer.getAddress(), ticket, scoreFelt(score), recordingHash),
      );
  return {
    contest,
    terms,
    at,
    enterAndDraw,
    perform,
    alice: alice!,
    bob: bob!,
    carol: carol!,
    dave: dave!,
    host,
  };
}

/** A recording's hash that differs from attempt to attempt. */
export const hashOf = (ticket: bigint, score: number) => id(`recording ${ticket} ${score}`);

/** scope = keccak256(abi.encode(ticket, recordingHash)) */
export function scopeOf(ticket: bigint, recordingHash: BytesLike): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "bytes32"], [ticket, recordingHash]));
}

interface Judged {
  melodyOf(ticket: bigint): Promise<readonly bigint[]>;
  contextOf(account: string, scope: string): Promise<string>;
}

/** Instances as a proof for this call would have them. */
export async function instancesFor(
  contest: Judged,
  account: string,
  ticket: bigint,
  score: bigint,
  recordingHash: BytesLike,
): Promise<bigint[]> {
  const melody = [...(await contest.melodyOf(ticket))].map((semitone) => semitone << LAYOUT.melodyBits);
  const context = BigInt(await contest.contextOf(account, scopeOf(ticket, recordingHash)));
  const limbs = Array.from(
    { length: LIMBS },
    (_, i) => (context >> (LIMB_BITS * BigInt(i))) & ((1n << LIMB_BITS) - 1n),
  );
  const instances = Array.from({ length: LAYOUT.instances }, () => 0n);
  instances[LAYOUT.score] = score;
  instances.splice(LAYOUT.melody, melody.length, ...melody);
  instances.splice(LAYOUT.context, LIMBS, ...limbs);
  return instances;
}

/** Bytes of the right length for a recording, and their hash. */
export function makeRecording(fill: number): { recording: Uint8Array; recordingHash: string } {
  const recording = Uint8Array.from({ length: RECORDING_BYTES }, (_, i) => (i * 31 + fill) & 0xff);
  return { recording, recordingHash: keccak256(recording) };
}
