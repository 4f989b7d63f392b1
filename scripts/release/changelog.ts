export interface Section {
  readonly version: string;
  /** Undefined where the section has none, such as "Unreleased". */
  readonly date: string | undefined;
  readonly notes: string;
}

/** The newest section of a changelog in the form of Keep a Changelog. */
export function newestSection(text: string): Section {
  const [, section = ""] = text.split(/^(?=## \[)/mu);
  const [, version, when = ""] = /^## \[([^\]]+)\] - (.+)$/mu.exec(section) ?? [];
  if (!version) throw new Error('CHANGELOG.md has no section such as "## [1.2.3] - 2026-01-31"');
  const notes = section.slice(section.indexOf("\n")).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing about ${version}`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/u.test(when) && !Number.isNaN(Date.parse(when));
  return { version, date: isDate ? when : undefined, notes };
}
