import { expect } from "chai";

import { watchMainThread } from "../helpers/main-thread.ts";
import { useStage } from "../helpers/stage.ts";

/** Turns of a loop that keep any machine busy for longer than a page may be. */
const TURNS = 1e9;

describe("watching a page's main thread", function () {
  const stage = useStage(this);

  it("sees a task that takes too long", async () => {
    const page = await stage().openPage("#/", { connect: false });
    const busy = await watchMainThread(stage().browser);
    await page.evaluate((turns) => {
      let sum = 0;
      for (let turn = 0; turn < turns; turn++) sum += turn % 7;
      return sum;
    }, TURNS);
    expect(await busy()).to.be.above(200);
  });
});
