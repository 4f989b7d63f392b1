/** A text about a resource. */
export interface RowText {
  readonly message: string;
  readonly severity: "info" | "warning";
  /** Whether it stays on screen after the run; otherwise the next text of the row replaces it. */
  readonly isKept: boolean;
}

/** How texts are delivered. */
export interface Delivery {
  /** Resolves when the text is delivered, or cannot be. Never rejects. */
  readonly deliver: (text: RowText) => Promise<void>;
  /** Whether to skip a text that has a newer one before it was sent: the row would only flicker. */
  readonly skipsOutdated: boolean;
}

/** Texts about one resource, sent one after the other: the engine shows them as they arrive. */
export class TextQueue {
  readonly #delivery: Delivery;
  #waiting: RowText[] = [];
  #sending: Promise<void> | undefined;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  add(text: RowText): void {
    if (!text.isKept && this.#delivery.skipsOutdated) {
      this.#waiting = this.#waiting.filter(({ isKept }) => isKept);
    }
    this.#waiting.push(text);
    this.#sending ??= this.#send();
  }

  /** Resolves when no text is left. Never rejects. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    for (let text = this.#waiting.shift(); text; text = this.#waiting.shift()) {
      await this.#delivery.deliver(text);
    }
    this.#sending = undefined;
  }
}
