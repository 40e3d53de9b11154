import { expect } from "chai";

import { interleave } from "../../../bench/overhead/interleave.ts";

describe("bench interleave", () => {
  it("takes turns, prepares each side outside of its time, and keeps what a side measured itself", async () => {
    const order: string[] = [];
    const seconds = await interleave<"a" | "b">(
      2,
      [
        {
          name: "a",
          before: async () => {
            order.push("prepare a");
            await new Promise((resolve) => setTimeout(resolve, 120));
          },
          run: async () => void order.push("a"),
        },
        {
          name: "b",
          run: async () => {
            order.push("b");
            return 42;
          },
        },
      ],
      () => undefined,
    );
    expect(order).to.deep.equal(["prepare a", "a", "b", "prepare a", "a", "b"]);
    expect(seconds.b).to.deep.equal([42, 42]);
    expect(seconds.a).to.have.length(2);
    for (const taken of seconds.a) expect(taken).to.be.lessThan(0.1);
  });
});
