/** The chain after an act. */
interface Clock {
  /** Unix seconds, decimal. */
  readonly now: string;
  readonly block: number;
}

/** What the page may ask of the development server's local world, and what it answers. */
export interface PracticeActs {
  /** Blocks until the melodies are drawn, or the clock until a phase is over. */
  "contest/forward": {
    readonly asked: { until: "draw" | "entries-closed" | "submissions-closed" | "disputes-closed" };
    readonly answer: Clock;
  };
  /** The clock by days, or to the next period. */
  "registry/forward": { readonly asked: { days?: number | undefined }; readonly answer: Clock };
  /** Days pass, each with its close: the feed reports it and the market trades to it. */
  "vault/forward": { readonly asked: { days: number }; readonly answer: Clock };
  /** The capture device of practice signs for an image's hash; the image stays where it is. */
  "registry/device": {
    readonly asked: {
      /** Decimal. */
      imageHash: string;
      account: string;
      act: "enroll" | "move";
      validSeconds?: number | undefined;
    };
    readonly answer: {
      readonly device: string;
      /** Unix seconds, decimal. */
      readonly deadline: string;
      readonly signature: string;
    };
  };
  /** Ether and practice's dollars for an account that has less. */
  fund: { readonly asked: { account: string }; readonly answer: Readonly<Record<string, never>> };
}

export type ActName = keyof PracticeActs;

/** Where the development server takes acts: POST, JSON both ways. */
export const ACTS_PATH = "/local";

/** What the page is told of the local world. */
export interface PracticeFacts {
  readonly chainId: number;
  /** Address of the capture device that signs here. */
  readonly device: string;
  readonly tokens: { readonly stable: string; readonly risk: string; readonly payout: string };
}
