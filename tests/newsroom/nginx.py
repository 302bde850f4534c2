"""nginx as the files of `newsroom/deploy/` set it up, on free ports of this machine."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext

from tests.served import free_port
from tests.warmed import PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str


def asked(connection: HTTPConnection, address: str, method: str = "GET", **sent: str) -> Answer:
    """Return the answer to a request, over a connection that is closed after it."""
    connection.request(method, address, headers={"Host": "localhost", **sent})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read().decode())
    connection.close()
    return answer


@contextmanager
def nginx(
    deploy: Path, folder: Path, upstream: str
) -> Iterator[tuple[HTTPConnection, HTTPConnection]]:
    """Run it with the files of this release; yield a connection in plain HTTP and one in HTTPS."""
    plain, secure = free_port(), free_port()
    with nginx_with(_of_deploy(deploy, folder, upstream, plain, secure), folder, secure):
        yield HTTPConnection("127.0.0.1", plain), _trusting(secure)


@contextmanager
def nginx_with(http: str, folder: Path, port: int) -> Iterator[HTTPConnection]:
    """Run it with what stands in `http { … }`, which listens at a port; yield a connection."""
    program = ["nginx", "-p", str(folder), "-e", str(folder / "errors")]
    program += ["-c", str(_configuration(http, folder))]
    checked = subprocess.run(
        [*program, "-t"], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    running = subprocess.Popen(program)
    try:
        _wait_for(port, running)
        yield HTTPConnection("127.0.0.1", port)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _of_deploy(deploy: Path, folder: Path, upstream: str, plain: int, secure: int) -> str:
    """The files of this release, their ports and paths changed."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    names = ["-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*new, *names, *files], check=True, capture_output=True, timeout=PATIENCE)
    changes = {
        r"server 127\.0\.0\.1:8000;": f"server {upstream};",
        r"listen \[::\].*": "",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        r"/etc/letsencrypt/\S+fullchain.pem": str(certificate),
        r"/etc/letsencrypt/\S+privkey.pem": str(key),
        r"/etc/nginx/newsroom-proxy.conf": str(deploy / "nginx-proxy.conf"),
        r"/var/log/nginx": str(folder),
    }
    site = (deploy / "nginx.conf").read_text(encoding="utf-8")
    for pattern, text in changes.items():
        site, count = re.subn(pattern, text, site)
        assert count, pattern
    return site


def _configuration(http: str, folder: Path) -> Path:
    temporary = " ".join(
        f"{kind}_temp_path {folder / kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors warn;\n"
        f"events {{}}\nhttp {{ {temporary}\n{http}\n}}\n",
        encoding="utf-8",
    )
    return main


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nginx does not answer")


def _trusting(port: int) -> HTTPSConnection:
    context = SSLContext(PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = CERT_NONE
    return HTTPSConnection("127.0.0.1", port, context=context)
