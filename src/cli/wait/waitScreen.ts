import type { ProgressLineOptions } from "../../display/progressLine";
import { renderStatusLine, type StatusView } from "../../display/statusLine";
import { cutColumns } from "../../display/terminalText";
import type { CliIo, Terminal } from "../cliIo";
import { Drawing } from "../drawing";
import type { Paint } from "../paint";
import { renderProgress } from "../renderProgress";

/** Below its title a task needs a line for its bar and one for its running step. */
const MIN_ROWS_PER_TASK = 3;

/** How tasks are shown. */
export interface ScreenStyle {
  /** A title for each task; empty if there is only one task. */
  readonly titles: readonly string[];
  readonly paint: Paint;
}

/** The terminal that is drawn on, and the clock of the times that are shown. */
type ScreenIo = Pick<CliIo, "stdout" | "clock">;

/** How a wait has ended. */
export interface RenderedEnd {
  /** The steps; empty if there was no answer. */
  readonly table: readonly string[];
  readonly summary: string;
  /** The colour of the summary. */
  readonly style: "green" | "red";
}

/** The title if there is one, the steps, and the summary. */
export function allLines(
  { table, summary, style }: RenderedEnd,
  title: string | undefined,
  paint: Paint,
): string[] {
  const head = title === undefined ? [] : [paint("bold", title)];
  return [...head, ...table, paint(style, summary)];
}

/** Draws one wait on the whole terminal, or several below each other. */
export class WaitScreen {
  readonly isWatched = true;
  readonly #io: ScreenIo;
  readonly #drawing: Drawing;
  readonly #style: ScreenStyle;
  readonly #blocks: string[][] = [];
  readonly #ends: (readonly string[])[] = [];

  constructor(io: ScreenIo, style: ScreenStyle) {
    this.#io = io;
    this.#drawing = new Drawing(io.stdout);
    this.#style = style;
  }

  /** The options of the live line of one task. */
  lineOptions(index: number): ProgressLineOptions {
    const show = (text: string) => {
      this.#blocks[index] = text.split("\n");
      this.#draw();
    };
    return {
      row: { show, settled: () => Promise.resolve() },
      onTerminal: true,
      now: () => this.#io.clock.now(),
      render: (view) => this.#render(view, this.#style.titles[index]).join("\n"),
    };
  }

  /** Shows the summary of a task that has ended, until {@link WaitScreen.close} shows all. */
  end(index: number, end: RenderedEnd): void {
    const { columns = 80 } = this.#terminal();
    const { titles, paint } = this.#style;
    const title = titles[index];
    this.#ends[index] = allLines(end, title, paint);
    if (title === undefined) return;
    // A line that is wider than the terminal would wrap, and could not be redrawn.
    const [head, summary] = [title, ` ${end.summary}`].map((text) => cutColumns(text, columns - 1));
    this.#blocks[index] = [paint("bold", head ?? ""), paint(end.style, summary ?? "")];
    this.#draw();
  }

  /** Replaces the drawing by the steps and the summary of each task. */
  close(): void {
    this.#drawing.draw(this.#ends.flat());
  }

  #terminal(): Terminal {
    return this.#io.stdout.terminal ?? {};
  }

  #render(view: StatusView, title: string | undefined): string[] {
    const { columns = 80, rows = 24 } = this.#terminal();
    const { titles, paint } = this.#style;
    if (title === undefined) return renderProgress(view, { columns, rows, paint });
    const share = Math.floor((rows - 1) / titles.length);
    if (share < MIN_ROWS_PER_TASK) {
      return [cutColumns(`${title}: ${renderStatusLine(view)}`, columns - 1)];
    }
    const head = paint("bold", cutColumns(title, columns - 1));
    return [head, ...renderProgress(view, { columns, rows: share, paint })];
  }

  /** What does not fit is counted: a drawing that is higher than the terminal cannot be redrawn. */
  #draw(): void {
    const { rows = 24 } = this.#terminal();
    const lines = this.#blocks.flat();
    const room = Math.max(rows - 1, 1);
    const rest = lines.length - room + 1;
    this.#drawing.draw(
      lines.length <= room ? lines : [...lines.slice(0, room - 1), ` … and ${rest} more lines`],
    );
  }
}
