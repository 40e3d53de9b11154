const MAX_LENGTH = 48;

/** Words of a file's or tensor's name: runs of ASCII letters and digits; words in capitals only become lower case. */
function wordsOf(text: string): string[] {
  const words = text.slice(0, 4 * MAX_LENGTH).match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => (/^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word));
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "trading-signal" -> "TradingSignal", "2-layer_net" -> "Model2LayerNet": the stem of generated type, library and contract names. */
export function pascalName(model: string): string {
  const name = wordsOf(model).map(capitalised).join("");
  return /^[A-Za-z]/.test(name) ? name : `Model${name}`;
}

/** "trading-signal" -> "tradingSignal", "2-layer_net" -> "model2LayerNet". */
export function camelName(model: string): string {
  const name = pascalName(model);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** An ONNX name as an identifier: "onnx::Gemm_0" -> "onnxGemm0"; one that begins with no letter gets `prefix` ("12" -> "input12"). */
export function tensorName(onnxName: string, prefix: string): string {
  const [first = "", ...rest] = wordsOf(onnxName);
  const name = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capitalised).join("");
  return (/^[a-z]/.test(name) ? name : prefix + name).slice(0, MAX_LENGTH);
}

/** "nextReturns" -> "NEXT_RETURNS": the stem of a tensor's constants. */
export function constantName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

/**
 * Makes names unique by numbering: "x", "x2", "x3". Names that differ only in what `constantName` drops count as equal, and so
 * do a tensor "fooAt" and the element accessor of a tensor "foo".
 */
export function uniqueNames(taken: Iterable<string>): (name: string) => string {
  const used = new Set<string>();
  const keys = (name: string) => [constantName(name), constantName(`${name}At`)];
  const claim = (name: string) => keys(name).forEach((key) => used.add(key));
  for (const name of taken) claim(name);
  return (name) => {
    let candidate = name;
    for (let n = 2; keys(candidate).some((key) => used.has(key)); n += 1) candidate = `${name}${n}`;
    claim(candidate);
    return candidate;
  };
}
