import { expect } from "chai";

import { resolveEzklConfig } from "../../tasks/config/resolve.ts";
import { validateEzklConfig } from "../../tasks/config/schema.ts";

describe("the configuration of the store", () => {
  it("has defaults, absolute paths, and leaves a URL as it is", () => {
    expect(resolveEzklConfig({ cacheDir: "c" }, "/p").store).to.deep.equal({
      directory: "/p/c/store",
      shared: undefined,
      quotaBytes: 20e9,
    });
    const { store } = resolveEzklConfig({ store: { directory: "s", shared: "keys", quotaBytes: 5 } }, "/p");
    expect(store).to.deep.equal({ directory: "/p/s", shared: "/p/keys", quotaBytes: 5 });
    const url = "https://example.org/keys";
    expect(resolveEzklConfig({ store: { shared: url } }, "/p").store?.shared).to.equal(url);
    expect(resolveEzklConfig({ store: false }, "/p").store).to.equal(undefined);
  });

  for (const [what, store] of [
    ["an unknown field", { quota: 1 }],
    ["a quota that is no whole number", { quotaBytes: 1.5 }],
    ["a negative quota", { quotaBytes: -1 }],
    ["an empty path", { shared: "" }],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const ezkl = { store } as object;
      expect(validateEzklConfig({ ezkl })).to.have.length.greaterThan(0);
    });
  }

  it("is taken as it is described", () => {
    const store = { directory: "s", shared: "http://127.0.0.1:1", quotaBytes: 0 };
    expect(validateEzklConfig({ ezkl: { store } })).to.deep.equal([]);
    expect(validateEzklConfig({ ezkl: { store: false } })).to.deep.equal([]);
  });
});
