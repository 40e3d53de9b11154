import type { Interface } from "ethers";

import { EzklError } from "../../../src/index.ts";
import { visible } from "../../../src/text/visible.ts";
import { explainFailure } from "../../../tasks/samples/chain/explain.ts";
import type { Dapp } from "../../../tasks/samples/dapp.ts";
import { RefusedError } from "../../../tasks/samples/errors.ts";

/** What went wrong, for people. */
export interface Told {
  readonly title: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string | undefined;
  /** The user's own decision: nothing is wrong. */
  readonly declined?: boolean | undefined;
  /** Name of the contract's error. */
  readonly refusal?: string | undefined;
}

/** Whose refusals are known as sentences, and the ABI that names them. */
export interface Explained {
  readonly dapp: Dapp;
  readonly abi: Interface;
}

/** EIP-1193: the user rejected the request. */
const REJECTED = 4001;

/**
 * What nodes, contracts, wallets and files put into an error is shown as text: it cannot turn or hide what stands around it.
 * @param of without it, only wallet and network are explained
 */
export function tell(error: unknown, of?: Explained): Told {
  const { title, message, remedy, refusal, declined } = told(error, of);
  const shown = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : visible(text);
  return { title, message: visible(message), remedy: shown(remedy), refusal: shown(refusal), declined };
}

function told(error: unknown, of?: Explained): Told {
  if (isRejection(error))
    return {
      title: "Not signed",
      message: "It was declined in the wallet; nothing was sent.",
      declined: true,
    };
  if (error instanceof DOMException && error.name === "AbortError")
    return { title: "Cancelled", message: "The proof was stopped; nothing was sent.", declined: true };
  if (isUnreachable(error)) {
    return {
      title: "The chain does not answer",
      message: "The wallet's node cannot be reached.",
      remedy: "check the connection, or that the local node still runs, and try again",
    };
  }
  const meant = of === undefined ? error : explainFailure(of.dapp, error, of.abi, of.dapp.title, "");
  if (meant instanceof RefusedError) {
    const { what, remedy, refusal } = meant;
    return { title: "Refused by the contract", message: what, remedy, refusal };
  }
  if (meant instanceof EzklError) return { title: "Failed", message: meant.what, remedy: meant.remedy };
  return { title: "Failed", message: shortMessage(meant) };
}

/** A wallet's error at whatever depth a library wrapped it. */
function isRejection(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, info, error: inner, cause } = error as Record<string, unknown>;
  if (code === REJECTED || code === "ACTION_REJECTED") return true;
  return [info, inner, cause].some((wrapped) => isRejection(wrapped, depth + 1));
}

function isUnreachable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return /NETWORK_ERROR|SERVER_ERROR|TIMEOUT|Failed to fetch|ECONNREFUSED|EZKL_WEB_UNREACHABLE/.test(
    `${String(code)} ${String(error)}`,
  );
}

function shortMessage(error: unknown): string {
  const { shortMessage: short, message } = (error ?? {}) as { shortMessage?: string; message?: string };
  return short ?? message ?? String(error);
}
