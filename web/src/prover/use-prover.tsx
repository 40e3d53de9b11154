import { useCallback, useEffect, useRef, useState } from "react";

import { tell, type Told } from "../chain/explain.ts";

import { WorkerProver } from "./page-prover.ts";
import type { MadeProof, PageProver, ProofWanted, ProvingProgress } from "./types.ts";

const prover = new WorkerProver();

/** The page's engine; there is one, whoever asks. */
export function usePageProver(): PageProver {
  return prover;
}

export type ProofState =
  | { readonly at: "idle" }
  | { readonly at: "proving"; readonly progress: ProvingProgress }
  | { readonly at: "made"; readonly proof: MadeProof }
  | { readonly at: "failed"; readonly told: Told };

export interface Proof {
  readonly state: ProofState;
  /** @returns undefined when it failed or was cancelled; `state` says why */
  prove: (wanted: ProofWanted) => Promise<MadeProof | undefined>;
  cancel: () => void;
  reset: () => void;
}

/** One proof at a time, with where it stands; leaving the screen cancels it. */
export function useProof(): Proof {
  const [state, setState] = useState<ProofState>({ at: "idle" });
  const running = useRef<AbortController>(undefined);

  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const prove = useCallback<Proof["prove"]>(async (wanted) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const show = (next: ProofState): void => {
      if (running.current === own) setState(next);
    };
    show({ at: "proving", progress: { step: "download" } });
    try {
      const onProgress = (progress: ProvingProgress): void => show({ at: "proving", progress });
      const proof = await prover.prove(wanted, { signal: own.signal, onProgress });
      show({ at: "made", proof });
      return proof;
    } catch (error) {
      show({ at: "failed", told: tell(error) });
      return undefined;
    }
  }, []);

  const reset = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState({ at: "idle" });
  }, []);

  return { state, prove, cancel, reset };
}
