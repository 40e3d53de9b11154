import { useCallback, useState } from "react";

import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { tell, type Told } from "../chain/explain.ts";
import { usePractice } from "../chain/practice.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { usePageProver } from "../prover/use-prover.tsx";

import { drawCapture } from "./draw-capture.ts";
import { loadCapture } from "./load-capture.ts";
import type { OwnCapture } from "./own-capture.ts";
import type { FingerWanted } from "./press-finger.ts";
import { EXPLAINED } from "./use-registry.ts";

export type CaptureState =
  | { readonly at: "none" }
  | { readonly at: "working"; readonly step: string }
  | { readonly at: "there"; readonly capture: OwnCapture }
  | { readonly at: "failed"; readonly told: Told };

export interface Capturing {
  readonly state: CaptureState;
  draw: (wanted: FingerWanted) => Promise<void>;
  load: (file: File) => Promise<void>;
  /** The capture is nowhere else: it is gone. */
  forget: () => void;
}

/** One capture at a time, in the page's memory. */
export function useCapture(registry: OpenRegistry, wallet: Wallet): Capturing {
  const prover = usePageProver();
  const practice = usePractice();
  const [state, setState] = useState<CaptureState>({ at: "none" });

  const take = useCallback(async (capturing: (onStep: (step: string) => void) => Promise<OwnCapture>) => {
    try {
      setState({ at: "there", capture: await capturing((step) => setState({ at: "working", step })) });
    } catch (error) {
      setState({ at: "failed", told: tell(error, EXPLAINED) });
    }
  }, []);

  const draw = useCallback(
    async (wanted: FingerWanted) =>
      take(async (onStep) => drawCapture(wanted, { prover, registry, wallet, practice, onStep })),
    [take, prover, registry, wallet, practice],
  );
  const load = useCallback(
    async (file: File) => take(async (onStep) => loadCapture(file, { prover, registry, wallet, onStep })),
    [take, prover, registry, wallet],
  );
  return { state, draw, load, forget: useCallback(() => setState({ at: "none" }), []) };
}
