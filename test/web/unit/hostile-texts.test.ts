import { expect } from "chai";
import { Interface } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { CONTEST } from "../../../tasks/singing-contest/dapp.ts";
import { tell } from "../../../web/src/chain/explain.ts";
import { shownCurrency } from "../../../web/src/chain/shown-currency.ts";

/** Turns the text after it around, erases the screen, joins without a trace. */
const HOSTILE = "A\u202eBC\u001b[2J\u200bD";
const SHOWN = "A\\u{202e}BC\\u{1b}[2J\\u{200b}D";

describe("the page shows as text", () => {
  it("the symbol of a token, alone and behind an amount", () => {
    const currency = {
      token: "0x",
      symbol: HOSTILE,
      decimals: 0,
      balanceOf: async () => Promise.resolve(0n),
      format: (amount: bigint) => `${amount} ${HOSTILE}`,
    };
    const shown = shownCurrency(currency);
    expect(shown.symbol).to.equal(SHOWN);
    expect(shown.format(5n)).to.equal(`5 ${SHOWN}`);
  });

  const errors = {
    "a wallet's": { shortMessage: HOSTILE },
    "a node's": new Error(HOSTILE),
    "something thrown": HOSTILE,
    "one of ours": new InputInvalidError(HOSTILE, HOSTILE),
  };
  for (const [name, error] of Object.entries(errors))
    it(`an error: ${name}`, () => {
      for (const of of [undefined, { dapp: CONTEST, abi: new Interface([]) }]) {
        const { title, message, remedy, refusal } = tell(error, of);
        const whole = [title, message, remedy, refusal].join(" ");
        expect(whole).to.include(SHOWN).and.not.include(HOSTILE);
      }
    });
});
