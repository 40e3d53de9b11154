import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import type { Plugin } from "vite";

import { EzklError } from "../../src/errors/base.ts";
import { PracticeInBuildError } from "../errors.ts";
import { ACTS_PATH, type ActName, type PracticeActs, type PracticeFacts } from "../practice-acts.ts";

import { virtualModule } from "./virtual.ts";

/** What the local world does when the page asks; each checks what it was asked. */
export type PracticeHandlers = {
  readonly [Name in ActName]: (asked: unknown) => Promise<PracticeActs[Name]["answer"]>;
};

export interface PracticeOptions extends PracticeFacts {
  acts: PracticeHandlers;
}

/** A local world that the page can move, for the development server alone. @throws PracticeInBuildError at the start of a build */
export function practice(options: PracticeOptions | undefined): Plugin[] {
  return [
    virtualModule("virtual:practice", () => {
      if (options === undefined) return "export const practice = undefined;";
      const { chainId, device, tokens } = options;
      return `export const practice = ${JSON.stringify({ chainId, device, tokens })};`;
    }),
    {
      name: "practice-only-in-development",
      config: (_, { command }) => {
        if (options !== undefined && command === "build") throw new PracticeInBuildError();
      },
      configureServer: ({ middlewares }) => {
        if (options === undefined) return;
        // One act after the other: they share a clock and an account.
        let last: Promise<unknown> = Promise.resolve();
        middlewares.use(ACTS_PATH, (request, response) => {
          last = last.then(async () => answer(options.acts, request, response));
        });
      },
    },
  ];
}

async function answer(
  acts: PracticeHandlers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = (request.url ?? "").slice(1);
  // Another site's script may send to this machine what its visitor never asked for.
  if (request.headers["sec-fetch-site"] !== "same-origin")
    return tell(response, 403, refusal("not this page"));
  if (request.method !== "POST" || !Object.hasOwn(acts, name))
    return tell(response, 404, refusal(`there is no act "${name}"`));
  try {
    const asked = JSON.parse(await text(request)) as unknown;
    tell(response, 200, await acts[name as ActName](asked));
  } catch (error) {
    if (error instanceof EzklError) tell(response, 422, error.toJSON());
    else tell(response, 500, refusal(error instanceof Error ? error.message : String(error)));
  }
}

function refusal(what: string): { code: string; what: string; remedy: string } {
  return { code: "EZKL_WEB_ACT", what, remedy: "look at what npm run web says, or start it again" };
}

function tell(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
