import { expect } from "chai";

import type { TuningCandidate } from "../../../src/artifacts/tuning-record.ts";
import { paretoFront } from "../../../src/tune/pareto.ts";
import { seededRandom } from "../../../src/tune/random.ts";

const random = seededRandom(3, "pareto");
const NAMES = ["proveSeconds", "pkBytes", "memoryBytes", "gas", "deployGas"] as const;

/** Few distinct values, so that ties are frequent. */
function candidate(id: number): TuningCandidate {
  const figures = Object.fromEntries(NAMES.map((name) => [name, random.integer(1, 4)]));
  const statuses = ["predicted", "measured", "refused", "failed"] as const;
  return {
    id,
    status: statuses[random.integer(0, 9)] ?? "predicted",
    predicted: figures,
    measured:
      random.next() < 0.3 ? Object.fromEntries(NAMES.map((name) => [name, random.integer(1, 4)])) : null,
    error: { maxAbs: random.integer(1, 4), mae: 0, agreement: 1 },
  } as unknown as TuningCandidate;
}

const values = ({ measured, predicted, error }: TuningCandidate): number[] => [
  ...NAMES.map((name) => (measured ?? predicted)?.[name] as number),
  error?.maxAbs as number,
];

describe("the Pareto front", () => {
  it("holds exactly those that nothing beats, for 200 random fields", () => {
    for (let round = 0; round < 200; round++) {
      const all = Array.from({ length: random.integer(0, 30) }, (_, id) => candidate(id));
      const eligible = all.filter(({ status }) => status === "predicted" || status === "measured");
      const beaten = (one: TuningCandidate): boolean =>
        eligible.some((other) => {
          const [mine, theirs] = [values(one), values(other)];
          return theirs.every((value, i) => value <= (mine[i] as number)) && String(theirs) !== String(mine);
        });
      const expected = eligible.filter((one) => !beaten(one)).map(({ id }) => id);
      expect(paretoFront(all)).to.deep.equal(expected);
    }
  });
});
