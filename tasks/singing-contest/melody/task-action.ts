import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { resolve } from "node:path";

import { guideWav } from "../../../models/singing-judge/melody/guide.ts";
import { parseNote, noteName } from "../../../models/singing-judge/melody/keys.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { send } from "../../samples/chain/send.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { drawMelody, tellMelody } from "../format/melody.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readTicket, requireMelody } from "../read/ticket.ts";

interface MelodyArguments extends ContestArguments {
  ticket?: string;
  wav?: string;
  key?: string;
}

/** MIDI note number of C4. */
const DEFAULT_TONIC = 60;
/** The tune reaches an octave above its tonic; outside of these the guide can hardly be heard, and nobody sings there. */
const TONICS = { lowest: 24, highest: 84 };

const action: NewTaskActionFunction<MelodyArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => melody(args, await openDesk(hre)));

/** Shows a ticket's melody, and draws it first where nobody has. */
export async function melody(args: MelodyArguments, desk: Desk): Promise<TaskOutput> {
  const number = parseTicket(args.ticket);
  const tonic = parseTonic(args.key);
  const contest = await findContest(desk, args.contest);
  let ticket = await readTicket(contest, number);
  const drawn = ticket.melody === undefined;
  if (drawn) {
    const from = await accountOf(desk, args.account);
    await send(CONTEST, { contract: contest.contract, from, method: "drawMelody", args: [number] });
    ticket = await readTicket(contest, number);
  }
  const slots = requireMelody(ticket);
  const wav = args.wav === undefined ? null : resolve(args.wav);
  if (wav !== null) await writeFileAtomic(wav, guideWav(slots, tonic));
  return {
    json: {
      contest: contest.address,
      ticket: number,
      singer: ticket.singer,
      drawn,
      melody: slots,
      tonic: noteName(tonic),
      wav,
    },
    text: [
      `The melody of ticket ${number}${drawn ? ", drawn now" : ""}, with ${noteName(tonic)} as the tonic (sing it in any key, --key shows another):`,
      "",
      ...drawMelody(slots, tonic),
      "",
      tellMelody(slots, tonic),
      ...(args.wav === undefined ? [] : [`Written to ${args.wav}: four clicks, then the tune.`]),
      nextCommand(desk, `sing --ticket ${number} --wav FILE`),
    ],
  };
}

function parseTonic(key: string | undefined): number {
  const tonic = key === undefined ? DEFAULT_TONIC : parseNote(key);
  if (tonic !== undefined && tonic >= TONICS.lowest && tonic <= TONICS.highest) return tonic;
  throw new InputInvalidError(
    "--key",
    `"${key}" is no note to sing from`,
    `give a note from ${noteName(TONICS.lowest)} to ${noteName(TONICS.highest)}, such as C4, F#3 or Bb2`,
  );
}

export default action;
