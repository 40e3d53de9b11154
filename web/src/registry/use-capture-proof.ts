import { useCallback, useState } from "react";

import type { SignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import { requireUnused } from "../../../tasks/uniqueness-registry/capture/unused.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { tell, type Told } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { useProof, type Proof } from "../prover/use-prover.tsx";

import { EXPLAINED } from "./use-registry.ts";

interface CaptureProof {
  readonly proof: Proof;
  /** Why no proof was begun. */
  readonly told: Told | undefined;
  prove: (signed: SignedCapture) => Promise<void>;
}

/** A proof of one capture for this account and registry, to enrol. */
export function useCaptureProof(registry: OpenRegistry, wallet: Wallet): CaptureProof {
  const proof = useProof();
  const [told, setTold] = useState<Told>();
  const { prove: make } = proof;
  const prove = useCallback(
    async (signed: SignedCapture) => {
      setTold(undefined);
      try {
        const scope = await requireUnused(
          registry,
          signed,
          "capture",
          "press the finger again, or load a new capture",
        );
        const { account, chainId } = wallet;
        const context = { chainId: chainId.toString(), consumer: registry.address, account, scope };
        await make({ model: "biometric-code", input: [[...signed.capture]], context });
      } catch (error) {
        setTold(tell(error, EXPLAINED));
      }
    },
    [registry, wallet, make],
  );
  return { proof, told, prove };
}
