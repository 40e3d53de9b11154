import { EzklError } from "./base.ts";

/** Settings, ONNX signature and configuration that do not describe one and the same list of instances. */
export class StatementLayoutError extends EzklError {
  constructor(
    model: string,
    problem: string,
    remedy = "make the settings again from this ONNX file with the pinned engine",
  ) {
    super("EZKL_STATEMENT_LAYOUT", {
      what: `no statement layout: ${problem}`,
      where: `model ${model}`,
      remedy,
    });
  }
}

/** A list of instances whose length is not the model's. */
export class InstanceCountError extends EzklError {
  readonly actual: number;
  readonly expected: number;

  constructor(model: string, actual: number, expected: number) {
    super("EZKL_INSTANCE_COUNT", {
      what: `${actual} instances where a proof of this model has ${expected}`,
      where: `model ${model}`,
      remedy: "check that the proof was made with this model's circuit and these settings",
    });
    this.actual = actual;
    this.expected = expected;
  }
}
