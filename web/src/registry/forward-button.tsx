import type { ReactNode } from "react";

import { PracticeButton } from "../ui/practice-button.tsx";

const NOTE = { before: "On this local chain only: its clock is moved.", after: "A new period has begun." };

/** Moves a local chain's clock to the next period. */
export function ForwardButton(): ReactNode {
  return (
    <PracticeButton act="registry/forward" asked={{}} note={NOTE}>
      Forward to the next period
    </PracticeButton>
  );
}
