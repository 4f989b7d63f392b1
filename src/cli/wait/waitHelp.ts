/** What `dcs-task wait --help` says after the options. */
export function waitHelp(call: string): string {
  return `
Without a task id, the newest unfinished task is waited for; with --all, every unfinished one. What was
chosen is printed on standard error.

Exit codes:
  0    the task succeeded
  2    invalid arguments
  3    a request failed, retries included, or a product could not be written
  4    timed out; the task continues
  5    there was no unfinished task to choose
  20   the task failed, or its record disappeared before its end was seen
  130  interrupted; the task continues
  141  the reader of JSON or Markdown closed the pipe; the task continues
Any other code is a crash of this program. Of several tasks the worst decides: 20, 3, 4, 130. Text
that cannot be written does not end the wait.

On a terminal the task is queried at least every 5 seconds, so that its steps are fresh: up to 12
requests a minute, where a log needs 1 or 2.

--format markdown prints a verdict and a table at the end, and the progress on standard error. In a job
of GitHub Actions the same is appended to the job's summary, and a failure is an ::error line.

Each line of --json has "event": "progress" (progress, remainTime, stepDetails), "trouble" (code,
message) or "end" (outcome, progress), and in addition taskId, attempts and elapsedMs. Before them comes
"chosen" (tasks) if no task id was given; after them, with --all, "summary" (outcome, tasks).

Examples:
  $ ${call} wait <instance id> <task id>
  $ ${call} wait <instance id> --name EXTEND --appear 60s
  $ ${call} wait <instance id> <task id> --timeout 10m || echo "not done"
  $ ${call} wait <instance id> <task id> --json | jq --unbuffered -r '.progress // empty'
  $ ${call} wait <instance id> <task id> --format markdown > summary.md
  $ ${call} wait <instance id> --all --json | tail -n 1 | jq .tasks`;
}
