/** Where a line is shown: the row of a resource, or a terminal. */
export interface Row {
  /** Replaces the text that is shown. Never throws. */
  show(text: string): void;
  /** Resolves when every text has been delivered, or cannot be. Never rejects. */
  settled(): Promise<void>;
}
