/** What an audio worklet has, as far as it is used here. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** Samples that are sent at once: about a tenth of a second. */
const PIECE = 4800;

/** Sends what the microphone hears, mono, in pieces. */
class Capture extends AudioWorkletProcessor {
  #piece = new Float32Array(PIECE);
  #filled = 0;

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0];
    if (samples === undefined) return true;
    if (this.#filled + samples.length > PIECE) {
      this.port.postMessage(this.#piece.slice(0, this.#filled));
      this.#filled = 0;
    }
    this.#piece.set(samples, this.#filled);
    this.#filled += samples.length;
    return true;
  }
}

registerProcessor("capture", Capture);
