import { Alert, Button, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { SIGNAL } from "../../../../tasks/trading-vault/dapp.ts";
import { tell, type Told } from "../../chain/explain.ts";
import { circuitOf } from "../../prover/circuits.ts";
import { ProvingSteps } from "../../prover/proving-steps.tsx";
import type { Proof } from "../../prover/use-prover.tsx";

/** Why this page cannot prove the decision; undefined where it can. */
export function whyNotHere(): Told | undefined {
  try {
    circuitOf(SIGNAL);
    return undefined;
  } catch (error) {
    return tell(error);
  }
}

interface Props {
  proof: Proof;
  /** Whether there is something to prove. */
  due: boolean;
  onProve: () => void;
}

/** The proof made by the page's own engine, where that runs the circuit. */
export function ProveHere({ proof, due, onProve }: Props): ReactNode {
  const why = whyNotHere();
  if (why !== undefined) {
    return (
      <Alert variant="outline" color="gray" title="Not in this page">
        <Text size="sm">{why.message}. Prove it by the command instead.</Text>
      </Alert>
    );
  }
  return (
    <>
      <Button onClick={onProve} disabled={proof.state.at === "proving" || !due} w="fit-content">
        Prove the decision
      </Button>
      <ProvingSteps proof={proof} />
    </>
  );
}
