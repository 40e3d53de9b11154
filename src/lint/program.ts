import { below, child, isNode, nodes, startOf, text, typeOf, type Node } from "./node.ts";

/** First four bytes of keccak256("verifyProof(bytes,uint256[])"); a test computes it. */
export const VERIFY_SELECTOR = "1e8e1e13";

export interface SourceFile {
  /** As findings are to name it. */
  path: string;
  /** As the compiler names it in imports; the same as the path unless given. */
  name?: string;
  content: string;
  ast: unknown;
}

/** All files of one compilation: node ids are unique among them. */
export class Program {
  readonly files: readonly { path: string; content: string; root: Node }[];
  readonly #byId = new Map<number, Node>();
  readonly #parents = new Map<Node, Node>();
  readonly #verifiers = new Set<number>();
  readonly #calls: Node[] = [];
  readonly #assignments: Node[] = [];
  /** Functions that override another, by its id. */
  readonly #overriders = new Map<number, Node[]>();

  constructor(files: readonly SourceFile[]) {
    this.files = files.flatMap(({ path, content, ast }) =>
      isNode(ast) ? [{ path, content, root: ast }] : [],
    );
    for (const { root } of this.files) this.#index(root);
    for (const contract of this.#byId.values()) {
      if (contract.nodeType !== "ContractDefinition") continue;
      if (nodes(contract, "nodes").some((member) => member["functionSelector"] === VERIFY_SELECTOR))
        this.#verifiers.add(contract.id);
    }
  }

  #index(node: Node): void {
    // Yul nodes have no id.
    if (typeof node.id === "number") this.#byId.set(node.id, node);
    if (node.nodeType === "FunctionCall" || node.nodeType === "ModifierInvocation") this.#calls.push(node);
    if (node.nodeType === "Assignment") this.#assignments.push(node);
    for (const id of overridden(node)) this.#overriders.set(id, [...(this.#overriders.get(id) ?? []), node]);
    for (const value of Object.values(node)) {
      for (const below of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (!isNode(below)) continue;
        this.#parents.set(below, node);
        this.#index(below);
      }
    }
  }

  get calls(): readonly Node[] {
    return this.#calls;
  }

  get assignments(): readonly Node[] {
    return this.#assignments;
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** The innermost node of a kind around (or at) a node. */
  around(node: Node, ...kinds: string[]): Node | undefined {
    let at: Node | undefined = node;
    while (at !== undefined && !kinds.includes(at.nodeType)) at = this.#parents.get(at);
    return at;
  }

  functionOf(node: Node): Node | undefined {
    return this.around(node, "FunctionDefinition", "ModifierDefinition");
  }

  /** What an identifier or a member names. */
  declarationOf(node: Node | undefined): Node | undefined {
    const id = node?.["referencedDeclaration"];
    return typeof id === "number" ? this.#byId.get(id) : undefined;
  }

  /** A function's name without what stands around it: options, parentheses. */
  calleeNode(call: Node): Node | undefined {
    let at = child(call, call.nodeType === "ModifierInvocation" ? "modifierName" : "expression");
    while (at?.nodeType === "FunctionCallOptions") at = child(at, "expression");
    return at;
  }

  calleeOf(call: Node): Node | undefined {
    return this.declarationOf(this.calleeNode(call));
  }

  /** A call of a verifier through its typed interface. */
  isVerification(call: Node): boolean {
    return call.nodeType === "FunctionCall" && this.calleeOf(call)?.["functionSelector"] === VERIFY_SELECTOR;
  }

  /** An expression or a variable of a type that has `verifyProof`. */
  isVerifierTyped(node: Node): boolean {
    const id = /^t_contract\$_.*_\$(\d+)$/.exec(typeOf(node).identifier)?.[1];
    return id !== undefined && this.#verifiers.has(Number(id));
  }

  /** Calls inside of a function in the order of the text, its modifiers first. */
  callsIn(fn: Node): Node[] {
    return [...below(fn)]
      .filter(({ nodeType }) => nodeType === "FunctionCall" || nodeType === "ModifierInvocation")
      .sort((a, b) => startOf(a) - startOf(b));
  }

  /** A function and whatever overrides it, as far as they have a body. */
  bodiesOf(fn: Node): Node[] {
    const own = child(fn, "body") === undefined ? [] : [fn];
    return [...own, ...(this.#overriders.get(fn.id) ?? []).flatMap((over) => this.bodiesOf(over))];
  }

  /** What a function overrides in the end; itself when it overrides nothing. */
  originalOf(fn: Node): Node {
    const [id] = overridden(fn);
    const base = id === undefined ? undefined : this.#byId.get(id);
    return base === undefined ? fn : this.originalOf(base);
  }

  /** Whether running `fn` runs a call that satisfies `wanted`, in itself or in what it calls by name. */
  reaches(fn: Node, wanted: (call: Node) => boolean, before = Infinity, seen = new Set<Node>()): boolean {
    if (seen.has(fn)) return false;
    seen.add(fn);
    return this.callsIn(fn).some((call) => {
      if (startOf(call) >= before) return false;
      if (wanted(call)) return true;
      const callee = this.calleeOf(call);
      if (callee?.nodeType !== "FunctionDefinition" && callee?.nodeType !== "ModifierDefinition")
        return false;
      const [first = callee] = this.bodiesOf(callee);
      return this.reaches(first, wanted, Infinity, seen);
    });
  }

  /** Calls of a function by name, anywhere. */
  callsOf(fn: Node): Node[] {
    return this.#calls.filter((call) => this.calleeOf(call) === fn);
  }

  parametersOf(fn: Node | undefined): Node[] {
    return nodes(child(fn, "parameters"), "parameters");
  }

  nameOf(node: Node | undefined): string {
    if (node === undefined) return "";
    return text(node, "name") || text(node, "kind") || "";
  }
}

/** Ids of the functions that a function overrides. */
function overridden({ baseFunctions }: Node): number[] {
  return Array.isArray(baseFunctions) ? baseFunctions.filter((id) => typeof id === "number") : [];
}
