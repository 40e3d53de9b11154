import { useEffect, useState } from "react";

import { Ear } from "./ear/ear.ts";

/** An ear for as long as the component is there. */
export function useEar(): () => Ear {
  const [own] = useState<{ ear: Ear | undefined }>({ ear: undefined });
  useEffect(
    () => () => {
      own.ear?.end();
      own.ear = undefined;
    },
    [own],
  );
  return () => (own.ear ??= new Ear());
}
