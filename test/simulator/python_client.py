"""Reads tasks with the vendor's Python client and prints what it understood, as JSON.

Standard input: one JSON object with url, region, projectId (may be null), accessKey, secretKey,
securityToken (may be null), instanceId and tasks, a map of names to task ids.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkdcs.v2 import (
    DcsClient,
    ListBackgroundTaskRequest,
    ListCenterTaskRequest,
    ResizeInstanceBody,
    ResizeInstanceRequest,
    ShowInstanceRequest,
    ShowBackgroundTaskProgressRequest,
    ShowJobInfoRequest,
)

simulator = json.load(sys.stdin)
credentials = BasicCredentials(simulator["accessKey"], simulator["secretKey"])
credentials.with_iam_endpoint(simulator["url"])
if simulator.get("projectId"):
    credentials.with_project_id(simulator["projectId"])
if simulator.get("securityToken"):
    credentials.with_security_token(simulator["securityToken"])

client = (
    DcsClient.new_builder()
    .with_credentials(credentials)
    .with_region(Region(simulator["region"], simulator["url"]))
    .build()
)


def understood(call, request):
    try:
        return call(request).to_dict()
    except ClientRequestException as error:
        return {
            "status": error.status_code,
            "code": error.error_code,
            "message": error.error_msg,
            "requestId": error.request_id,
        }


instance = simulator["instanceId"]
json.dump(
    {
        "progress": {
            name: understood(
                client.show_background_task_progress,
                ShowBackgroundTaskProgressRequest(instance_id=instance, task_id=task),
            )
            for name, task in simulator["tasks"].items()
        },
        "list": understood(
            client.list_background_task,
            ListBackgroundTaskRequest(instance_id=instance, offset=0, limit=100),
        ),
        "centre": understood(client.list_center_task, ListCenterTaskRequest(limit="100")),
        "job": understood(client.show_job_info, ShowJobInfoRequest(job_id=simulator["job"])),
        # After the lists above, since it starts a task of its own.
        "resize": understood(
            client.resize_instance,
            ResizeInstanceRequest(
                instance_id=instance,
                body=ResizeInstanceBody(spec_code="redis.ha.xu1.large.r2.16", new_capacity=16),
            ),
        ),
        "instance": understood(client.show_instance, ShowInstanceRequest(instance_id=instance)),
        "resized": understood(
            client.list_background_task,
            ListBackgroundTaskRequest(instance_id=instance, offset=0, limit=1),
        ),
    },
    sys.stdout,
)
