import { expect } from "chai";

import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { publishOn } from "../../../helpers/published-model.ts";
import { DEFAULTS, failsWith, setStage, told, type Stage } from "./stage.ts";

describe("A vault on a published model", function () {
  this.timeout(240_000);
  let stage: Stage;
  let model: Awaited<ReturnType<typeof publishOn>>;
  const creating = async (args: Partial<Parameters<typeof create>[0]> = {}) =>
    create({ ...DEFAULTS, modelRegistry: model.registry, ...args }, stage.desk);

  before(async () => {
    stage = await setStage();
    model = await publishOn(stage.desk, "trading-signal");
  });
  after(async () => stage.close());

  it("stands on the entry's verifier, and remembers the version", async () => {
    const { registry, modelId, verifier } = model;
    const published = { registry, modelId, version: 1 };
    const answer = await told(creating());
    expect(answer).to.deep.include({ verifier, published });
    expect(await stage.desk.memory.recall(31337n)).to.deep.include({ verifier, published });
  });

  it("takes the newest version that is this build and holds", async () => {
    await model.again("Apache-2.0");
    await model.again("CC0-1.0");
    await model.revoke(3);
    const { published } = await told(creating());
    expect(published).to.deep.include({ version: 2 });
  });

  it("is refused where the model was not published, or is another, or no longer holds", async () => {
    const nobody = `0x${"22".repeat(20)}`;
    await failsWith("EZKL_NOT_PUBLISHED", creating({ modelPublisher: nobody }));
    await failsWith("EZKL_NOT_PUBLISHED", creating({ modelPublisher: await model.publishOther() }));
    await failsWith("EZKL_INPUT_INVALID", creating({ modelRegistry: nobody }));
    await failsWith("EZKL_MODEL_REGISTRY", creating({ modelRegistry: model.verifier }));
    for (const version of [1, 2]) await model.revoke(version);
    await failsWith("EZKL_MODEL_REVOKED", creating());
  });
});
