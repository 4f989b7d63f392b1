"""Prints where the vendor's Python SDK finds the services of each region that it knows for DCS.

Standard input: a JSON object with variables for the environment. Standard output: a JSON object of
region to its DCS endpoints, IAM endpoint and STS endpoint.
"""

import json
import os
import sys

from huaweicloudsdkcore.auth.internal import IamHelper, StsHelper
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkdcs.v2.region.dcs_region import DcsRegion

os.environ.update(json.load(sys.stdin))

regions = sorted({one.id for one in vars(DcsRegion).values() if isinstance(one, Region)})
json.dump(
    {
        region: {
            "dcs": DcsRegion.value_of(region).endpoints,
            "iam": IamHelper.get_iam_endpoint(region),
            "sts": StsHelper.get_sts_endpoint(region),
        }
        for region in regions
    },
    sys.stdout,
)
