"""Links that let a driver in for one day, on two devices at most."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from api.clock import now
from api.codes import draw_code
from api.errors import ApiError, not_found
from api.identity import new_id
from api.keys import hash_key, new_key
from api.repositories import credentials
from api.schemas.day_link import DayLinkCreate, DayLinkList, DayLinkMade, DayLinkRead, DeviceRead
from api.services.recognition import end_of_reading, holds
from api.services.scope import Scope, Unit
from api.tables import Credential
from api.tables.credential import DAY_LINK, DEVICE
from routing.errors import InputError, fault

UPLOADS_FOR: Final = timedelta(days=14)
DEVICES: Final = 2
PAGE: Final = "driver#k="


def make_link(scope: Scope, body: DayLinkCreate, origin: str) -> DayLinkMade:
    """Make a driver's link of a day; its secret is in the answer and nowhere else.

    Raises
    ------
    InputError
        When the day can no longer be read.
    """
    if end_of_reading(body.date, scope.zone) <= now():
        raise InputError([fault("identity.day_over", column="date", value=body.date)])
    key = new_key()
    link = Credential(
        id=new_id("lnk"),
        kind=DAY_LINK,
        hash=hash_key(key),
        subject=body.subject,
        day=body.date,
        created_by=scope.actor,
        expires_at=_end_of_uploads(body.date, scope.zone),
    )
    scope.session.add(link)
    scope.session.flush()
    scope.record("link", link.id, "create", kind=DAY_LINK, date=body.date.isoformat())
    address = f"{origin}{PAGE}{key}"
    return DayLinkMade(
        **_read(scope, link, ()).model_dump(), link=address, code=draw_code(address)
    )


def list_links(scope: Scope, day: date | None) -> DayLinkList:
    """Return the links that hold, of one day when it is given, with who came in by them."""
    found = credentials.list_live(scope.session, DAY_LINK, now())
    links = [link for link in found if day in {None, link.day}]
    devices = credentials.list_children(scope.session, [link.id for link in links])
    return DayLinkList(
        items=[
            _read(scope, link, [each for each in devices if each.parent_id == link.id])
            for link in links
        ]
    )


def revoke_link(scope: Scope, link_id: str) -> None:
    """End a link and whoever came in by it; what they did on the way is still taken in."""
    link = _get(scope, DAY_LINK, link_id)
    for each in (link, *credentials.list_children(scope.session, [link.id])):
        _revoke(scope, each)


def revoke_device(scope: Scope, link_id: str, device_id: str) -> None:
    """End what one device may see, and let another one in its place.

    Raises
    ------
    ApiError
        ``NOT_FOUND``.
    """
    device = _get(scope, DEVICE, device_id)
    if device.parent_id != link_id:
        raise not_found("device", device_id)
    _revoke(scope, device)


def enter_device(unit: Unit, found: Credential) -> tuple[Credential, str]:
    """Let a device in by a link and return it with its secret.

    Raises
    ------
    ApiError
        ``BAD_LINK``, or ``TOO_MANY_DEVICES`` when two came in already.
    """
    link = credentials.find_by_id(unit.session, DAY_LINK, found.id, lock=True)
    zone = ZoneInfo(unit.area.timezone)
    if link is None or link.day is None or not holds(link, now()):
        raise ApiError("BAD_LINK")
    if end_of_reading(link.day, zone) <= now():
        raise ApiError("BAD_LINK")
    if len(credentials.list_children(unit.session, [link.id])) >= DEVICES:
        raise ApiError("TOO_MANY_DEVICES", most=DEVICES)
    key = new_key()
    device = Credential(
        id=new_id("dev"),
        kind=DEVICE,
        hash=hash_key(key),
        subject=link.subject,
        day=link.day,
        parent_id=link.id,
        created_by=link.id,
        expires_at=link.expires_at,
    )
    unit.session.add(device)
    unit.session.flush()
    unit.record("device", device.id, "create", link=link.id)
    return device, key


def _end_of_uploads(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone) + UPLOADS_FOR


def _get(scope: Scope, kind: str, credential_id: str) -> Credential:
    found = credentials.find_by_id(scope.session, kind, credential_id, lock=True)
    if found is None:
        raise not_found("link" if kind == DAY_LINK else "device", credential_id)
    return found


def _revoke(scope: Scope, credential: Credential) -> None:
    if credential.revoked_at is None:
        credential.revoked_at = now()
        scope.session.flush()
        scope.record("link" if credential.kind == DAY_LINK else "device", credential.id, "revoke")


def _read(scope: Scope, link: Credential, devices: Sequence[Credential]) -> DayLinkRead:
    day = link.day or now().date()
    return DayLinkRead(
        id=link.id,
        subject=link.subject,
        date=day.isoformat(),
        reads_until=end_of_reading(day, scope.zone).isoformat(),
        uploads_until=link.expires_at.astimezone(scope.zone).isoformat(),
        devices=[
            DeviceRead(id=each.id, since=each.created_at.astimezone(scope.zone).isoformat())
            for each in devices
        ],
    )
