import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/** A ticket's number, 1 or more. @throws InputInvalidError */
export function parseTicket(text: string | undefined): bigint {
  if (text === undefined) {
    throw new InputInvalidError(
      "--ticket",
      "no ticket was named",
      "give --ticket NUMBER; `npx hardhat contest status` lists the tickets",
    );
  }
  if (!/^[1-9]\d{0,30}$/.test(text)) {
    throw new InputInvalidError(
      "--ticket",
      `"${text}" is no ticket`,
      "give a ticket's number, such as --ticket 1",
    );
  }
  return BigInt(text);
}
