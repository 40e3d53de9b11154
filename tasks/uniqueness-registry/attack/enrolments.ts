import { act, attempt, attemptWith, nextPeriod, present } from "./acts.ts";
import type { Scene } from "./scene.ts";

/** Attacks on one finger, one account, and one payout a period. */
export const ENROLMENT_ATTACKS = {
  "enrol a finger again, pressed anew, for another account": async (scene: Scene) =>
    attemptWith(scene, scene.thief, scene.twin),

  "enrol an account twice": async (scene: Scene) => attemptWith(scene, scene.victim, scene.victimAgain),

  "take out somebody who is not frozen": async (scene: Scene) =>
    attempt(scene, scene.thief, "evict", scene.code),

  "claim without being enrolled": async (scene: Scene) => attempt(scene, scene.thief, "claim"),

  "claim in the period of the enrolment": async (scene: Scene) => {
    await present(scene, scene.thief, scene.own);
    return attempt(scene, scene.thief, "claim");
  },

  "claim twice in a period": async (scene: Scene) => {
    await nextPeriod(scene);
    await act(scene, scene.victim, "claim");
    return attempt(scene, scene.victim, "claim");
  },

  "claim, leave, enrol again, and claim again": async (scene: Scene) => {
    await nextPeriod(scene);
    await act(scene, scene.victim, "claim");
    await act(scene, scene.victim, "leave");
    await present(scene, scene.victim, scene.victimAgain);
    return attempt(scene, scene.victim, "claim");
  },

  "claim for an enrolment whose device was revoked": async (scene: Scene) => {
    await nextPeriod(scene);
    await act(scene, scene.owner, "revokeDevice", scene.device.address, 0n);
    return attempt(scene, scene.victim, "claim");
  },
};
