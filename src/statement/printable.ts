const MAX_LENGTH = 80;

/**
 * Text from outside (an ONNX file names its tensors as it likes) as a quoted string that cannot end a comment or a line, nor
 * start a NatSpec tag, of the source that it is printed into.
 */
export function printable(text: string): string {
  const quoted = JSON.stringify(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text);
  return quoted.replace(
    /[^\x20-\x7e]|[@*]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
