import { expect } from "chai";

import { ARTIFACTS, damageOnce, DAMAGES, prepareDamage } from "../../../scripts/faults/damage.ts";
import { buildBroken, knownModels } from "../../../scripts/faults/onnx.ts";
import { oneOf, random } from "../../../scripts/faults/random.ts";
import { panicEngine } from "../../../scripts/faults/starve.ts";
import { copyOfTiny, useEngines, useSandbox } from "../../core/pipeline/fixture.ts";
import { Sandbox } from "../../core/pipeline/sandbox.ts";
import { clipOnnx, integerOnnx, linearOnnx } from "../../core/pipeline/tiny-model.ts";
import { runs, share } from "../../helpers/share.ts";

/** Each kind of mutation at least once. */
const FILES = runs(50, 42);
const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 2 ** 31);

/** A share of `npm run faults`. */
describe("faults", function () {
  this.timeout(600_000);
  before(() => console.log(`      TEST_SEED=${seed}`));

  describe("broken models", () => {
    const sandbox = useSandbox(async () => Sandbox.make());

    it(`end as a model or a typed error, in time, and leave nothing (${FILES} files)`, async () => {
      const bases = [linearOnnx(), clipOnnx(), integerOnnx(), ...(await knownModels())];
      const { failures } = await buildBroken({
        sandbox: sandbox(),
        count: FILES,
        bases,
        next: random(seed),
      });
      expect(failures).to.deep.equal([]);
    });
  });

  describe("damaged files", () => {
    const withEngines = useEngines();
    const sandbox = useSandbox(async () => withEngines(await Sandbox.make()));

    it("are refused and named, or made again (files in one way each)", async () => {
      await prepareDamage(sandbox(), linearOnnx(2));
      const next = random(seed);
      const failures: string[] = [];
      for (const artifact of share(ARTIFACTS, 2))
        failures.push(...(await damageOnce(sandbox(), artifact, oneOf(DAMAGES, next), next)));
      expect(failures).to.deep.equal([]);
    });
  });

  describe("an engine that panics or has too little memory", () => {
    const sandbox = useSandbox(copyOfTiny);

    it("is a typed error", async () => {
      expect((await panicEngine(sandbox())).failures).to.deep.equal([]);
    });
  });
});
