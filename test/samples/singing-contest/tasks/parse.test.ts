import { expect } from "chai";
import fc from "fast-check";

import { melodyFromSeed } from "../../../../models/singing-judge/melody/melody.ts";
import { parseAmount, type Currency } from "../../../../tasks/samples/chain/currency.ts";
import { drawMelody, tellMelody } from "../../../../tasks/singing-contest/format/melody.ts";
import { formatPoints } from "../../../../tasks/singing-contest/format/score.ts";
import { formatMoment, formatSpan } from "../../../../tasks/samples/format/time.ts";
import { toWad } from "../../../../tasks/singing-contest/judge.ts";
import { parseDuration } from "../../../../tasks/samples/parse/duration.ts";
import { parseScore } from "../../../../tasks/singing-contest/parse/score.ts";
import { parsePercent } from "../../../../tasks/samples/parse/percent.ts";
import { parseSplit } from "../../../../tasks/singing-contest/parse/split.ts";
import { divide, type Place } from "../../../../tasks/singing-contest/read/places.ts";
import type { Terms } from "../../../../tasks/singing-contest/read/terms.ts";
import { recordingBeside } from "../../../../tasks/singing-contest/sound.ts";
import { expectCode } from "../../../core/expect-code.ts";

describe("singing contest: what people write and read", () => {
  it("durations", () => {
    for (const [text, seconds] of [
      ["90", 90],
      ["90s", 90],
      ["30m", 1800],
      ["2h", 7200],
      ["1d", 86_400],
      ["1h30m", 5400],
    ] as const)
      expect(parseDuration(text, "--x")).to.equal(seconds);
    for (const text of ["", "h", "1.5h", "-1h", "1 h", "2w", "99999999999"])
      expectCode("EZKL_INPUT_INVALID", () => parseDuration(text, "--x"));
    expect([0, 59, 61, 3600, 100_000, 200_000].map(formatSpan)).to.deep.equal([
      ...["0 s", "59 s", "1 min 1 s", "1 h", "1 d 3 h", "2 d 7 h"],
    ]);
    expect(formatMoment(1000, 940)).to.equal("1970-01-01 00:16:40 UTC (in 1 min)");
    expect(formatMoment(1000n, 1000n)).to.contain("(now)");
    expect(formatMoment(2n ** 63n, 0n)).to.contain("second 9223372036854775808");
  });

  it("shares and scores", () => {
    expect(["0", "5", "2.5", "100", "0.01"].map((text) => parsePercent(text, "--x"))).to.deep.equal([
      ...[0, 500, 250, 10_000, 1],
    ]);
    for (const text of ["", "101", "1.234", "-1", "5%"])
      expectCode("EZKL_INPUT_INVALID", () => parsePercent(text, "--x"));
    expect(parseSplit("60, 30,10", "--x")).to.deep.equal([6000, 3000, 1000]);
    expect(parseSplit("100", "--x")).to.deep.equal([10_000, 0, 0]);
    expect(parseScore("0.5", "--x")).to.equal(5n * 10n ** 17n);
    expect(parseScore("1", "--x")).to.equal(10n ** 18n);
    for (const text of ["0", "1.1", "50", "", ".5"])
      expectCode("EZKL_INPUT_INVALID", () => parseScore(text, "--x"));
    expect(formatPoints(870_538_726_449_012_756n)).to.equal("87.05 points");
  });

  it("amounts, exactly", () => {
    const coin = { symbol: "COIN", decimals: 6 } as Currency;
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (amount) => {
        const text = `${amount / 10n ** 6n}.${(amount % 10n ** 6n).toString().padStart(6, "0")}`;
        expect(parseAmount(text, coin, "--fee")).to.equal(amount);
      }),
    );
    for (const text of ["", "1.", ".5", "1e3", "0.1234567", "-1", "1,5"])
      expectCode("EZKL_INPUT_INVALID", () => parseAmount(text, coin, "--fee"));
  });

  it("melodies: one note sounds in each slot, and names follow the tonic", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (seed) => {
        const rows = drawMelody(melodyFromSeed(seed), 60).slice(0, -1);
        for (let slot = 0; slot < 16; slot++) {
          const sounding = rows.filter((row) => row[6 + 2 * slot] === "█");
          expect(sounding).to.have.length(1);
        }
      }),
    );
    const scale = [0, 0, 2, 2, 4, 4, 5, 5, 7, 7, 9, 9, 11, 11, 12, 12];
    expect(tellMelody(scale, 60)).to.equal(
      ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5"].map((note) => `${note} 0.8 s`).join(", "),
    );
    expect(drawMelody(scale, 55).join("\n")).to.contain("G3 ").and.to.contain("F#4");
  });

  it("scores as the contract counts them: rounded down, for either sign", () => {
    expect(toWad(0.5, 28)).to.equal(5n * 10n ** 17n);
    expect(toWad(2 ** -28, 28)).to.equal(3_725_290_298n);
    expect(toWad(-(2 ** -28), 28)).to.equal(-3_725_290_299n);
  });

  it("divides a pool without a rest, and nothing where the first is below the threshold", () => {
    const score = fc.bigInt({ min: 1n, max: 100n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 0n, max: 1000n }),
        fc.array(score, { maxLength: 3 }),
        (pool, hostShare, scores) => {
          const terms = {
            hostShare,
            split: [6000n, 3000n, 1000n],
            threshold: 50n,
          } as Partial<Terms> as Terms;
          const ranked = scores.sort((a, b) => Number(b - a));
          const places: Place[] = ranked.map((value, i) => ({
            ticket: BigInt(i + 1),
            singer: "",
            score: value,
          }));
          const { host, prizes } = divide(terms, pool, places);
          const total = prizes.reduce((sum, prize) => sum + prize, host);
          expect(total).to.equal((ranked[0] ?? 0n) >= 50n ? pool : 0n);
          prizes.forEach((prize, i) => {
            if ((ranked[i] ?? 0n) < 50n) expect(prize).to.equal(0n);
          });
        },
      ),
    );
  });

  it("keeps a recording beside its proof", () => {
    expect(recordingBeside("a/b.proof.json")).to.equal("a/b.proof.recording.pcm");
    expect(recordingBeside("b")).to.equal("b.recording.pcm");
  });
});
