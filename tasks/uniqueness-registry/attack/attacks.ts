import { CAPTURE_ATTACKS } from "./captures.ts";
import { ENROLMENT_ATTACKS } from "./enrolments.ts";
import { MOVE_ATTACKS } from "./moves.ts";
import type { Scene } from "./scene.ts";

/** What somebody tries; the chain is taken back afterwards. @throws RefusedError, or the attack succeeded */
export type Attack = (scene: Scene) => Promise<unknown>;

/** What a thief would try, by what it is called. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  ...ENROLMENT_ATTACKS,
  ...CAPTURE_ATTACKS,
  ...MOVE_ATTACKS,
};
