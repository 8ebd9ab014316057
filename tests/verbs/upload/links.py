"""The links that creates get: which one, and how it is signed."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest
from verbs.upload.s3 import KEY_ID, REGION, SECRET

# What a program of a test signs with.
SIGNATURE = "SIGNATURE-OF-THE-LINK"


def link_of(api):
    """The link in the only create."""
    (request,) = api.posts
    return request.json()["train_video_url"]


def signature_of(link):
    return dict(parse_qsl(urlsplit(link).query))["X-Amz-Signature"]


def signed_by_amazon(link):
    """The signature that Amazon's own library gives the same request at the same time."""
    parts, query = urlsplit(link), dict(parse_qsl(urlsplit(link).query))
    request = botocore.awsrequest.AWSRequest("GET", f"{parts.scheme}://{parts.netloc}{parts.path}")
    credentials = botocore.credentials.Credentials(KEY_ID, SECRET)
    signer = botocore.auth.S3SigV4QueryAuth(credentials, "s3", REGION, expires=int(query["X-Amz-Expires"]))
    moment = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.auth, "get_current_datetime", lambda: moment)
        signer.add_auth(request)
    return signature_of(request.url)
