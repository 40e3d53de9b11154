import { expect } from "chai";

import { findGuards } from "../../scripts/mutate-guards/find-guards.mjs";

const SOURCE = `contract C is Base {
    // require(commented, Out());
    modifier onlyOwner() { _requireOwner(); _; }
    constructor(uint256 a) Base(a) { Lib.requireFine(a); }
    function f(uint256[] calldata xs) external payable virtual override(A, B) nonReentrant only(7) returns (bool ok) {
        require(
            xs.length != 0 && (xs[0] == 1 || g(xs, 1)), // both; of them
            Wrong(xs.length, "a) b")
        );
        Thing storage t = _requireThing(xs[0]);
        if (t.done) revert Lib.Done(h(t));
        try this.f(xs) returns (bool) {} catch { revert Failed(); }
        requirement = required(1);
    }
    function _requireOwner() private view { require(msg.sender == OWNER, NotOwner()); }
}`;

describe("the search for guards", () => {
  /** @param {string} source */
  const found = (source) => findGuards(source).map(({ name, without }) => [name, without]);

  it("finds requirements and their parts, reverts, calls of guards and modifiers, and nothing else", () => {
    expect(found(SOURCE)).to.deep.equal([
      ["_requireOwner();", ""],
      ["Lib.requireFine(a);", ""],
      ["nonReentrant", ""],
      ["only(7)", ""],
      ['require(xs.length != 0 && (xs[0] == 1 || g(xs, 1)), Wrong(xs.length, "a) b"));', ""],
      ["xs.length != 0", "true"],
      ["(xs[0] == 1 || g(xs, 1))", "true"],
      ["revert Lib.Done(h(t));", "{}"],
      ["revert Failed();", "{}"],
      ["require(msg.sender == OWNER, NotOwner());", ""],
    ]);
  });

  it("tells where they stand", () => {
    const guard = findGuards(SOURCE).find(({ name }) => name === "xs.length != 0");
    expect(SOURCE.slice(guard?.start, guard?.end)).to.equal("xs.length != 0");
  });

  it("refuses a source that it cannot follow", () => {
    expect(() => findGuards("function f() { require(a, b; }")).to.throw("never closed");
  });
});
