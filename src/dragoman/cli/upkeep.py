"""Commands that look after a database: `db` its tables, `reply` what readers leave, `user` who reviews it."""

import getpass
import json
import sys
from typing import Annotated

import typer

from dragoman.cli.opening import open_store
from dragoman.cli.options import DEFAULT_DATABASE, BackupFile, Database, Editor, ReplyNumber, UserName
from dragoman.cli.streams import open_console, refusing, stop
from dragoman.cli.tallies import counting

database = typer.Typer(help="Look after a database: upgrade, check, backup, restore.", no_args_is_help=True)
replies = typer.Typer(help="Review what readers leave: list, accept, refuse, forget.", no_args_is_help=True)
users = typer.Typer(help="Say who reviews: add, list, password, remove.", no_args_is_help=True)


@database.command("upgrade")
def db_upgrade(db: Database = DEFAULT_DATABASE) -> None:
    """Make the tables, or bring those of an earlier version of Dragoman up to date."""
    with open_store(db) as store:
        store.upgrade()


@database.command("check")
def db_check(db: Database = DEFAULT_DATABASE) -> None:
    """Say what a database holds, and what is wrong with it, if anything is."""
    with open_store(db) as store:
        wrong = store.check()
        for line in wrong:
            print(f"dragoman: {db}: {line}", file=sys.stderr)
        if wrong:
            raise typer.Exit(1)
        for name, count in store.counts().items():
            typer.echo(f"{name:<16}{count:>10}")


@database.command("backup")
def db_backup(file: BackupFile, db: Database = DEFAULT_DATABASE) -> None:
    """Write all of a database to a new file, while others read and write."""
    with open_store(db) as store:
        store.backup(file)


@database.command("restore")
def db_restore(file: BackupFile, db: Database = DEFAULT_DATABASE) -> None:
    """Fill a new database from a backup."""
    with open_store(db) as store:
        store.restore(file)


@replies.command("list")
def reply_list(
    decided: Annotated[bool, typer.Option("--decided", help="Those that were accepted or refused.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one a line.")] = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what readers left and nobody has reviewed."""
    from dragoman.listing import list_reply

    with counting("shown", "reply"), open_store(db) as store:
        console = open_console()
        for reply in store.replies.decided() if decided else store.replies.held():
            if as_json:
                typer.echo(json.dumps(reply.as_json(), ensure_ascii=False))
            else:
                list_reply(reply, store.replies.record(reply), console)


@replies.command("accept")
def reply_accept(
    number: ReplyNumber,
    words_only: Annotated[bool, typer.Option("--words-only", help="Leave the record as it is.")] = False,
    editor: Editor = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Show a reply under its article, and correct the record as it suggests."""
    with open_store(db) as store, refusing(1, f"reply {number}: "):
        store.replies.accept(number, editor=editor or getpass.getuser(), correct=not words_only)


@replies.command("refuse")
def reply_refuse(number: ReplyNumber, editor: Editor = None, db: Database = DEFAULT_DATABASE) -> None:
    """Show a reply nowhere."""
    with open_store(db) as store, refusing(1, f"reply {number}: "):
        store.replies.refuse(number, editor=editor or getpass.getuser())


@replies.command("forget")
def reply_forget(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="One reply.")] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Delete one reply, or all that came with an e-mail address, which is asked for; corrections stay."""
    with open_store(db) as store, refusing(1):
        if number is not None:
            store.replies.remove(number)
        else:
            gone = store.replies.forget(_asked("E-mail: "))
            print(f"dragoman: {gone} {'reply' if gone == 1 else 'replies'} deleted", file=sys.stderr)


@users.command("add")
def user_add(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Let somebody review; asks for a password, or reads it from standard input."""
    with open_store(db) as store, refusing(1):
        store.users.add(name, _new_password())
        print(f"dragoman: {db}: {name} may review", file=sys.stderr)


@users.command("list")
def user_list(db: Database = DEFAULT_DATABASE) -> None:
    """List who may review, and since when."""
    with open_store(db) as store:
        store.counts()
        for user in store.users.all():
            typer.echo(f"{user.name:<24}{user.added_at[:10]}")


@users.command("password")
def user_password(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Give somebody another password, and sign them out everywhere."""
    with open_store(db) as store, refusing(1):
        store.users.set_password(name, _new_password())


@users.command("remove")
def user_remove(name: UserName, db: Database = DEFAULT_DATABASE) -> None:
    """Let somebody review no longer, and sign them out."""
    with open_store(db) as store, refusing(1):
        store.users.remove(name)


def _new_password() -> str:
    """A password: asked for twice on a terminal, where it is not shown, else the line on standard input."""
    password = _asked("Password: ")
    if sys.stdin.isatty() and password != _asked("The same again: "):
        stop("the two passwords differ", 1)
    return password


def _asked(prompt: str) -> str:
    """What is typed at a terminal, where it is not shown, else the next line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
