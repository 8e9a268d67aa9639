/** What the additions are made of: MiniStack's own modules, and how one of its functions is replaced. */
export const IMPORTS = String.raw`
import contextvars, json
from xml.etree.ElementTree import fromstring
from ministack.core import iam_actions, iam_evaluator as judge
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.core.router import extract_access_key_id
from ministack.services import iam, kms, s3

SSE = "x-amz-server-side-encryption"
SSE_KEY = "x-amz-server-side-encryption-aws-kms-key-id"
CUSTOMER = "x-amz-server-side-encryption-customer-algorithm"
calling = contextvars.ContextVar("calling", default=None)
marking = contextvars.ContextVar("marking", default=False)
tierings = {}


def replaced(module, name):
    plain = getattr(module, name)
    def decorate(function):
        setattr(module, name, lambda *args, **more: function(plain, *args, **more))
        return function
    return decorate


def locally(element, name):
    return next((child for child in element.iter() if child.tag.split("}")[-1] == name), None)
`;
