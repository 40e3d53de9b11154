import { chromium, type Browser } from "playwright-core";

const { chromiumProgram } = (await import(
  new URL("../../../scripts/clients/chromium.mjs", import.meta.url).href
)) as { chromiumProgram: () => string | undefined };

/** The browser's program, or undefined where there is none. */
export const findChromium = chromiumProgram;

/** The page is ours: no sandbox, so that root in a container can run it, and no question about the microphone. */
const ALWAYS = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream"];

/** A microphone that hears a WAV file. */
export function hears(wav: string): readonly string[] {
  return ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${wav}`];
}

export async function launchChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...ALWAYS, ...args] });
}
