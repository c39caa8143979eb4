"""The preview on this machine: who may read it, and what a request may reach."""

import re
import signal
import socket
import subprocess
import time

from table import Row, Workspace, model


def attempts():
    yield served


def asked(port, request, seconds=5):
    """The whole answer to raw bytes; nothing when none comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as stream:
        stream.sendall(request.encode("latin-1"))
        found = b""
        try:
            while more := stream.recv(65536):
                found += more
        except TimeoutError:
            pass
        return found


def ends(stream):
    """Whether the other side closes by itself."""
    stream.settimeout(30)
    try:
        while stream.recv(65536):
            pass
        return True
    except TimeoutError:
        return False
    except OSError:
        return True


def request(path, *lines, host=None, method="GET"):
    return lambda port: asked(port, f"{method} {path} HTTP/1.1\r\nHost: {host or f'127.0.0.1:{port}'}\r\nConnection: close\r\n" + "".join(line + "\r\n" for line in lines) + "\r\n")


def status(answer):
    found = re.match(rb"HTTP/1\.[01] (\d+)", answer)
    return int(found[1]) if found else 0


def body(answer):
    return answer.partition(b"\r\n\r\n")[2]


SECRET = b"TOPSECRET"
CASES = [
    ("the start page", request("/"), lambda answer: status(answer) == 200),
    ("a foreign Host", request("/", host="evil.example"), lambda answer: status(answer) == 403), ("no Host", lambda port: asked(port, "GET / HTTP/1.0\r\n\r\n"), lambda answer: status(answer) in (400, 403)), ("a Host with another port", request("/", host="127.0.0.1:1"), lambda answer: status(answer) in (200, 403)),
    ("100 bytes of a page", request("/index.html", "Range: bytes=0-99"), lambda answer: status(answer) == 206 and len(body(answer)) == 100), ("a range behind the end", request("/index.html", "Range: bytes=99999999-"), lambda answer: status(answer) in (200, 416)), ("a thousand ranges", request("/index.html", "Range: bytes=" + ",".join(["0-1"] * 1000)), lambda answer: status(answer) in (200, 206, 400, 416) and len(answer) < 200_000),
    ("the path //prix", request("//prix"), lambda answer: b"\r\nlocation: //" not in answer.lower()), ("the path /\\evil.example", request("/\\evil.example"), lambda answer: b"location: /\\" not in answer.lower() and b"location: //" not in answer.lower()),
    *((f"the path {path}", request(path), lambda answer: SECRET not in answer and b"[source." not in answer) for path in ("/../sources.toml", "/%2e%2e/sources.toml", "/..%2fsources.toml", "/%252e%252e/sources.toml", "/....//sources.toml", "/..\\sources.toml", "/%00", "/index.html%00.png", "/" + "a" * 60_000, "/secret.txt", "/folder/secret.txt")),
    ("a method nobody knows", request("/", method="BREW"), lambda answer: 400 <= status(answer) < 500), ("DELETE of a page", request("/index.html", method="DELETE"), lambda answer: 400 <= status(answer) < 500), ("PUT of a page", request("/index.html", "Content-Length: 0", method="PUT"), lambda answer: 400 <= status(answer) < 500),
    ("a judgement without its token", request("/review", "Content-Type: application/json", "Content-Length: 2", "", "{}", method="POST"), lambda answer: 400 <= status(answer) < 500), ("a judgement of another site", request("/review", "Origin: https://evil.example", "Content-Length: 2", "", "{}", method="POST"), lambda answer: 400 <= status(answer) < 500),
    ("no HTTP", lambda port: asked(port, "\x16\x03\x01\0\0\r\n\r\n"), lambda answer: status(answer) in (0, 400)), ("a head of 2 MB", lambda port: asked(port, "GET / HTTP/1.1\r\nX: " + "y" * 2_000_000 + "\r\n\r\n"), lambda answer: status(answer) in (0, 400, 413, 431)),
]


def served():
    rows = []
    with Workspace(model("read")) as w:
        (w.folder / "secret.txt").write_bytes(SECRET)
        (w.root / "public/secret.txt").symlink_to(w.folder / "secret.txt")
        (w.root / "public/folder").symlink_to(w.folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        before = w.site()
        server = subprocess.Popen(w.command("-q", "serve", "--port", str(port)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
            for stream in slow:
                stream.sendall(b"GET / HTTP/1.1\r\nX: ")
            for what, ask, right in CASES:
                try:
                    answer = ask(port)
                except OSError:
                    answer = b""
                rows.append(Row("serve", what if len(what) < 90 else what[:80] + "…", "a page, or refused", f"status {status(answer)}, {len(answer)} bytes", "ok" if right(answer) else "let in"))
            rows.append(Row("serve", "50 requests whose head never ends, meanwhile", "others are answered", "answered", "ok" if status(request("/")(port)) == 200 else "hung"))
            slow.append(socket.create_connection(("127.0.0.1", port)))
            slow[-1].sendall(f"POST /desk/file HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\nx".encode())
            for what, stream in (("a request whose head never ends", slow[0]), ("a request whose body never ends", slow[-1])):
                closed = ends(stream)
                rows.append(Row("serve", what, "closed in time", "closed" if closed else "open after 30 s", "ok" if closed else "hung"))
            for stream in slow:
                stream.close()
        finally:
            server.send_signal(signal.SIGINT)
            try:
                told = server.communicate(timeout=20)[1].decode(errors="replace")
                ended = server.returncode
            except subprocess.TimeoutExpired:
                server.kill()
                told, ended = "", "hung"
        left = [path.name for path in w.root.iterdir() if ".palmares-" in path.name]
        rows.append(Row("serve", "Ctrl-C", "ends, nothing left beside", f"{ended}, {left}", "panicked" if "panicked" in told else "hung" if ended == "hung" else "wrong" if left else "ok"))
        rows.append(Row("serve", "the site afterwards", "the same", "", "ok" if w.site() == before else "wrong"))
    return rows
