import type { Page } from "playwright-core";

interface Request {
  method: string;
  params?: readonly unknown[];
}

type Answer = { result: unknown } | { error: { code: number; message: string } };

class WalletError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export const TEST_WALLET = "Test wallet";

const SIGNS = new Set(["eth_sendTransaction", "personal_sign", "eth_signTypedData_v4"]);

/** A wallet of the tests' own: an unlocked account of the node, and what a person or a network may do to it. */
export class TestWallet {
  /** The user says no to everything that is asked. */
  reject = false;
  /** The node behind the wallet does not answer. */
  lost = false;
  /** Chains to which it can switch. */
  readonly known = new Set<bigint>();
  /** Methods that it was asked, in order. */
  readonly asked: string[] = [];
  chainId: bigint;
  readonly account: string;
  readonly #home: bigint;
  readonly #forward: (request: Request) => Promise<unknown>;
  #connected = false;
  #page: Page | undefined;

  /** @param forward asks the node of the chain `home` */
  constructor(account: string, home: bigint, forward: (request: Request) => Promise<unknown>) {
    this.account = account;
    this.#home = home;
    this.chainId = home;
    this.known.add(home);
    this.#forward = forward;
  }

  /** Is announced (EIP-6963) to every document of the page. */
  async injectInto(page: Page): Promise<void> {
    this.#page = page;
    await page.exposeFunction("askTestWallet", async (text: string) =>
      this.#answer(JSON.parse(text) as Request),
    );
    await page.addInitScript(announce, TEST_WALLET);
  }

  /** The user changes the network in the wallet. */
  async goTo(chainId: bigint): Promise<void> {
    this.chainId = chainId;
    await this.#tell("chainChanged", `0x${chainId.toString(16)}`);
  }

  async #answer(request: Request): Promise<Answer> {
    this.asked.push(request.method);
    try {
      return { result: await this.#do(request) };
    } catch (error) {
      const { code = -32603, data, message } = error as { code?: number; data?: unknown; message: string };
      return {
        error: {
          code: typeof code === "number" ? code : -32603,
          message,
          ...(data === undefined ? {} : { data }),
        },
      };
    }
  }

  async #do(request: Request): Promise<unknown> {
    const { method, params = [] } = request;
    if (method === "eth_accounts") return this.#connected ? [this.account] : [];
    if (method === "eth_chainId") return `0x${this.chainId.toString(16)}`;
    const asks = SIGNS.has(method) || method === "eth_requestAccounts" || method.startsWith("wallet_");
    if (asks && this.reject) throw new WalletError(4001, "User rejected the request.");
    if (method === "eth_requestAccounts") {
      this.#connected = true;
      return [this.account];
    }
    if (method === "wallet_switchEthereumChain") {
      const wanted = BigInt((params[0] as { chainId: string }).chainId);
      if (!this.known.has(wanted)) throw new WalletError(4902, "Unrecognized chain ID.");
      await this.goTo(wanted);
      return null;
    }
    if (this.lost || this.chainId !== this.#home) throw new WalletError(-32603, "Failed to fetch");
    return this.#forward(request);
  }

  async #tell(event: string, value: unknown): Promise<void> {
    await this.#page?.evaluate(
      ([name, told]) => window.dispatchEvent(new CustomEvent("test-wallet", { detail: { name, told } })),
      [event, value],
    );
  }
}

/** Runs in the page. */
function announce(name: string): void {
  type Listener = (value: unknown) => void;
  const listeners = new Set<readonly [string, Listener]>();
  window.addEventListener("test-wallet", (event) => {
    const { name: happened, told } = (event as CustomEvent<{ name: string; told: unknown }>).detail;
    for (const [wanted, listener] of listeners) if (wanted === happened) listener(told);
  });
  const ask = (window as unknown as { askTestWallet: (text: string) => Promise<Answer> }).askTestWallet;
  const provider = {
    request: async (request: Request) => {
      const answer = await ask(JSON.stringify(request));
      if ("result" in answer) return answer.result;
      throw Object.assign(new Error(answer.error.message), answer.error);
    },
    on: (event: string, listener: Listener) => listeners.add([event, listener]),
    removeListener: (event: string, listener: Listener) => {
      for (const entry of listeners) if (entry[0] === event && entry[1] === listener) listeners.delete(entry);
    },
  };
  const icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
  const info = { uuid: "0b3b6b6e-3d0a-4c62-9a51-64d0f7b7a9b1", name, icon, rdns: "test.hardhat-ezkl.wallet" };
  const detail = Object.freeze({ info, provider });
  const say = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", say);
  say();
}
