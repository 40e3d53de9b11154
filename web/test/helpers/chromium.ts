import { existsSync } from "node:fs";

import { chromium, type Browser } from "playwright-core";

/** Where distributions put it; HARDHAT_EZKL_CHROMIUM names another. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The page is ours: no sandbox, so that root in a container can run it, and no question about the microphone. */
const ALWAYS = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream"];

/** A microphone that hears a WAV file. */
export function hears(wav: string): readonly string[] {
  return ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${wav}`];
}

/** The browser's program, or undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["HARDHAT_EZKL_CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  return PLACES.find((place) => existsSync(place));
}

export async function launchChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...ALWAYS, ...args] });
}
