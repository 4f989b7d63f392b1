/** What people read goes to stderr: stdout is kept for the folder, which other scripts read. @param {string} text */
export function say(text) {
  process.stderr.write(`engine: ${text}\n`);
}
