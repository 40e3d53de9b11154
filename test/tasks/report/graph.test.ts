import { readFileSync } from "node:fs";

import { expect } from "chai";

import { appendContext } from "../../../src/onnx/append-context.ts";
import { readDataflow, type Dataflow } from "../../../src/onnx/dataflow.ts";
import { boxesOf } from "../../../tasks/ezkl/report/graph/boxes.ts";
import { drawGraph } from "../../../tasks/ezkl/report/graph/draw.ts";
import { layOut } from "../../../tasks/ezkl/report/graph/layout.ts";
import { elements } from "../../helpers/page.ts";

const float = (name: string) => ({ name, elementType: "float32", shape: [1, 4] });

/** `y` twice from `x`: once straight, once through a product with `w`. */
const FORKED: Dataflow = {
  inputs: [float("x")],
  outputs: [float("y")],
  parameters: new Map([["w", { name: "w", shape: [4, 4] }]]),
  operations: [
    { op: "Add", inputs: ["x", "h"], outputs: ["y"] },
    { op: "MatMul", inputs: ["x", "w"], outputs: ["h"] },
  ],
};

/** A chain of so many operations. */
const chain = (length: number, op = "Relu"): Dataflow => ({
  inputs: [float("t0")],
  outputs: [float(`t${length}`)],
  parameters: new Map(),
  operations: Array.from({ length }, (_, i) => ({ op, inputs: [`t${i}`], outputs: [`t${i + 1}`] })),
});

const judge = (): Dataflow => {
  const file = new URL("../../../models/singing-judge/network.onnx", import.meta.url);
  return readDataflow(appendContext(readFileSync(file)), "network.onnx");
};

describe("the drawing of a model's graph", () => {
  it("has a box for each end and operation, whatever the file's order, and arrows from giver to reader", () => {
    const { boxes, arrows } = boxesOf(FORKED);
    expect(boxes.map(({ id, kind, title, detail }) => [id, kind, title, detail])).to.deep.equal([
      ["input0", "input", "x", "float32 [1, 4]"],
      ["operation0", "operation", "Add", ""],
      ["operation1", "operation", "MatMul", "[4, 4]"],
      ["output0", "output", "y", "float32 [1, 4]"],
    ]);
    expect(arrows.map(({ from, to }) => `${from} ${to}`)).to.have.members([
      ...["input0 operation0", "operation1 operation0", "input0 operation1", "operation0 output0"],
    ]);
  });

  it("places each below what it reads, and no two on top of each other", async () => {
    for (const dataflow of [FORKED, judge(), chain(60)]) {
      const { boxes, arrows, width, height } = await layOut(boxesOf(dataflow));
      const byId = new Map(boxes.map((box) => [box.id, box]));
      for (const { from, to, points } of arrows) {
        expect(byId.get(from)!.y).to.be.lessThan(byId.get(to)!.y);
        expect(points.length).to.be.greaterThan(1);
      }
      for (const [index, a] of boxes.entries()) {
        expect([a.x - a.width / 2, a.y - a.height / 2].every((edge) => edge >= 0)).to.equal(true);
        expect(a.x + a.width / 2).to.be.at.most(width);
        expect(a.y + a.height / 2).to.be.at.most(height);
        for (const b of boxes.slice(index + 1)) {
          const apart =
            Math.abs(a.x - b.x) >= (a.width + b.width) / 2 ||
            Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
          expect(apart, `${a.id} and ${b.id}`).to.equal(true);
        }
      }
    }
  });

  it("shows the context apart from the model", () => {
    const context = boxesOf(judge()).boxes.filter(({ kind }) => kind === "context");
    expect(context.map(({ title }) => title)).to.deep.equal([
      ...["context, input", "Identity", "context, output"],
    ]);
  });

  it("is SVG in the page's colours, with every operation named", async () => {
    const svg = await drawGraph(judge());
    const found = elements(svg);
    expect(found.filter((name) => name === "rect")).to.have.length(boxesOf(judge()).boxes.length);
    for (const { op } of judge().operations) expect(svg).to.contain(`>${op}</text>`);
    const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
    expect(colours.filter((colour) => !/^(var\(--\w+\)|none)$/.test(colour!))).to.deep.equal([]);
  });

  it("shows names as text, whatever they hold, and cuts long ones", async () => {
    const hostile = await drawGraph({
      ...chain(2, '</text><script>alert("1")</script>'),
      inputs: [float(`t0`), float("x".repeat(5000))],
    });
    expect(elements(hostile)).to.not.include("script");
    expect(hostile)
      .to.contain(`${"x".repeat(31)}…`)
      .and.to.not.contain("x".repeat(40));
  });

  it("lists the operators of a graph that is too large to draw", async () => {
    const large = await drawGraph(chain(5000));
    expect(elements(large)).to.not.include("svg");
    expect(large).to.contain('<td class="text">Relu</td><td>5,000</td>');
    expect(elements(await drawGraph(chain(150)))).to.include("svg");
  });
});
