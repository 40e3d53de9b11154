import type { Features } from "../../../models/singing-judge/audio/features.ts";
import { recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { formatTime } from "../../samples/format/time.ts";
import type { Contest } from "../open-contest.ts";
import type { Desk } from "../desk.ts";
import { ContestFileError, TicketStateError } from "../errors.ts";
import { exactScore } from "../format/score.ts";
import type { Ticket } from "../read/ticket.ts";
import { readRecording } from "../sound.ts";

/** A proof takes seconds: nobody should make one that comes too late anyway. */
export async function requireOpen(desk: Desk, { terms }: Contest, ticket: bigint): Promise<void> {
  const { now } = await readClock(desk.connection.ethers.provider);
  if (now < terms.submissionsCloseAt) return;
  throw new TicketStateError(
    ticket,
    `submissions closed at ${formatTime(terms.submissionsCloseAt)}`,
    "see how it ends: npx hardhat contest standings",
  );
}

/** The contract takes no other attempt. @param best of the ticket so far; 0 before its first */
export function requireBetter(counted: bigint, best: bigint, wav: string): void {
  if (counted > best) return;
  const heard = `the judge gives this ${exactScore(counted)}`;
  if (best > 0n) {
    throw new ContestFileError(
      wav,
      `${heard}, and the ticket has ${exactScore(best)} already`,
      "only a better attempt replaces one: sing again, or leave it at that",
    );
  }
  throw new ContestFileError(
    wav,
    `${heard}, and only a score above 0 counts`,
    "sing the ticket's melody: `contest melody --ticket NUMBER --wav FILE` writes it to listen to",
  );
}

/** Without the recording that its attempt committed to, a challenged ticket loses its place: that file is never written over. */
export async function keepSubmitted(path: string, hash: string, ticket: Ticket): Promise<void> {
  if (hash === ticket.recordingHash) return;
  const present = await readRecording(path).catch(() => undefined);
  if (present === undefined || recordingHash(present) !== ticket.recordingHash) return;
  throw new ContestFileError(
    path,
    "this is the recording of the attempt that was submitted; a new one would take its place",
    "give another name with --out FILE",
  );
}

export function requireVoice({ energy }: Features, wav: string): void {
  if (energy.some((value) => value > 0)) return;
  throw new ContestFileError(
    wav,
    "no singing voice was heard in it",
    "sing or hum clear notes near the microphone; the file may be silent or hold noise only",
  );
}
