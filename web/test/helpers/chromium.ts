import { existsSync } from "node:fs";

import { chromium, type Browser } from "playwright-core";

/** Where distributions put it; HARDHAT_EZKL_CHROMIUM names another. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What Chromium takes for a microphone, among other things: see `openPage`'s `wav`. */
const ALWAYS = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream"];

/** The browser's program, or undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["HARDHAT_EZKL_CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  return PLACES.find((place) => existsSync(place));
}

export async function launchChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...ALWAYS, ...args] });
}
