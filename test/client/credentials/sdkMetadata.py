"""Asks the metadata at the URL on standard input with the vendor's Python SDK; prints the keys."""

import json
import sys

from huaweicloudsdkcore.auth.internal import MetadataAccessor

MetadataAccessor._METADATA_ENDPOINT = json.load(sys.stdin)
credential = MetadataAccessor().get_credential()
json.dump(
    {
        "accessKey": credential.access,
        "secretKey": credential.secret,
        "securityToken": credential.security_token,
    },
    sys.stdout,
)
