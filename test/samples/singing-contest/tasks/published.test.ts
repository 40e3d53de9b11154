import { expect } from "chai";

import { open } from "../../../../tasks/singing-contest/open/task-action.ts";
import { publishOn } from "../../../helpers/published-model.ts";
import { failsWith, setStage, TERMS, told } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

describe("A contest on a published model", function () {
  this.timeout(240_000);

  it("stands on the entry's verifier and remembers the version; none is opened on a revoked one", async () => {
    const stage = await setStage();
    try {
      const { registry, modelId, verifier, revoke } = await publishOn(stage.desk, "singing-judge");
      const published = { registry, modelId, version: 1 };
      const opening = { ...TERMS, modelRegistry: registry };
      const answer = await open(opening, stage.desk);
      expect(answer.json).to.deep.include({ verifier, published });
      expect(render(answer.text)).to.contain("version 1 of 0x");
      expect(await stage.desk.memory.recall(31337n)).to.deep.include({ verifier, published });
      await revoke(1);
      await failsWith("EZKL_MODEL_REVOKED", open(opening, stage.desk));
      expect(await told(open({ ...TERMS, verifier }, stage.desk))).to.include({ published: null });
    } finally {
      await stage.close();
    }
  });
});
