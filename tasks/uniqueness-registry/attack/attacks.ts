import type { Attacks } from "../../samples/attacks.ts";

import { CAPTURE_ATTACKS } from "./captures.ts";
import { ENROLMENT_ATTACKS } from "./enrolments.ts";
import { MOVE_ATTACKS } from "./moves.ts";
import type { Scene } from "./scene.ts";

/** What a thief would try, by what it is called. */
export const ATTACKS: Attacks<Scene> = {
  ...ENROLMENT_ATTACKS,
  ...CAPTURE_ATTACKS,
  ...MOVE_ATTACKS,
};
