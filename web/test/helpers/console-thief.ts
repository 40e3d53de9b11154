import type { Page } from "playwright-core";

interface Transaction {
  from: string;
  to: string;
  data: string;
}

type Provider = { request: (request: { method: string; params?: unknown[] }) => Promise<unknown> };

/** Somebody at the page's console, who has the wallet that the page has. */
export interface ConsoleThief {
  /** The last transaction that the page asked about. */
  last(): Promise<Transaction>;
  /** Asks the wallet. @returns the error's data where it refused */
  ask(method: "eth_call" | "eth_sendTransaction", transaction: Transaction): Promise<string | undefined>;
}

/** Listens to what the page asks its wallet. @param name of the wallet */
export async function thiefAt(page: Page, name: string): Promise<ConsoleThief> {
  await page.evaluate((wanted) => {
    window.addEventListener("eip6963:announceProvider", (event) => {
      const { info, provider } = (event as CustomEvent<{ info: { name: string }; provider: Provider }>)
        .detail;
      if (info.name !== wanted || "stolen" in window) return;
      const request = provider.request.bind(provider);
      Object.assign(window, { stolen: provider });
      provider.request = async (asked) => {
        if (asked.method === "eth_estimateGas") Object.assign(window, { seen: asked.params?.[0] });
        return request(asked);
      };
    });
    window.dispatchEvent(new Event("eip6963:requestProvider"));
  }, name);
  return {
    last: async () => page.evaluate(() => (window as unknown as { seen: Transaction }).seen),
    ask: async (method, transaction) =>
      page.evaluate(
        async ([how, what]) => {
          const { stolen } = window as unknown as { stolen: Provider };
          const params = how === "eth_call" ? [what, "latest"] : [what];
          try {
            await stolen.request({ method: how, params });
            return undefined;
          } catch (error) {
            return JSON.stringify(error);
          }
        },
        [method, transaction] as const,
      ),
  };
}
