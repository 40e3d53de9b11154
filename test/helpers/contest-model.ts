import { CHALLENGE, DRAW_DELAY, DRAW_WINDOW, OUTCOME, type Terms } from "./singing-contest.ts";

/** When a transaction is mined. */
export interface Moment {
  block: bigint;
  time: bigint;
}

interface Ticket {
  singer: string;
  drawBlock: bigint;
  drawn: boolean;
  refunded: boolean;
  score: bigint;
  /** Order of the attempts that count. */
  turn: number;
  recording: number;
  challenge: bigint;
  challenger: string;
}

/**
 * What the contest is meant to do, said a second time: plain lists, sorted anew each time, and sums over everybody. Each action returns the name of
 * the error that the contract must refuse it with, or undefined when it must succeed; then the model has changed too.
 */
export class ContestModel {
  readonly tickets: Ticket[] = [];
  readonly owed = new Map<string, bigint>();
  readonly terms: Terms;
  outcome: bigint = OUTCOME.undecided;
  deposited = 0n;
  paid = 0n;
  /** Of a void contest, to each drawn ticket that was not struck. */
  voidRefund = 0n;
  readonly #spent = new Set<string>();
  #turn = 0;

  constructor(terms: Terms) {
    this.terms = terms;
  }

  get challengesCloseAt(): bigint {
    return this.terms.submissionsCloseAt + this.terms.disputeWindow;
  }

  get revealsCloseAt(): bigint {
    return this.challengesCloseAt + this.terms.disputeWindow;
  }

