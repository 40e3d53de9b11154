import { ArgumentType } from "hardhat/types/arguments";

import { optionalText } from "../arguments.ts";

export const ACCOUNT_OPTION = optionalText(
  "account",
  "Who acts: number (from 0) or address of one of the network's accounts; default 0",
);

export const CONTEST_OPTION = optionalText(
  "contest",
  "Address of the contest; default: the one that was last opened from here on this chain",
);

export const TICKET_OPTION = optionalText("ticket", "Number of the ticket");

export const RECORDING_DESCRIPTION = "The recording that `contest sing` wrote beside the proof";

/** An option that names a file that is read. */
export function inputFile<const Name extends string>(name: Name, description: string) {
  return { name, description, type: ArgumentType.FILE_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}

/** What every task that acts on a contest takes. */
export interface ContestArguments {
  contest?: string;
  account?: string;
}
