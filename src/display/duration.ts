const SHAPE = /^(?:\d+(?:\.\d+)?(?:ms|us|h|m|s))+$/;
const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6 };

/**
 * Parses a duration as in Pulumi's `customTimeouts`, such as `1h30m` or `90s`.
 *
 * @returns seconds, or `undefined` if the text is not a duration above zero
 */
export function parseDuration(text: string): number | undefined {
  if (!SHAPE.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
  const seconds = parts.reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (unitSeconds[unit] ?? 0),
    0,
  );
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** Renders a duration, with seconds below one hour: `42s`, `5m12s`, `1h05m`. */
export function renderDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${pad(Math.floor((whole % 3600) / 60))}m`;
}

/** Renders an estimate, in whole minutes from one minute: `45s`, `3m`, `1h05m`. */
export function renderEstimate(seconds: number): string {
  if (seconds < 59.5) return renderDuration(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes}m` : renderDuration(minutes * 60);
}

function pad(value: number): string {
  return `${value}`.padStart(2, "0");
}
