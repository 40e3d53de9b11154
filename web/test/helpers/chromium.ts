import { chromium, type Browser } from "playwright-core";

const { chromiumProgram } = (await import(
  new URL("../../../scripts/clients/chromium.mjs", import.meta.url).href
)) as { chromiumProgram: () => string | undefined };

/** The browser's program, or undefined where there is none. */
export const findChromium = chromiumProgram;

/** The browser's program; without one the tests of `hook` are skipped and say so, and in CI they fail. */
export function requireChromium(hook: Mocha.Context): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env["HARDHAT_EZKL_BROWSER"] === "required" || process.env["CI"] !== undefined)
    throw new Error("there is no Chromium: install Debian's package chromium");
  console.log("      skipped: no Chromium here (HARDHAT_EZKL_CHROMIUM names one)");
  return hook.skip();
}

/** The page is ours: no sandbox, so that root in a container can run it, and no question about the microphone. */
const ALWAYS = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream"];

/** A microphone that hears a WAV file. */
export function hears(wav: string): readonly string[] {
  return ["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${wav}`];
}

export async function launchChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...ALWAYS, ...args] });
}
