"""Plays a stack through its life with the package for Python. Prints what came of each run, as JSON."""
import json
import sys
from typing import Any

given = json.load(sys.stdin)
sys.path.insert(0, given["sdk"])

import pulumi  # noqa: E402
from pulumi import automation as auto  # noqa: E402
import pulumi_huaweicloud_dcs as dcs  # noqa: E402

arguments: dict[str, Any] = {}
limits: dict[str, str] = {}


def program() -> None:
    account = dcs.Provider("account", **given["provider"])
    options = pulumi.ResourceOptions(
        provider=account, custom_timeouts=pulumi.CustomTimeouts(**limits)
    )
    task = dcs.Task("wait", instance_id=given["instanceId"], opts=options, **arguments)
    pulumi.export("status", task.status)
    # A dependent that reads nested outputs by their types.
    pulumi.export(
        "names", task.step_details.apply(lambda steps: [step.step_name for step in steps])
    )
    pulumi.export("half", task.progress.apply(lambda percent: percent / 2))


def run(operation: str) -> dict[str, Any]:
    lines: list[str] = []
    try:
        result = getattr(stack, operation)(on_output=lines.append)
    except auto.CommandError as error:
        return {"text": "\n".join(lines) + str(error), "failed": True}
    outputs = {name: one.value for name, one in getattr(result, "outputs", {}).items()}
    changes = result.summary.resource_changes
    return {"text": "\n".join(lines), "changes": changes, "outputs": outputs}


stack = auto.create_or_select_stack(
    stack_name="dev",
    project_name="cache",
    program=program,
    opts=auto.LocalWorkspaceOptions(
        work_dir=given["folder"],
        project_settings=auto.ProjectSettings(name="cache", runtime="python"),
    ),
)
results = []
for step in given["steps"]:
    arguments = step.get("arguments", arguments)
    limits = step.get("limits", {})
    results.append(run(step["operation"]))
json.dump(results, sys.stdout)
