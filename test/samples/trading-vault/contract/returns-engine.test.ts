import { readFileSync } from "node:fs";

import { expect } from "chai";
import { concat, sha256, toBeHex } from "ethers";
import { z } from "zod";

import { dayOf } from "../../../../models/trading-signal/closes.ts";
import { modelInput, returnsOf, WINDOW } from "../../../../models/trading-signal/returns.ts";
import { feltToBe } from "../../../../src/field/felt.ts";
import { signedToFelt } from "../../../../src/field/signed.ts";
import { share } from "../../../helpers/share.ts";
import {
  closesAt,
  connectAtClose,
  deployFeed,
  deployRing,
  report,
  roundsOf,
  windowPrices,
} from "../../../helpers/vault-feed.ts";
import { loadProof } from "../../../helpers/vectors.ts";

const recordedSchema = z.object({
  provenance: z.object({ engine: z.string(), closesSha256: z.string() }),
  /** By day, what the engine's field elements stand for. */
  returns: z.array(z.tuple([z.string(), z.number().int()])),
  /** By last day, the hash of the window's field elements. */
  windows: z.array(z.tuple([z.string(), z.string().regex(/^[0-9a-f]{64}$/)])),
});

/** Days recorded and asked about at a time: the ring keeps 64, and a window needs 28 more. */
const BATCH = 36;

/** What the engine's file has of a window: the hash of its field elements, as the circuit sees them. */
const hashOf = (raws: readonly bigint[]) =>
  sha256(concat(raws.map((raw) => feltToBe(signedToFelt(raw))))).slice(2);

describe("Returns in Solidity, in TypeScript and in the engine", () => {
  const recorded = recordedSchema.parse(
    JSON.parse(readFileSync(new URL("../../../vectors/returns-21.0.0.json", import.meta.url), "utf8")),
  );
  const byDay = new Map(recorded.returns.map(([date, raw]) => [dayOf(date), BigInt(raw)]));
  const windows = recorded.windows.map(([date, hash]) => ({ day: dayOf(date), hash }));

  /** Two hundred windows in a row each: more than twice what the ring keeps. */
  const parts = Array.from({ length: 5 }, (_, part) => windows.slice(200 * part, 200 * (part + 1)));

  it("are of the committed closes, a thousand windows in a row", () => {
    const file = readFileSync(
      new URL("../../../../models/trading-signal/data/eth-usd-close.csv", import.meta.url),
    );
    expect(sha256(file).slice(2)).to.equal(recorded.provenance.closesSha256);
    expect(windows).to.have.length(1_000);
    for (const [index, { day }] of windows.entries()) expect(day).to.equal(windows[0]!.day + index);
  });

  it("are the same field elements in TypeScript as in the engine's witnesses", () => {
    for (const { day, hash } of windows) {
      const raws = returnsOf(windowPrices(day));
      const known = raws.map((_, index) => byDay.get(day - WINDOW + 1 + index));
      const apart = raws.findIndex((raw, index) => raw !== known[index]);
      expect(raws[apart], `day ${day - WINDOW + 1 + apart}`).to.equal(known[apart]);
      expect(hashOf(raws), `window ending on day ${day}`).to.equal(hash);
    }
  });

  it("are the same field elements in Solidity as in the engine's witnesses", async function () {
    this.timeout(180_000);
    const asked = share(parts, parts.length).flat();
    const first = asked[0]!.day;
    const connection = await connectAtClose(first - 1);
    const feed = await deployFeed(connection);
    const ring = await deployRing(connection, feed);
    let compared = 0;
    for (let begin = 0; begin < asked.length; begin += BATCH) {
      const batch = asked.slice(begin, begin + BATCH);
      const last = batch.at(-1)!.day;
      const from = begin === 0 ? first - WINDOW : batch[0]!.day;
      await report(feed, from, last);
      await connection.networkHelpers.time.increaseTo(closesAt(last));
      await ring.observe(from, roundsOf(from, last));
      for (const { day, hash } of batch) {
        expect(hashOf([...(await ring.returnsEnding(day))]), `window ending on day ${day}`).to.equal(hash);
        compared++;
      }
    }
    expect(compared).to.equal(asked.length).and.to.be.at.least(200);
  });

  it("stand in a real proof's instances as they stand in the witnesses", () => {
    for (const name of ["alice-d0", "alice-d1", "alice-d2", "alice-d3"]) {
      const { instances, context, input } = loadProof("trading-vault", name);
      const day = Number(context.scope);
      const raws = returnsOf(windowPrices(day));
      expect(instances.slice(0, WINDOW).map((felt) => toBeHex(felt, 32))).to.deep.equal(
        raws.map((raw) => feltToBe(signedToFelt(raw))),
      );
      expect(input).to.deep.equal(modelInput(raws));
      expect(hashOf(raws)).to.equal(windows.find((window) => window.day === day)!.hash);
    }
  });
});
