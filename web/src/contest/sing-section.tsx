import type { ReactNode } from "react";

import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import type { Wallet } from "../chain/wallet.tsx";

import { AttemptSection } from "./attempt-section.tsx";
import { keyOf } from "./kept-takes.ts";
import { MelodySection } from "./melody-section.tsx";
import { TakeSection } from "./take-section.tsx";
import type { Standing } from "./use-contest.ts";
import { useTake } from "./use-take.ts";

interface Props {
  contest: Contest;
  wallet: Wallet;
  now: Standing;
  ticket: bigint;
  melody: Melody;
}

/** A drawn ticket: its melody, a take, and the attempt that the take makes. */
export function SingSection({ contest, wallet, now, ticket, melody }: Props): ReactNode {
  const { address } = contest;
  const taking = useTake(melody, keyOf(wallet.chainId, address, ticket, "latest"));
  const { state } = taking;
  return (
    <>
      <MelodySection ticket={ticket} melody={melody} />
      <TakeSection melody={melody} taking={taking} />
      {state.at === "there" && (
        <AttemptSection
          key={state.heard.hash}
          {...{ contest, wallet, now }}
          attempt={{ contest: address, ticket, melody, heard: state.heard }}
        />
      )}
    </>
  );
}
