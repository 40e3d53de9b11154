import type { UseQueryResult } from "@tanstack/react-query";
import { Contract } from "ethers";

import { readClock, type Clock } from "../../../tasks/samples/chain/clock.ts";
import type { Dapp } from "../../../tasks/samples/dapp.ts";
import { CONTEST } from "../../../tasks/singing-contest/dapp.ts";
import { openContest, type Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { readState, type State } from "../../../tasks/singing-contest/read/places.ts";
import { readTickets, type Ticket } from "../../../tasks/singing-contest/read/ticket.ts";
import { SingingContest__factory } from "../../../types/ethers-contracts/factories/contracts/samples/singing-contest/SingingContest__factory.ts";
import type { Explained } from "../chain/explain.ts";
import { shownCurrency } from "../chain/shown-currency.ts";
import { useChain } from "../chain/use-chain.ts";
import { contestAt } from "./contest-at.ts";

/** Whose refusals the contest's transactions are explained by. */
export const EXPLAINED: Explained & { readonly dapp: Dapp } = {
  dapp: CONTEST,
  abi: SingingContest__factory.createInterface(),
};

/** The contest as the chain has it now, and what is the account's in it. */
export interface Standing {
  readonly state: State;
  readonly clock: Clock;
  /** Of the account. */
  readonly tickets: readonly Ticket[];
  /** What `claim` would pay the account. */
  readonly owed: bigint;
  readonly balance: bigint;
}

/** What never changes of a contest: its terms and currency. */
export function useContest(address: string): UseQueryResult<Contest> {
  return useChain(
    ["contest", address],
    async ({ provider }) => {
      const contract = new Contract(address, EXPLAINED.abi, provider);
      const contest = await openContest({ contract, address }, provider);
      return { ...contest, currency: shownCurrency(contest.currency) };
    },
    { every: false },
  );
}

export function useStanding(contest: Contest): UseQueryResult<Standing> {
  const { address, currency } = contest;
  return useChain(["contest-standing", address], async ({ provider, account }) => {
    const typed = contestAt(address, provider);
    const [state, clock, all, owed, balance] = await Promise.all([
      readState(contest),
      readClock(provider),
      readTickets(contest),
      typed.owed(account),
      currency.balanceOf(account),
    ]);
    return { state, clock, owed, balance, tickets: all.filter(({ singer }) => singer === account) };
  });
}
