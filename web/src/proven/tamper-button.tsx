import { Alert, Button, Group, Radio, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { useWalletState } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";

import { askContract, askVerifier, type Answer, type Refusing } from "./ask.ts";
import { tamper, TAMPERINGS, type Proven, type Tampering } from "./tamper.ts";

interface Props {
  proven: Proven;
  verifier: string;
  refusing: Refusing;
  /** Index of the instance that holds the model's first output. */
  output: number;
}

interface Answers {
  readonly untouched: Answer;
  readonly verifier: Answer;
  readonly contract: Answer;
}

/** Changes the proof or what it says, and asks verifier and contract what they make of it. */
export function TamperButton({ proven, verifier, refusing, output }: Props): ReactNode {
  const { wallet } = useWalletState();
  const [how, setHow] = useState<Tampering>("output");
  const [answers, setAnswers] = useState<Answers>();
  const [busy, setBusy] = useState(false);
  if (wallet === undefined) return null;
  const ask = async (): Promise<void> => {
    setBusy(true);
    const changed = tamper(proven, how, output);
    setAnswers({
      untouched: await askVerifier(wallet, verifier, proven),
      verifier: await askVerifier(wallet, verifier, changed),
      contract: await askContract(wallet, refusing, changed),
    });
    setBusy(false);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Radio.Group label="Change" value={how} onChange={(value) => setHow(value)}>
        <Stack gap={4} mt={4}>
          {Object.entries(TAMPERINGS).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Button variant="default" loading={busy} onClick={() => void ask()}>
        Tamper with it and ask the chain
      </Button>
      {answers !== undefined && (
        <Stack gap="xs" role="status" w="100%">
          <Told what="The verifier, on the proof as it was made" answer={answers.untouched} />
          <Told what="The verifier, on the changed one" answer={answers.verifier} />
          <Told what="The contract, on the changed one" answer={answers.contract} />
          <Text size="sm" c="dimmed">
            Asked by eth_call: nothing was sent.
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

function Told({ what, answer }: { what: string; answer: Answer }): ReactNode {
  return (
    <Group gap="xs" align="flex-start">
      <Text size="sm" w="100%">
        {what}:
      </Text>
      {answer.accepted ? (
        <Alert color="teal" variant="outline" title="Accepted" />
      ) : (
        <Failure told={answer.told} />
      )}
    </Group>
  );
}
