import { expect } from "chai";

import { dateOf, dayOf, parseCloses } from "../../../models/trading-signal/closes.ts";
import { ClosesInvalidError } from "../../../models/trading-signal/errors.ts";
import { CLOSES } from "../../helpers/vault-feed.ts";

describe("The series of closes", () => {
  it("is read digit by digit, with eight decimals", () => {
    expect(
      parseCloses("date,close\n2022-07-01,1059.73\n2022-07-02,0.00000001\r\n2022-07-03,7\n"),
    ).to.deep.equal([
      { day: 19_174, date: "2022-07-01", price: 105_973_000_000n },
      { day: 19_175, date: "2022-07-02", price: 1n },
      { day: 19_176, date: "2022-07-03", price: 700_000_000n },
    ]);
  });

  it("has 2,001 days in a row, the last of them 2023-09-13", () => {
    expect(CLOSES.size).to.equal(2_001);
    const days = [...CLOSES.keys()];
    expect(days.at(-1)! - days[0]!).to.equal(2_000);
    expect(CLOSES.get(dayOf("2023-09-13"))!.price).to.equal(158_901_000_000n);
  });

  it("numbers days from 1970-01-01", () => {
    expect(dayOf("1970-01-01")).to.equal(0);
    expect(dateOf(dayOf("2024-02-29"))).to.equal("2024-02-29");
    for (const text of ["2024-02-30", "yesterday", "2024-2-3", ""]) {
      expect(() => dayOf(text), text).to.throw(ClosesInvalidError);
    }
  });

  it("is refused where a line is not the next day's positive price", () => {
    for (const [what, lines] of Object.entries({
      "no heading": ["2022-07-01,1"],
      "a day left out": ["date,close", "2022-07-01,1", "2022-07-03,1"],
      "a day twice": ["date,close", "2022-07-01,1", "2022-07-01,1"],
      zero: ["date,close", "2022-07-01,0.00"],
      negative: ["date,close", "2022-07-01,-1"],
      "nine decimals": ["date,close", "2022-07-01,1.123456789"],
      exponent: ["date,close", "2022-07-01,1e3"],
      "three columns": ["date,close", "2022-07-01,1,2"],
      "no price": ["date,close", "2022-07-01"],
      "no day": ["date,close", "2022-07-32,1"],
    })) {
      expect(() => parseCloses(lines.join("\n")), what).to.throw(ClosesInvalidError);
    }
  });
});
