"""Accounts, sessions and tokens on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.principal import Role
from api.schemas.page import Kept
from api.schemas.quantities import Id, Ids, Strict, Words

Secret = Annotated[str, Field(min_length=1, max_length=200)]
State = Literal["active", "invited", "disabled"]


class LogIn(Strict):
    """What a person types to come in."""

    model_config = ConfigDict(
        str_strip_whitespace=False,
        json_schema_extra={"example": {"name": "lan", "password": "ba con suối nhỏ"}},
    )

    name: Secret
    password: Secret


class LinkKey(Strict):
    """The secret of a link: what stands behind ``#k=``."""

    model_config = ConfigDict(json_schema_extra={"example": {"key": "6yS…"}})

    key: Secret


class SetUp(LinkKey):
    """A password chosen by who has a set-up link; the first admin chooses a name, too."""

    model_config = ConfigDict(
        str_strip_whitespace=False,
        json_schema_extra={
            "example": {"key": "6yS…", "name": "lan", "password": "ba con suối nhỏ"}
        },
    )

    name: Annotated[str, Field(max_length=64)] = ""
    password: Secret


class PasswordChange(Strict):
    """A new password, and the one it takes the place of."""

    model_config = ConfigDict(
        str_strip_whitespace=False,
        json_schema_extra={"example": {"old": "ba con suối nhỏ", "new": "bốn con suối nhỏ"}},
    )

    old: Secret
    new: Secret


class SessionRead(BaseModel):
    """Who one is here. `csrf` is what changes made with the cookie carry as ``X-CSRF-Token``."""

    id: str
    role: Role
    subject: str
    hubs: list[str]
    scopes: list[str]
    date: str | None
    csrf: str


class UserCreate(Strict):
    """An account to be made; its person chooses the password by the link in the answer."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"name": "mai", "role": "shop", "subject": "HTX Chè Shan"}}
    )

    name: Id
    role: Role
    subject: Words = ""
    hubs: Ids = ()


class UserRead(Kept):
    """An account. `subject` is the shop, or the driver's name or vehicle."""

    id: str
    name: str
    role: Role
    subject: str
    hubs: list[str]
    state: State


class UserInvited(UserRead):
    """An account with the link by which its person chooses a password, shown this once."""

    link: str
    link_expires_at: str


class TokenCreate(Strict):
    """A token for a program; without scopes it may do all that the account may."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"label": "web shop", "days": 90, "scopes": ["quotes:write"]}
        }
    )

    label: Words = ""
    days: Annotated[int, Field(ge=1, le=3660)] = 90
    scopes: Annotated[tuple[Words, ...], Field(max_length=40)] = ()


class TokenRead(BaseModel):
    """A token, without its secret."""

    id: str
    label: str
    scopes: list[str]
    created_at: str
    expires_at: str


class TokenMade(TokenRead):
    """A new token with its secret, shown this once."""

    token: str


class TokenList(BaseModel):
    """All tokens of an account that hold."""

    items: list[TokenRead]
