import type { Page } from "playwright-core";

/** Records what a page and its workers ask the network for from now on: addresses and bodies. @returns asks for all of it so far */
export function sentBy(page: Page): () => readonly string[] {
  const sent: string[] = [];
  page.context().on("request", (request) => {
    sent.push(request.url(), request.postDataBuffer()?.toString("latin1") ?? "");
  });
  return () => sent;
}

/** Bytes in a row that are no accident. */
const WINDOW = 8;

/** Pieces of a secret that were sent as bytes, in hex, in base64 or as decimal numbers. */
export function tracesOf(secret: Uint8Array, sent: readonly string[]): readonly string[] {
  const all = sent.map((text) => text.toLowerCase());
  const found: string[] = [];
  for (let at = 0; at + WINDOW <= secret.length; at++) {
    const window = Buffer.from(secret.subarray(at, at + WINDOW));
    // Of base64, what does not hang on the bytes before and after.
    const base64 = window.subarray(0, 6).toString("base64").toLowerCase();
    const forms = [
      window.toString("latin1").toLowerCase(),
      window.toString("hex"),
      base64,
      [...window].join(","),
    ];
    found.push(...forms.filter((form) => all.some((text) => text.includes(form))));
  }
  return found;
}
