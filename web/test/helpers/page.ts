import type { BrowserContext, Page } from "playwright-core";

import type { TestWallet } from "./test-wallet.ts";
import { TEST_WALLET } from "./test-wallet.ts";

export interface PageOptions {
  /** Number of the node's account that the wallet has; `false`: no wallet but the burner. Default: 1. */
  wallet?: number | false;
  /** Whether the wallet is connected when the page is handed over. Default: true. */
  connect?: boolean;
  scheme?: "light" | "dark";
  width?: number;
  /** What the microphone hears, over and over: a WAV file. Such a page has a browser of its own. */
  wav?: string;
  /** Instead of the development server's address. */
  url?: string;
}

/** A page with the wallet that was put into it. */
export interface TestPage extends Page {
  readonly wallet: TestWallet;
  /** Errors of the console that belong to the test; any other one fails it. */
  allow(error: RegExp): void;
}

/** Errors that a page told its console. */
export interface ConsoleWatch {
  readonly allowed: RegExp[];
  /** Those that nobody allowed. */
  errors(): readonly string[];
}

export function watchConsole(page: Page): ConsoleWatch {
  const told: string[] = [];
  const allowed: RegExp[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") told.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => told.push(String(error)));
  return { allowed, errors: () => told.filter((line) => !allowed.some((pattern) => pattern.test(line))) };
}

/** Chooses a wallet as a person does, and waits until the page shows its account. */
export async function connect(page: Page, name: string = TEST_WALLET): Promise<void> {
  await page.getByRole("button", { name: `Connect ${name}` }).click();
  await page.getByRole("button", { name: /^0x[0-9a-fA-F]{4}…/ }).waitFor();
}

export async function contextFor(
  browser: { newContext: (options: object) => Promise<BrowserContext> },
  { scheme = "light", width = 1280 }: PageOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ colorScheme: scheme, viewport: { width, height: 900 }, reducedMotion: "reduce", locale: "en-GB" },
    acceptDownloads: true,
  });
  // What the tests' own compiler calls in functions that run in the page.
  await context.addInitScript("globalThis.__name = (named) => named");
  return context;
}
