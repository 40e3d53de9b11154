import { expect } from "chai";
import { MockAgent } from "undici";

import { deadline, get, overallMs, UnacceptableAnswerError, type GetOptions } from "../../../src/net/get.ts";

const [SECURE, PLAIN, OTHER] = ["https://a.test", "http://a.test", "https://b.test"] as const;

describe("a GET", () => {
  /** Answers by path, whatever the host; `location` makes it a redirection. */
  const ask = async (
    answers: Record<string, { location?: string; encoding?: string }>,
    redirects: GetOptions["redirects"] = "any",
  ): Promise<string> => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    for (const [url, { location, encoding }] of Object.entries(answers)) {
      const { origin, pathname } = new URL(url);
      const headers = {
        ...(location === undefined ? {} : { location }),
        ...(encoding === undefined ? {} : { "content-encoding": encoding }),
      };
      agent
        .get(origin)
        .intercept({ path: pathname, headers: { "accept-encoding": "identity" } })
        .reply(location === undefined ? 200 : 302, url, { headers })
        .persist();
    }
    const options = { agent, silenceMs: 1000, signal: deadline(5000), redirects };
    const { body } = await get(Object.keys(answers)[0] ?? "", options);
    return body.text();
  };
  const refused = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => expect.fail("nothing was refused"),
      (error: unknown) => {
        expect(error).to.be.instanceOf(UnacceptableAnswerError);
        return (error as Error).message;
      },
    );

  it("follows redirections, from http to https too", async () => {
    const answers = {
      [`${PLAIN}/1`]: { location: `${SECURE}/2` },
      [`${SECURE}/2`]: { location: `${OTHER}/3` },
    };
    expect(await ask({ ...answers, [`${OTHER}/3`]: {} })).to.equal(`${OTHER}/3`);
  });

  it("follows them to the same origin only, where that is asked", async () => {
    const within = { [`${SECURE}/1`]: { location: "/2" }, [`${SECURE}/2`]: {} };
    expect(await ask(within, "same-origin")).to.equal(`${SECURE}/2`);
    const away = { [`${SECURE}/1`]: { location: `${OTHER}/2` }, [`${OTHER}/2`]: {} };
    expect(await refused(ask(away, "same-origin"))).to.contain(OTHER);
  });

  for (const [what, location] of [
    ["from https to http", `${PLAIN}/2`],
    ["to another protocol", "file:///etc/passwd"],
    ["to no URL", "https://"],
    ["in a circle", "/1"],
  ] as const) {
    it(`is not sent ${what}`, async () => {
      const answers = { [`${SECURE}/1`]: { location }, [`${PLAIN}/2`]: {} };
      expect(await refused(ask(answers))).to.contain("redirect");
    });
  }

  it("takes nothing compressed: a short answer could become a long file", async () => {
    expect(await refused(ask({ [`${SECURE}/1`]: { encoding: "gzip" } }))).to.contain("compressed");
    expect(await ask({ [`${SECURE}/1`]: { encoding: "identity" } })).to.equal(`${SECURE}/1`);
  });

  it("may take a minute, and a second for each 32 KiB", () => {
    expect(overallMs(0)).to.equal(60_000);
    expect(overallMs(32_768 * 100)).to.equal(160_000);
  });
});
