"""The root command: common options anywhere on the line, help in the user's language, one exit."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar, Final

import typer
from typer.core import TyperCommand, TyperGroup

from cli.failures import report
from cli.session import say, session, take_common_options
from routing.texts import load_catalogue

HELP: Final = "cli.help."


class _Translated:
    """Gives the option ``--help`` itself in the user's language."""

    def get_help_option(self, ctx: Any) -> Any:  # Typer's own classes for these are private
        """Return the option with its help translated."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class mixed with
        if option is not None:
            option.help = say("cli.help.help")
            option.rich_help_panel = say("cli.panel.option")
        return option


class LucoCommand(_Translated, TyperCommand):
    """A command whose help speaks the user's language."""


class LucoSubgroup(_Translated, TyperGroup):
    """Commands under one word, such as ``roads``."""


class LucoGroup(_Translated, TyperGroup):
    """Runs a command and turns every outcome into one of the exit codes of the contract.

    A command's module is loaded only when that command is run.
    """

    modules: ClassVar[Mapping[str, str]] = {}
    """Which module holds the Typer application of each command, named `app`."""

    _listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # as in the class it extends
        """Return the names of all commands."""
        return list(self.modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # as in the class it extends
        """Return a command by name: for the list of all, only its name and help."""
        if cmd_name not in self.modules:
            return None
        if self._listing:
            found: Any = TyperCommand(cmd_name, help=f"{HELP}{cmd_name}")
        else:
            found = typer.main.get_command(import_module(self.modules[cmd_name]).app)
            found.name = cmd_name
        _translate(found)
        found.rich_help_panel = say("cli.panel.command")
        return found

    def format_help(self, ctx: Any, formatter: Any) -> None:  # as in the class it extends
        """Write the help of all commands without loading any."""
        self._listing = True
        super().format_help(ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # what Typer hands on to its context
    ) -> Any:  # as in the class it extends
        """Run the command of a line and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        try:
            rest = take_common_options(words)
            _translate(self)
            result = super().main(
                rest,
                prog_name or "luco",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            result = report(error)
        code = result if isinstance(result, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:  # as in the class it extends
        """Run the command; that nobody reads its output any more is not a failure of ours."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise typer.Exit(report(error)) from error


def new_app(name: str, **more: Any) -> typer.Typer:  # Typer's own options
    """Return the application of one command, or of commands under one word."""
    return typer.Typer(name=name, add_completion=False, pretty_exceptions_enable=False, **more)


def _translate(command: Any) -> None:  # Typer's command classes are not public
    """Replace the text keys that stand for help by the help itself."""
    command.help = _help(command.help)
    command.short_help = _help(command.short_help)
    command.epilog = _help(command.epilog)
    for param in command.params:
        param.help = _help(getattr(param, "help", None))
        param.rich_help_panel = say(f"cli.panel.{param.param_type_name}")
    if not isinstance(command, LucoGroup):
        for inner in getattr(command, "commands", {}).values():
            inner.rich_help_panel = say("cli.panel.command")
            _translate(inner)


def _help(key: str | None) -> str | None:
    if key is None or not key.startswith(HELP) or key not in load_catalogue():
        return key
    return load_catalogue()[key][session.lang]
