/** What people read goes to stderr: stdout is kept for the folder, which other scripts read. */
export function say(text: string): void {
  process.stderr.write(`engine: ${text}\n`);
}
