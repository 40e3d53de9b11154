import { useState } from "react";

import { parseAmount, type Currency } from "../../../tasks/samples/chain/currency.ts";
import { tell } from "../chain/explain.ts";

export interface AmountState {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** In units; undefined while the text is none. */
  readonly amount: bigint | undefined;
  /** Why it is none; undefined while nothing was typed. */
  readonly error: string | undefined;
}

/** An amount that somebody types. */
export function useAmount(currency: Pick<Currency, "symbol" | "decimals">): AmountState {
  const [text, setText] = useState("");
  const typed = text.trim();
  if (typed === "") return { text, setText, amount: undefined, error: undefined };
  try {
    return { text, setText, amount: parseAmount(typed, currency, "amount"), error: undefined };
  } catch (error) {
    const { message, remedy } = tell(error);
    return { text, setText, amount: undefined, error: `${message}: ${remedy ?? ""}` };
  }
}
