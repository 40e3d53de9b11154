import type { ReactNode } from "react";

import type { PracticeActs } from "../../practice-acts.ts";
import { PracticeButton } from "../ui/practice-button.tsx";

type Until = PracticeActs["contest/forward"]["asked"]["until"];

/** Mines or moves the clock of a local chain. */
export function ForwardButton({ until, children }: { until: Until; children: ReactNode }): ReactNode {
  return (
    <PracticeButton act="contest/forward" asked={{ until }}>
      {children}
    </PracticeButton>
  );
}
