import { distanceOf } from "./uniqueness-registry-codes.ts";

/** The registry's rules said a second time, from what each account did and when. */

export interface Rules {
  payout: bigint;
  period: bigint;
  threshold: number;
  moveThreshold: number;
  moveDelay: bigint;
  start: bigint;
}

interface Person {
  code: bigint;
  account: string;
  /** What this enrolment rests on: which device said so, and when. */
  vouchers: { device: string; at: bigint }[];
  since: bigint;
  paid: Set<bigint>;
}

interface Wish {
  to: string;
  at: bigint;
  device: string;
}

/** Name of the error that a call must fail with. */
export class Refusal extends Error {}

const refuse = (when: boolean, name: string) => {
  if (when) throw new Refusal(name);
};

/** A registry on paper: a list of people, with everything found by looking at each of them. */
export class RegistryModel {
  people: Person[] = [];
  pool = 0n;
  paidOut = 0n;
  /** Shares by period, fixed when the period opened. */
  readonly shares = new Map<bigint, bigint>();
  private readonly revoked = new Map<string, bigint>();
  private readonly wishes = new Map<bigint, Wish>();
  private readonly cooling = new Map<bigint, bigint>();
  private readonly rules: Rules;

  constructor(rules: Rules) {
    this.rules = rules;
    this.shares.set(0n, 0n);
  }

  periodAt = (now: bigint) => (now - this.rules.start) / this.rules.period;

  byAccount = (account: string) => this.people.find((person) => person.account === account);

  isFrozen = (person: Person) =>
    person.vouchers.some(({ device, at }) => at >= (this.revoked.get(device) ?? at + 1n));

  open(now: bigint): bigint {
    const period = this.periodAt(now);
    const count = BigInt(this.people.length);
    const each = count === 0n ? 0n : this.pool / count;
    const share = each < this.rules.payout ? each : this.rules.payout;
    if (!this.shares.has(period)) this.shares.set(period, count === 0n ? 0n : share);
    return this.shares.get(period)!;
  }

  enroll(now: bigint, account: string, code: bigint, device: string): void {
    refuse(this.byAccount(account) !== undefined, "AccountEnrolled");
    refuse(this.revoked.has(device), "DeviceIsRevoked");
    const other = this.nearest(code, this.rules.threshold);
    if (other !== undefined) refuse(true, this.isFrozen(other) ? "FrozenInTheWay" : "AlreadyEnrolled");
    this.open(now);
    this.people.push({ code, account, vouchers: [{ device, at: now }], since: now, paid: new Set() });
  }

  leave(now: bigint, account: string): void {
    const person = this.byAccount(account);
    refuse(person === undefined, "AccountNotEnrolled");
    this.takeOut(now, person!);
  }

  evict(now: bigint, code: bigint): void {
    const person = this.people.find((each) => each.code === code);
    refuse(person === undefined, "CodeNotEnrolled");
    refuse(!this.isFrozen(person!), "NotFrozen");
    this.takeOut(now, person!);
  }

  claim(now: bigint, account: string): bigint {
    const person = this.byAccount(account);
    refuse(person === undefined, "AccountNotEnrolled");
    const period = this.periodAt(now);
    refuse(this.isFrozen(person!), "EnrolmentFrozen");
    refuse(period === this.periodAt(person!.since), "PaidFromPeriod");
    refuse(person!.paid.has(period), "AlreadyPaid");
    const share = this.open(now);
    person!.paid.add(period);
    this.pool -= share;
    this.paidOut += share;
    return share;
  }

  revoke(now: bigint, device: string, from: bigint): void {
    refuse(from > now, "RevocationInFuture");
    refuse(from >= (this.revoked.get(device) ?? from + 1n), "RevocationNotEarlier");
    this.revoked.set(device, from);
  }

  requestMove(now: bigint, account: string, code: bigint, device: string): void {
    refuse(this.byAccount(account) !== undefined, "AccountEnrolled");
    refuse(
      [...this.wishes.values()].some((wish) => wish.to === account && this.blocks(now, wish)),
      "MovePending",
    );
    refuse(this.revoked.has(device), "DeviceIsRevoked");
    const person = this.nearest(code, this.rules.moveThreshold);
    refuse(person === undefined, "NobodyLike");
    refuse(this.isFrozen(person!), "FrozenInTheWay");
    refuse(this.blocks(now, this.wishes.get(person!.code)), "MovePending");
    refuse(now < (this.cooling.get(person!.code) ?? 0n), "MoveCooling");
    this.wishes.set(person!.code, { to: account, at: now, device });
  }

  objectToMove(now: bigint, account: string): void {
    const person = this.byAccount(account);
    refuse(person === undefined, "AccountNotEnrolled");
    refuse(!this.waits(now, this.wishes.get(person!.code)), "NoMovePending");
    this.wishes.delete(person!.code);
    this.cooling.set(person!.code, now + this.rules.moveDelay);
  }

  finishMove(now: bigint, account: string, code: bigint): void {
    const wish = this.wishes.get(code);
    refuse(!this.waits(now, wish), "NoMovePending");
    refuse(wish!.to !== account, "MoveOfAnother");
    refuse(now < wish!.at + this.rules.moveDelay, "MoveNotReady");
    refuse(this.isVain(wish!), "MoveDeviceRevoked");
    const person = this.people.find((each) => each.code === code)!;
    refuse(this.isFrozen(person), "EnrolmentFrozen");
    refuse(this.byAccount(account) !== undefined, "AccountEnrolled");
    person.account = account;
    // Of all moves the last one counts, and the enrolment.
    person.vouchers = [person.vouchers[0]!, { device: wish!.device, at: wish!.at }];
    this.wishes.delete(code);
  }

  private waits = (now: bigint, wish: Wish | undefined) =>
    wish !== undefined && now < wish.at + 2n * this.rules.moveDelay;

  private isVain = (wish: Wish) => wish.at >= (this.revoked.get(wish.device) ?? wish.at + 1n);

  private blocks = (now: bigint, wish: Wish | undefined) => this.waits(now, wish) && !this.isVain(wish!);

  private nearest(code: bigint, threshold: number): Person | undefined {
    const [first] = this.people
      .map((person) => ({ person, distance: distanceOf(person.code, code) }))
      .filter(({ distance }) => distance <= threshold)
      .sort((a, b) => a.distance - b.distance);
    return first?.person;
  }

  private takeOut(now: bigint, person: Person): void {
    this.open(now);
    this.people = this.people.filter((each) => each !== person);
    this.wishes.delete(person.code);
    this.cooling.delete(person.code);
  }
}
