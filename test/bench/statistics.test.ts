import { expect } from "chai";

import { differences, median, quotients } from "../../bench/statistics.ts";

describe("bench statistics", () => {
  it("takes the middle value, whatever the order", () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([10, 9, 1, 2])).to.equal(5.5);
    expect(median([7])).to.equal(7);
    expect(median([])).to.be.NaN;
  });

  it("leaves what it is given in its order", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).to.deep.equal([3, 1, 2]);
  });

  it("subtracts and divides pair by pair", () => {
    expect(differences([5, 7], [1, 4])).to.deep.equal([4, 3]);
    expect(quotients([6, 8], [2, 16])).to.deep.equal([3, 0.5]);
  });
});
