"use strict";

/** Splits an option text such as `--a "b c" 'd'` into words: blanks part them, quotes and a backslash keep them. */
exports.splitWords = function splitWords(text) {
  const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gsu;
  return (text.match(word) ?? []).map(unquote);
};

function unquote(word) {
  const part = /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gsu;
  return word.replace(
    part,
    (whole, double, single, escaped) => double?.replace(/\\(["\\])/gu, "$1") ?? single ?? escaped,
  );
}
