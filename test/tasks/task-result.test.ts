import { expect } from "chai";

import { showResult } from "../../tasks/task-result.ts";

describe("a task's result", () => {
  const { log } = console;
  afterEach(() => {
    console.log = log;
  });

  for (const json of [true, false])
    it(`is told before what is left to do afterwards (${json ? "JSON" : "text"})`, async () => {
      const order: string[] = [];
      console.log = (text: string) => order.push(text.replaceAll(/\s/g, ""));
      await showResult(json, async () => ({
        json: { told: 1n },
        text: "told",
        afterwards: async () => void order.push("afterwards"),
      }));
      console.log = log;
      expect(order).to.deep.equal([json ? '{"told":"1"}' : "told", "afterwards"]);
    });
});
