import { expect } from "chai";
import { config } from "hardhat";

import { randomMelody } from "../../models/singing-judge/dataset/sample.ts";
import { seededRandom } from "../../models/singing-judge/singer/random.ts";
import { SKILLS, type SkillName } from "../../models/singing-judge/singer/skill.ts";
import { withJudge } from "../../tasks/singing-contest/judge.ts";
import { firstTake } from "../../tasks/singing-contest/take.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { buildOnce } from "../../test/helpers/task-answers.ts";

/** Melodies, each sung with a seed of its own by each singer. */
const MELODIES = 300;
const SEED = 20_000;
const ONE = 1e18;

/** Features and the engine's witness only: no proofs. */
describe("The synthetic singers", () => {
  it(`get a score that a contest counts on each of ${MELODIES} melodies`, async function () {
    this.timeout(3_600_000);
    await buildOnce("singing-judge");
    const names = Object.keys(SKILLS) as SkillName[];
    const scores: Record<string, number[]> = {};
    const again: Record<string, number> = {};
    await withJudge(workspaceOf(config), async (judge) => {
      for (const name of names) {
        for (let index = 0; index < MELODIES; index++) {
          const melody = randomMelody(seededRandom(SEED + index));
          const take = await firstTake(judge, melody, name, index + 1);
          (scores[name] ??= []).push(Number(take.score) / ONE);
          again[name] = (again[name] ?? 0) + (take.passedOver.length > 0 ? 1 : 0);
        }
      }
    });
    console.log(
      "| singer | failures | sung again | least | mean | most |\n| --- | --: | --: | --: | --: | --: |",
    );
    for (const name of names) {
      const of = scores[name] ?? [];
      const failures = MELODIES - of.filter((score) => score > 0).length;
      const mean = of.reduce((sum, score) => sum + score, 0) / of.length;
      const figures = [Math.min(...of), mean, Math.max(...of)].map((score) => score.toFixed(3));
      console.log(`| ${[name, failures, again[name], ...figures].join(" | ")} |`);
      expect(failures, name).to.equal(0);
    }
    const [good = [], middling = [], offKey = []] = names.map((name) => scores[name]);
    const ordered = good.filter((score, i) => score > middling[i]! && middling[i]! > offKey[i]!).length;
    console.log(`Good before middling before off-key on ${ordered} of ${MELODIES}.`);
  });
});
