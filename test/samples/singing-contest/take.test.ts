import { expect } from "chai";
import { config } from "hardhat";

import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { randomMelody } from "../../../models/singing-judge/dataset/sample.ts";
import { melodyFromSeed } from "../../../models/singing-judge/melody/melody.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { seededRandom } from "../../../models/singing-judge/singer/random.ts";
import { SKILLS, type SkillName } from "../../../models/singing-judge/singer/skill.ts";
import { NoTakeError } from "../../../tasks/singing-contest/errors.ts";
import { withJudge } from "../../../tasks/singing-contest/judge.ts";
import { firstTake } from "../../../tasks/singing-contest/take.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { buildOnce } from "../../helpers/task-answers.ts";

const MELODY = melodyFromSeed(31415926535897932384626n);
/** Low, to be quick. */
const OPTIONS = { rate: 8_000 };

/** A judge that gives these scores one after the other. */
function judgeOf(...scores: bigint[]) {
  return { score: async () => scores.shift() ?? 0n };
}

describe("takes of the synthetic singer", () => {
  it("are those of the seed where the judge gives something", async () => {
    const take = await firstTake(judgeOf(1n), MELODY, "good", 7, OPTIONS);
    expect(take).to.include({ seed: 7, score: 1n, rate: OPTIONS.rate });
    expect(take.passedOver).to.deep.equal([]);
    const { samples } = await decodeAudio(take.wav);
    const { samples: sung } = perform(MELODY, SKILLS.good, 7, OPTIONS).audio;
    expect(samples).to.have.length(sung.length);
    samples.forEach((sample, i) => expect(Math.abs(sample - (sung[i] ?? 0))).to.be.below(1e-4));
  });

  it("go on with the next seed where it gives nothing, and say so", async () => {
    const take = await firstTake(judgeOf(0n, 0n, 5n), MELODY, "off-key", 7, OPTIONS);
    expect(take).to.include({ seed: 9, score: 5n });
    expect(take.passedOver).to.deep.equal([0n, 0n]);
  });

  it("can be wanted better or worse", async () => {
    const wanted = (score: bigint) => score > 2n && score < 6n;
    const take = await firstTake(judgeOf(9n, 1n, 5n), MELODY, "good", 1, { ...OPTIONS, wanted });
    expect(take).to.include({ seed: 3, score: 5n });
  });

  it("end with an error that says what to do", async () => {
    const error: unknown = await firstTake(judgeOf(), MELODY, "off-key", 1, { ...OPTIONS, most: 2 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(NoTakeError);
    expect((error as NoTakeError).message)
      .to.contain("2 takes")
      .and.to.contain("off-key")
      .and.to.contain("--seed");
  });

  // 300 of each skill: npm run figures.
  it("count in a contest on a dozen melodies", async function () {
    this.timeout(120_000);
    await buildOnce("singing-judge");
    await withJudge(workspaceOf(config), async (judge) => {
      for (const [index, name] of DOZEN.entries()) {
        const melody = randomMelody(seededRandom(20_000 + index));
        const { score } = await firstTake(judge, melody, name, index + 1, OPTIONS);
        expect(Number(score), `${name}, melody ${index}`).to.be.above(0);
      }
    });
  });
});

const DOZEN = Array.from({ length: 4 }, () => Object.keys(SKILLS) as SkillName[]).flat();
