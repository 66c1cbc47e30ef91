"""Options that several commands share, with their help by text key."""

from pathlib import Path
from typing import Annotated

import typer

from cli.group import HELP

Roads = Annotated[Path | None, typer.Option("--roads", help=HELP + "opt.roads", metavar="DIR")]
Profiles = Annotated[
    Path | None, typer.Option("--profiles", help=HELP + "opt.profiles", metavar="F")
]
Products = Annotated[
    Path | None, typer.Option("--products", help=HELP + "opt.products", metavar="F")
]
Closures = Annotated[
    Path | None, typer.Option("--closures", help=HELP + "opt.closures", metavar="F")
]
SeasonName = Annotated[
    str | None, typer.Option("--season", help=HELP + "opt.season", metavar="dry|rain")
]
At = Annotated[str | None, typer.Option("--at", help=HELP + "opt.at", metavar="DATETIME")]
Steps = Annotated[int | None, typer.Option("--steps", help=HELP + "opt.steps", metavar="N")]
Threads = Annotated[int, typer.Option("--threads", help=HELP + "opt.threads", metavar="N")]
Seed = Annotated[int, typer.Option("--seed", help=HELP + "opt.seed", metavar="N")]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit-s", help=HELP + "opt.time_limit_s", metavar="S")
]
ProfileName = Annotated[str, typer.Option("--profile", help=HELP + "opt.profile", metavar="P")]
Database = Annotated[str | None, typer.Option("--db", help=HELP + "opt.db", metavar="URL")]
Host = Annotated[str | None, typer.Option("--host", help=HELP + "opt.host", metavar="HOST")]
Port = Annotated[int | None, typer.Option("--port", help=HELP + "opt.port", metavar="N")]
