import type { TextSink } from "./cliIo";

/**
 * Lines at the bottom of a terminal that are redrawn in place. No line may be wider than the terminal,
 * except in the last drawing, which is not redrawn.
 */
export class Drawing {
  readonly #stdout: TextSink;
  #height = 0;

  constructor(stdout: TextSink) {
    this.#stdout = stdout;
  }

  /** Replaces the lines of the previous drawing. */
  draw(lines: readonly string[]): void {
    const up = this.#height > 0 ? `\u001b[${this.#height}A` : "";
    const text = lines.map((line) => `${line}\u001b[K\n`).join("");
    // Overwrite each line first and erase the rest afterwards: clearing first would flicker.
    this.#stdout.write(`\r${up}${text}\u001b[J`);
    this.#height = lines.length;
  }
}
