import type { PollBounds } from "./inputs";

/** What is wrong with a part of an input: `path` begins with a dot, or is empty. */
interface PartProblem {
  readonly path: string;
  readonly problem: string;
}

/** Says what is wrong with a value: for the end of a message that begins with the input's name. */
export type Rule = (
  value: unknown,
  isUnknown: (value: unknown) => boolean,
) => string | readonly PartProblem[] | undefined;

/** Defaults of the bounds of the gap between two queries. */
export const pollDefaults: PollBounds = Object.freeze({ minSeconds: 1, maxSeconds: 60 });

const MAX_SECONDS = 365 * 86_400;

export const booleanProblem: Rule = (value) =>
  typeof value === "boolean" ? undefined : "must be true or false";

export const listProblem: Rule = (value) => (Array.isArray(value) ? undefined : "must be a list");

export const endingPolicyProblem: Rule = (value) =>
  value === "error" || value === "record" ? undefined : 'must be "error" or "record"';

export const urlProblem: Rule = (value) =>
  typeof value === "string" && /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(value)
    ? undefined
    : "must be a URL such as https://dcs.cn-north-4.myhuaweicloud.com";

export const profileProblem: Rule = (value) =>
  typeof value === "string" && /^[^\p{Cc}]{1,128}$/u.test(value)
    ? undefined
    : "must be the name of a profile";

export const taskNameProblem: Rule = (value, isUnknown) => {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isName = (name: unknown) => isUnknown(name) || (typeof name === "string" && name !== "");
  return names.length > 0 && names.every(isName)
    ? undefined
    : 'must be a name such as "EXTEND", or a list of at least one';
};

/** Checks a number of seconds. */
export function secondsProblem(value: unknown): string | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return "must be a number of seconds";
  return value > 0 && value <= MAX_SECONDS ? undefined : "must be above 0 and at most a year";
}

export const pollProblems: Rule = (poll, isUnknown) => {
  if (typeof poll !== "object" || poll === null || Array.isArray(poll)) {
    return "must be an object with minSeconds and maxSeconds";
  }
  const problems = Object.entries(poll).flatMap(([name, value]): PartProblem[] => {
    const path = `.${name}`;
    if (!Object.hasOwn(pollDefaults, name)) return [{ path, problem: "is not an input" }];
    const problem = isUnknown(value) ? undefined : secondsProblem(value);
    return problem === undefined ? [] : [{ path, problem }];
  });
  const { minSeconds, maxSeconds }: PollBounds = { ...pollDefaults, ...poll };
  const areNumbers = typeof minSeconds === "number" && typeof maxSeconds === "number";
  if (!areNumbers || minSeconds <= maxSeconds || Number.isNaN(minSeconds)) return problems;
  const problem = `has minSeconds (${minSeconds}), which must not exceed maxSeconds (${maxSeconds})`;
  return [...problems, { path: "", problem }];
};
