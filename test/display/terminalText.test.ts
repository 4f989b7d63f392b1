import {
  cutColumns,
  displayWidth,
  padColumns,
  padWideCharacters,
} from "../../src/display/terminalText";

test.each([
  ["ascii", 5],
  ["数据迁移", 8],
  ["ｆ", 2],
  ["😀", 2],
  ["é", 1],
  ["é", 1],
  ["한국어", 6],
  ["a\u200bb", 2],
  ["", 0],
])("%j is %i columns wide", (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test.each([
  ["数据迁移", 8, "数据迁移"],
  ["数据迁移", 7, "数据迁…"],
  ["数据迁移", 6, "数据…"],
  ["数据迁移", 1, "…"],
  ["数据迁移", 0, ""],
  ["abcdef", 4, "abc…"],
])("%j cut to %i columns is %j", (text, columns, cut) => {
  expect(cutColumns(text, columns)).toBe(cut);
});

test("fills up to columns, not to characters", () => {
  expect(padColumns("数据", 6)).toBe("数据  ");
  expect(padColumns("数据", 3)).toBe("数据");
});

describe("for the engine's table", () => {
  test.each([
    ["ascii", "ascii"],
    ["数据", "\u200b数\u200b据"],
    ["62% · 数 > a", "62% · \u200b数 > a"],
    ["ｆ", "\u200bｆ"],
    ["😀", "\u200b😀"],
    ["é", "é"],
    ["", ""],
  ])("%j is padded to as many characters as columns", (text, padded) => {
    expect(padWideCharacters(text)).toBe(padded);
  });

  test("a padded text that is cut after any character takes no more columns than characters", () => {
    const characters = Array.from(padWideCharacters("5% ~6m left · 1/1 数据迁移 > 资源检查 · 😀"));
    const tooWide = characters.flatMap((_, length) => {
      const columns = displayWidth(characters.slice(0, length).join(""));
      return columns > length ? [`${length} characters, ${columns} columns`] : [];
    });
    expect(tooWide).toEqual([]);
  });
});
