import { renderDuration } from "../../display/duration";
import { escapeHtml } from "./escapeHtml";
import { htmlStyle } from "./htmlStyle";
import { renderBars } from "./renderBars";
import { factsOf, type TimeChart } from "./timeChart";

/** The charts as one self-contained page without scripts, for light and dark mode, wide and narrow. */
export function renderHtml(charts: readonly TimeChart[]): string {
  const sections = charts.map(renderSection).join("\n");
  const [first] = charts;
  const one = charts.length === 1 && first ? `${first.title}: ${first.verdict.text}` : "";
  // Defence in depth: the policy blocks scripts even if a name escaped the escaping.
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml([one, "DCS background tasks"].filter(Boolean).join(" - "))}</title>
<style>${htmlStyle}</style>
</head>
<body>
<h1>DCS background tasks</h1>
${sections}
</body>
</html>
`;
}

function renderSection(chart: TimeChart): string {
  const { title, verdict, rows } = chart;
  return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="verdict ${verdict.state}">${escapeHtml(verdict.text)}</p>
<p class="facts">${escapeHtml(factsOf(chart).join(" · "))}</p>
${rows.length > 0 ? `${renderBars(chart)}\n${renderTimes(chart)}` : ""}
</section>`;
}

/** The service's own words and times, for those who need them. */
function renderTimes({ rows }: TimeChart): string {
  const lines = rows.map((row) => {
    const { number, name, isSubStep, state, status, code, beginTime, endTime, taken, detail } = row;
    const words = [status, code, state === "failed" ? detail : ""].filter(Boolean).join(" ");
    const cells = [
      ["name", isSubStep ? "indent" : "", `${number} ${name}`],
      [state === "failed" ? "failed" : "", "", words],
      ["time", "", beginTime],
      ["time", "", endTime],
      ["time", "", taken === undefined ? "" : renderDuration(taken)],
    ].map(([a = "", b = "", text = ""]) => {
      const names = `${a} ${b}`.trim();
      return `<td${names && ` class="${names}"`}>${escapeHtml(text)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const head = ["step", "status", "began", "ended", "took"].map((name) => `<th>${name}</th>`);
  return `<details><summary>Times</summary><div class="scroll"><table>
<thead><tr>${head.join("")}</tr></thead>
<tbody>
${lines.join("\n")}
</tbody>
</table></div></details>`;
}
