import type { TextSink } from "./cliIo";

/**
 * Lines at the bottom of a terminal that are drawn over. None may be wider than the terminal, but
 * for the last ones, which stay.
 */
export class Drawing {
  readonly #stdout: TextSink;
  #height = 0;

  constructor(stdout: TextSink) {
    this.#stdout = stdout;
  }

  /** Draws lines in place of those drawn before. */
  draw(lines: readonly string[]): void {
    const up = this.#height > 0 ? `\u001b[${this.#height}A` : "";
    const text = lines.map((line) => `${line}\u001b[K\n`).join("");
    // Line by line over the old ones, and only then what is left below: nothing flickers.
    this.#stdout.write(`\r${up}${text}\u001b[J`);
    this.#height = lines.length;
  }
}
