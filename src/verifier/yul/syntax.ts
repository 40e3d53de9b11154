/** An expression of the assembly that verifiers are written in. */
export type Expression =
  | { kind: "literal"; value: bigint }
  | { kind: "name"; name: string }
  | { kind: "call"; name: string; args: readonly Expression[] };

export type Statement =
  | { kind: "block"; body: readonly Statement[] }
  /** `let a, b := value`, or an assignment when `declares` is false; no value stands for zero. */
  | { kind: "set"; declares: boolean; names: readonly string[]; value: Expression | null }
  | { kind: "if"; condition: Expression; body: readonly Statement[] }
  | {
      kind: "for";
      before: readonly Statement[];
      condition: Expression;
      after: readonly Statement[];
      body: readonly Statement[];
    }
  | {
      kind: "function";
      name: string;
      parameters: readonly string[];
      results: readonly string[];
      body: readonly Statement[];
    }
  | { kind: "expression"; value: Expression };
