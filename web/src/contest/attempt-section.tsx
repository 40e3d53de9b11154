import { Button, Loader, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { recordingBytes } from "../../../models/singing-judge/audio/recording.ts";
import { formatPoints } from "../../../tasks/singing-contest/format/score.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { tell } from "../chain/explain.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { WhatWasProven } from "../proven/what-was-proven.tsx";
import { ProvingSteps } from "../prover/proving-steps.tsx";
import { useProof } from "../prover/use-prover.tsx";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { proofOf, submissionOf, type Attempt } from "./attempt.ts";
import { DownloadButton } from "./download-button.tsx";
import { keepTake, keyOf } from "./kept-takes.ts";
import { EXPLAINED, type Standing } from "./use-contest.ts";
import { useScore } from "./use-score.ts";

interface Props {
  contest: Contest;
  wallet: Wallet;
  attempt: Attempt;
  now: Standing;
}

/** From a take to a place: the score, the proof, the submission, and what was proven. */
export function AttemptSection({ contest, wallet, attempt, now }: Props): ReactNode {
  const proof = useProof();
  const transact = useTransact(EXPLAINED);
  const [gas, setGas] = useState<bigint>();
  const { ticket, heard } = attempt;
  const made = proof.state.at === "made" ? proof.state.proof : undefined;
  const submission = made === undefined ? undefined : submissionOf(attempt, wallet, made);
  const bytes = recordingBytes(heard.recording);
  const place = now.state.places.findIndex((standing) => standing.ticket === ticket) + 1;
  const submit = async (): Promise<void> => {
    if (submission === undefined) return;
    // Kept first: a submission without its recording cannot be defended.
    await keepTake(keyOf(wallet.chainId, contest.address, ticket, heard.hash), bytes).catch(() => undefined);
    setGas((await transact.send("Attempt", submission.transaction()))?.gasUsed);
  };
  return (
    <Stack>
      <Section title="Prove and submit">
        <Score
          contest={contest}
          attempt={attempt}
          best={now.tickets.find((own) => own.ticket === ticket)?.score}
        />
        {proof.state.at !== "proving" && made === undefined && (
          <Stack align="flex-start">
            <Button onClick={() => void proof.prove(proofOf(attempt, wallet))}>Make the proof</Button>
          </Stack>
        )}
        <ProvingSteps proof={proof} />
        {submission !== undefined && (
          <TransactionButton transact={transact} disabled={gas !== undefined} onClick={() => void submit()}>
            Submit the attempt
          </TransactionButton>
        )}
        {gas !== undefined && (
          <Text role="status" fw={600}>
            {place === 0 ? "The attempt counts, behind the best eight." : `Your ticket is on place ${place}.`}
          </Text>
        )}
        <Text size="sm">
          Keep the recording: after submissions close anyone may demand it for a bond, and a place whose
          recording is not published is lost. This browser keeps it too, until its data are cleared.
        </Text>
        <DownloadButton bytes={bytes} name={`ticket-${ticket}.recording.pcm`}>
          Save the recording
        </DownloadButton>
      </Section>
      {made !== undefined && submission !== undefined && (
        <WhatWasProven
          model="singing-judge"
          made={made}
          refuse={{ ...EXPLAINED, contract: contest.address, call: submission.call }}
          gas={gas}
        />
      )}
    </Stack>
  );
}

interface ScoreProps {
  contest: Contest;
  attempt: Attempt;
  /** Of the ticket so far. */
  best: bigint | undefined;
}

function Score({ contest: { terms }, attempt, best = 0n }: ScoreProps): ReactNode {
  const { data: score, error } = useScore(attempt);
  if (error !== null) return <Failure told={tell(error)} />;
  if (score === undefined) return <Loader size="sm" aria-label="The judge listens" />;
  const counted = score < terms.cap ? score : terms.cap;
  return (
    <Text role="status">
      The judge gives {formatPoints(score)} of 100
      {score > terms.cap && `; the contest counts at most ${formatPoints(terms.cap)}`}.
      {counted <= 0n && " Only a score above 0 counts: sing again."}
      {counted > 0n && counted <= best && ` The ticket has ${formatPoints(best)}: only more would count.`}
      {counted > best && counted < terms.threshold && " That is below the threshold for a prize."}
    </Text>
  );
}
