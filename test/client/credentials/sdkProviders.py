"""Asks the providers of the vendor's Python SDK for credentials, and prints what they find.

Standard input: a JSON list of environments. Standard output: a JSON list of what the environment,
the profile file and the first of both gives for each: ak, sk, securityToken, projectId, or null
where the SDK raises.
"""

import json
import os
import sys

from huaweicloudsdkcore.auth.provider import (
    CredentialProviderChain,
    EnvCredentialProvider,
    ProfileCredentialProvider,
)


def found(provider):
    try:
        credentials = provider.get_credentials()
    except Exception:
        return None
    return {
        "ak": credentials.ak,
        "sk": credentials.sk,
        "securityToken": credentials.security_token or None,
        "projectId": credentials.project_id or None,
    }


def look(environment):
    os.environ.clear()
    os.environ.update(environment)
    return {
        "environment": found(EnvCredentialProvider.get_basic()),
        "file": found(ProfileCredentialProvider.get_basic()),
        "chain": found(
            CredentialProviderChain(
                (EnvCredentialProvider.get_basic(), ProfileCredentialProvider.get_basic())
            )
        ),
    }


json.dump([look(environment) for environment in json.load(sys.stdin)], sys.stdout)
