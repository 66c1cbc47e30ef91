"""The description of the HTTP interface, complete enough to generate clients from."""

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.keys import DRIVER_COOKIE, SESSION_COOKIE
from api.policy import OPEN
from api.schemas.problem import Problem

_UNUSED: Final = ("HTTPValidationError", "ValidationError")
_SIGNED: Final[list[dict[str, list[str]]]] = [{"token": []}, {"session": []}, {"driver": []}]
_WAYS: Final = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
    "driver": {"type": "apiKey", "in": "cookie", "name": DRIVER_COOKIE},
}
_TAGS: Final = (
    ("session", "Đăng nhập. Coming in, going out, who one is."),
    ("users", "Tài khoản. Accounts and the links to them."),
    ("tokens", "Mã truy cập. Tokens of programs."),
    ("driver links", "Liên kết cho tài xế. Links that let a driver in for one day."),
    ("changes", "Nhật ký thay đổi. Who changed what."),
    ("hubs", "Điểm gom. Where goods of many senders are received."),
    ("vehicles", "Xe. Classes of like vehicles with their shifts, limits and costs."),
    ("requests", "Yêu cầu lấy hàng. Goods to be fetched."),
    ("closures", "Đoạn đường cấm. Roads closed or slowed for a time."),
    ("plans", "Kế hoạch. Searched for as jobs, then published for the drivers."),
    ("driver", "Tài xế. What one vehicle does today."),
    ("quotes", "Báo giá. First prices, marked as estimates."),
    ("orders", "Đơn hàng của tiệm. Orders of shops, imported and fetched by one pickup a day."),
    ("platforms", "Nền tảng bán hàng. Who asks prices for a shop, and what districts mean."),
    ("webhooks", "Gọi lại. Being told of bookings and messages, signed."),
    ("catalogue", "Danh mục. Places and products."),
    ("vroom", "Tương thích VROOM. Routes for problems as VROOM states them."),
    ("status", "Tình trạng. Whether the service lives and is ready."),
)
_ABOUT: Final = (
    "Dịch vụ gom hàng vùng cao. Pickups from mountain villages to consolidation hubs.\n\n"
    "Errors are application/problem+json with a permanent code and texts in Vietnamese and "
    "English. Lists are paged by an opaque cursor. Money is whole minor units of a currency. "
    "Times are RFC 3339 with an offset. Edits carry If-Match; an Idempotency-Key makes a "
    "repeated call have its effect once.\n\n"
    "People come in by name and password: a cookie, and on every change the header X-CSRF-Token "
    "with csrf of GET /api/v1/session. Programs send Authorization: Bearer with a token."
)


def describe(app: FastAPI) -> dict[str, Any]:  # Any: JSON
    """Return the OpenAPI document of the application, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=_ABOUT,
            routes=app.routes,
            tags=[{"name": name, "description": about} for name, about in _TAGS],
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name in _UNUSED:
            schemas.pop(name, None)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= problem.pop("$defs", {}) | {"Problem": problem}
        document["components"]["securitySchemes"] = _WAYS
        for call in _list_calls(document):
            if call["operationId"] not in OPEN:
                call["security"] = _SIGNED
        app.openapi_schema = document
    return app.openapi_schema


def _list_calls(document: dict[str, Any]) -> Iterator[dict[str, Any]]:  # Any: JSON
    for operations in document["paths"].values():
        yield from operations.values()


def name_operation(route: APIRoute) -> str:
    """Return the operation id of a route: the name of its function."""
    return route.name
