import { expect } from "chai";

import { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";
import { publishOn } from "../../../helpers/published-model.ts";
import { DEFAULTS, failsWith, setStage, told } from "./stage.ts";

describe("A uniqueness registry on a published model", function () {
  this.timeout(240_000);

  it("stands on the entry's verifier and remembers the version; none is created on a revoked one", async () => {
    const stage = await setStage();
    try {
      const { registry, modelId, verifier, revoke } = await publishOn(stage.desk, "biometric-code");
      const published = { registry, modelId, version: 1 };
      const creating = { ...DEFAULTS, modelRegistry: registry };
      expect(await told(create(creating, stage.desk))).to.deep.include({ verifier, published });
      expect(await stage.desk.memory.recall(31337n)).to.deep.include({ verifier, published });
      await revoke(1);
      await failsWith("EZKL_MODEL_REVOKED", create(creating, stage.desk));
    } finally {
      await stage.close();
    }
  });
});
