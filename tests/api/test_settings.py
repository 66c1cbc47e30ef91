"""Settings: the environment over the file over defaults, every fault named."""

from pathlib import Path

import pytest

from api.settings import Settings, environment_of, load_settings, with_given
from routing.errors import InputError


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "luco.toml"
    file.write_text('port = 9000\nworkers = 2\ndata_dir = "x"\n')
    found = load_settings({"LUCO_PORT": "9001"}, config=file)
    assert (found.port, found.workers, found.data_dir) == (9001, 2, Path("x"))


def test_the_file_may_be_named_by_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("planners = 3\n")
    assert load_settings({"LUCO_CONFIG": str(file)}).planners == 3


def test_every_fault_is_named(tmp_path: Path) -> None:
    file = tmp_path / "luco.toml"
    file.write_text('prot = 1\nport = 70000\ntimezone = "Mars/Base"\nlease_s = 0\n')
    with pytest.raises(InputError) as caught:
        load_settings({"LUCO_DATABASE_URL": "mysql://x/y"}, config=file)
    text = str(caught.value)
    assert [each in text for each in ("prot", "70000", "Mars/Base", "lease_s", "mysql")] == [
        True
    ] * 5


@pytest.mark.parametrize("content", ["port = ", "\x00", None])
def test_an_unreadable_file_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "luco.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InputError, match=r"luco\.toml"):
        load_settings({}, config=file)


def test_a_child_process_gets_the_same_settings(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="postgresql://u:p@h/d", demo=True, port=1)
    assert load_settings(environment_of(settings)) == settings


def test_no_profiles_of_ones_own_are_passed_on_as_none() -> None:
    assert load_settings(environment_of(Settings())).profiles is None
    own = Settings(profiles=Path("mine"))
    assert load_settings(environment_of(own)).profiles == Path("mine")


def test_what_was_given_wins_and_none_is_not_given() -> None:
    found = with_given(Settings(port=1), port=2, host=None, profiles=Path("mine"))
    assert (found.port, found.host, found.profiles) == (2, "127.0.0.1", Path("mine"))


def test_the_password_of_a_database_is_not_shown() -> None:
    assert "secret" not in repr(Settings(database_url="postgresql://u:secret@h/d"))


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("", "sqlite+pysqlite"),
        ("sqlite:///x.db", "sqlite+pysqlite"),
        ("postgresql://h/d", "postgresql+psycopg"),
        ("postgres://h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg"),
    ],
)
def test_an_address_gets_the_driver_we_use(given: str, driver: str) -> None:
    assert Settings(database_url=given).url.drivername == driver
