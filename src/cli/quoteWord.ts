/** Quotes a text so that a POSIX shell reads it as one word. */
export function quoteWord(text: string): string {
  const isPlain = /^[\w./:@%+-][\w./:@%+=-]*$/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