  /** What the contract must hold, from the tickets and debts alone. */
  get balance(): bigint {
    const fees = this.tickets.reduce((sum, ticket) => sum + this.#stakeOf(ticket), 0n);
    const bonds = this.#open().length;
    const debts = [...this.owed.values()].reduce((sum, amount) => sum + amount, 0n);
    return fees + BigInt(bonds) * this.terms.challengeBond + debts;
  }

  get pool(): bigint {
    return BigInt(this.tickets.filter(({ drawn }) => drawn).length) * this.terms.fee;
  }

  /** Numbers of the best eight that were not struck. Before the close nobody is. */
  get standings(): bigint[] {
    return this.#ranked()
      .slice(0, 8)
      .filter(({ challenge }) => challenge !== CHALLENGE.struck)
      .map((ticket) => BigInt(this.tickets.indexOf(ticket) + 1));
  }

  enter(singer: string, { block, time }: Moment): string | undefined {
    if (time >= this.terms.entriesCloseAt) return "ContestEntriesClosed";
    const drawBlock = block + BigInt(DRAW_DELAY);
    this.tickets.push({
      ...{ singer, drawBlock, drawn: false, refunded: false, score: 0n, turn: 0, recording: 0 },
      ...{ challenge: CHALLENGE.none, challenger: "" },
    });
    this.deposited += this.terms.fee;
    return undefined;
  }

  draw(number: bigint, { block, time }: Moment): string | undefined {
    const ticket = this.#ticket(number);
    if (ticket === undefined) return "ContestTicketUnknown";
    if (ticket.drawn) return "ContestMelodyAlreadyDrawn";
    if (time >= this.terms.submissionsCloseAt) return "ContestSubmissionsClosed";
    if (block <= ticket.drawBlock) return "ContestDrawTooEarly";
    if (block > ticket.drawBlock + BigInt(DRAW_WINDOW)) return "ContestDrawTooLate";
    ticket.drawn = true;
    return undefined;
  }

  /** @param recording which of the known recordings the attempt commits to */
  submit(
    caller: string,
    number: bigint,
    score: bigint,
    recording: number,
    { time }: Moment,
  ): string | undefined {
    const ticket = this.#ticket(number);
    if (ticket === undefined) return "ContestTicketUnknown";
    if (caller !== ticket.singer) return "ContestNotTicketHolder";
    if (time >= this.terms.submissionsCloseAt) return "ContestSubmissionsClosed";
    if (!ticket.drawn) return "ContestMelodyNotDrawn";
    const use = `${number} ${recording}`;
    if (this.#spent.has(use)) return "EzklConsumerNullifierSpent";
    if (score <= 0n) return "ContestScoreNotPositive";
    const capped = score < this.terms.cap ? score : this.terms.cap;
    if (capped <= ticket.score) return "ContestAttemptNotBetter";
    this.#spent.add(use);
    Object.assign(ticket, { score: capped, recording, turn: ++this.#turn });
    return undefined;
  }

  challenge(caller: string, number: bigint, { time }: Moment): string | undefined {
    const ticket = this.#ticket(number);
    if (ticket === undefined) return "ContestTicketUnknown";
    if (time < this.terms.submissionsCloseAt) return "ContestSubmissionsOpen";
    if (time >= this.challengesCloseAt) return "ContestChallengesClosed";
    if (!this.standings.includes(number)) return "ContestTicketNotPlaced";
    if (ticket.challenge !== CHALLENGE.none) return "ContestAlreadyChallenged";
    Object.assign(ticket, { challenge: CHALLENGE.open, challenger: caller });
    this.deposited += this.terms.challengeBond;
    return undefined;
  }

  reveal(number: bigint, recording: number, { time }: Moment): string | undefined {
    const ticket = this.#ticket(number);
    if (ticket === undefined) return "ContestTicketUnknown";
    if (ticket.challenge !== CHALLENGE.open) return "ContestNotChallenged";
    if (time >= this.revealsCloseAt) return "ContestRevealsClosed";
    if (recording !== ticket.recording) return "ContestRecordingMismatch";
    ticket.challenge = CHALLENGE.answered;
    this.#credit(ticket.singer, this.terms.challengeBond);
    return undefined;
  }

  close(caller: string, { time }: Moment): string | undefined {
    if (this.outcome !== OUTCOME.undecided) return "ContestAlreadyClosed";
    const open = this.#open();
    if (time < (open.length > 0 ? this.revealsCloseAt : this.challengesCloseAt)) return "ContestNotClosable";
    for (const ticket of open) {
      ticket.challenge = CHALLENGE.struck;
      this.#credit(ticket.challenger, this.terms.challengeBond);
    }
    const { host, hostShare, split, threshold } = this.terms;
    const winners = this.standings
      .map((number) => this.#ticket(number)!)
      .filter(({ score }, place) => place < 3 && score >= threshold);
    this.outcome = winners.length > 0 ? OUTCOME.won : OUTCOME.void;
    if (winners.length === 0) {
      const sharing = this.tickets.filter(
        ({ drawn, challenge }) => drawn && challenge !== CHALLENGE.struck,
      ).length;
      if (sharing === 0) return undefined;
      this.voidRefund = this.pool / BigInt(sharing);
      this.#credit(caller, this.pool % BigInt(sharing));
      return undefined;
    }
    const hostCut = (this.pool * hostShare) / 10_000n;
    const prize = this.pool - hostCut;
    const shares = winners.map((_, place) => (prize * split[place]!) / 10_000n);
    shares[0] = prize - shares.slice(1).reduce((sum, share) => sum + share, 0n);
    this.#credit(host, hostCut);
    for (const [place, { singer }] of winners.entries()) this.#credit(singer, shares[place]!);
    return undefined;
  }

  claim(caller: string): string | undefined {
    const amount = this.owed.get(caller) ?? 0n;
    if (amount === 0n) return "ContestNothingOwed";
    this.owed.delete(caller);
    this.paid += amount;
    return undefined;
  }

  refund(number: bigint, { block, time }: Moment): string | undefined {
    const ticket = this.#ticket(number);
    if (ticket === undefined) return "ContestTicketUnknown";
    if (ticket.refunded) return "ContestTicketRefunded";
    if (ticket.drawn) {
      if (this.outcome !== OUTCOME.void) return "ContestRefundNotDue";
      if (ticket.challenge === CHALLENGE.struck && this.voidRefund > 0n) return "ContestRefundForfeited";
    } else if (block <= ticket.drawBlock + BigInt(DRAW_WINDOW) && time < this.terms.submissionsCloseAt) {
      return "ContestTicketStillDrawable";
    }
    ticket.refunded = true;
    this.paid += ticket.drawn && this.voidRefund > 0n ? this.voidRefund : this.terms.fee;
    return undefined;
  }

  /** What the contest holds for a ticket: its fee until that is divided or paid back. */
  #stakeOf({ drawn, refunded, challenge }: Ticket): bigint {
    if (refunded || (drawn && this.outcome === OUTCOME.won)) return 0n;
    if (!drawn || this.voidRefund === 0n) return this.terms.fee;
    return challenge === CHALLENGE.struck ? 0n : this.voidRefund;
  }

  #ticket(number: bigint): Ticket | undefined {
    return this.tickets[Number(number) - 1];
  }

  #open(): Ticket[] {
    return this.tickets.filter(({ challenge }) => challenge === CHALLENGE.open);
  }

  #ranked(): Ticket[] {
    return this.tickets
      .filter(({ score }) => score > 0n)
      .sort((a, b) => (a.score === b.score ? a.turn - b.turn : a.score > b.score ? -1 : 1));
  }

  #credit(account: string, amount: bigint): void {
    if (amount > 0n) this.owed.set(account, (this.owed.get(account) ?? 0n) + amount);
  }
}
