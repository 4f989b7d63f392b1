import type { Row } from "./row";
import { renderNote, renderStatusLine, type StatusView } from "./statusLine";

/** The place of one wait in an {@link Overview}. */
export interface Seat {
  /** Replaces what the overview shows of this wait. Never throws. */
  show(view: StatusView): void;
  /** Takes this wait out of the overview. Resolves when the text is delivered. Never rejects. */
  leave(): Promise<void>;
}

/** What an overview knows of one wait. */
export interface OverviewPart {
  readonly view: StatusView;
  readonly hide: (text: string) => string;
}

/** All waits of a process in one text, as in the stack's row: `2 waits · 41% ~5m left`. */
export class Overview {
  readonly #row: Row;
  readonly #views = new Map<Seat, OverviewPart>();
  #shown = "";

  constructor(row: Row) {
    this.#row = row;
  }

  /**
   * Adds a wait, which is counted from its first view on.
   *
   * @param hide - removes secrets from what is shown of it
   */
  join(hide: (text: string) => string): Seat {
    const seat: Seat = {
      show: (view) => {
        this.#views.set(seat, { view, hide });
        this.#draw();
      },
      leave: async () => {
        if (!this.#views.delete(seat)) return;
        this.#draw();
        await this.#row.settled();
      },
    };
    return seat;
  }

  #draw(): void {
    const text = renderOverview([...this.#views.values()]);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#row.show(text);
  }
}

/** One wait as its own line would show it; of several the one that is furthest behind. */
export function renderOverview(parts: readonly OverviewPart[]): string {
  const [first] = parts;
  if (!first) return "";
  if (parts.length === 1) return first.hide(renderStatusLine({ ...first.view, reason: undefined }));
  const views = parts.map(({ view }) => view);
  const percents = views.flatMap(({ percent }) => percent ?? []);
  const least = percents.length === 0 ? "" : `${Math.floor(Math.min(...percents))}%`;
  const leftSeconds = Math.max(...views.map((view) => view.leftSeconds ?? 0));
  // Trouble of one wait is in its own row, and is only shown here if no wait knows the time left.
  const slowest = leftSeconds > 0 ? { elapsedSeconds: 0, leftSeconds } : first.view;
  const standing = [least, first.hide(renderNote(slowest))].filter(Boolean).join(" ");
  return [`${views.length} waits`, standing].filter(Boolean).join(" · ");
}
