import { act, attempt, attemptWith, moveDelay, present } from "./acts.ts";
import type { Scene } from "./scene.ts";

/** Attacks on the way to another account. */
export const MOVE_ATTACKS = {
  "take an enrolment over before its account could object": async (scene: Scene) => {
    await present(scene, scene.thief, scene.thiefsMove);
    return attempt(scene, scene.thief, "finishMove", scene.code);
  },

  "ask for an enrolment that another has asked for": async (scene: Scene) => {
    await present(scene, scene.thief, scene.thiefsMove);
    return attemptWith(scene, scene.accomplice, scene.accomplicesMove);
  },

  "ask again after its account has objected": async (scene: Scene) => {
    await present(scene, scene.thief, scene.thiefsMove);
    await act(scene, scene.victim, "objectToMove");
    return attemptWith(scene, scene.accomplice, scene.accomplicesMove);
  },

  "finish another's move": async (scene: Scene) => {
    await present(scene, scene.thief, scene.thiefsMove);
    await moveDelay(scene);
    return attempt(scene, scene.accomplice, "finishMove", scene.code);
  },

  "claim, move to another account, and claim again": async (scene: Scene) => {
    await present(scene, scene.thief, scene.thiefsMove);
    await moveDelay(scene);
    await act(scene, scene.victim, "claim");
    await act(scene, scene.thief, "finishMove", scene.code);
    return attempt(scene, scene.thief, "claim");
  },
};
