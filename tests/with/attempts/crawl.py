"""Faults of servers, and redirects into private networks: one crawl of as many hosts as there are faults."""

import gzip
import json
import socket
import struct
import subprocess
import threading
import time
import zlib

from table import RULES, Row, Workspace, page, source

SETTINGS = ('[site]\ntitle = "t"\nbase-url = "https://example.org/"\nlanguages = ["en"]\n[crawl]\ncontact = "mailto:you@example.org"\n'
            'pause = "0"\nretries = 0\nper-host = 4\nconcurrency = 64\nrequest-time = "3s"\nrequest-bytes = "1 MB"\nallow-private = ["127.0.0.1"]\n')


class Server:
    """Answers on a port of its own as it is told: bytes, a wait in seconds, bytes again and again, or a reset."""

    def __init__(self, ip, steps, port=0, asked=lambda path: None):
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        self.listener = socket.create_server((ip, port), family=family)
        self.port = self.listener.getsockname()[1]
        self.steps, self.asked, self.hits = steps, asked, []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(stream,), daemon=True).start()

    def serve(self, stream):
        asked = b""
        try:
            while b"\r\n\r\n" not in asked:
                more = stream.recv(4096)
                if not more:
                    return
                asked += more
            path = asked.split(b" ", 2)[1].decode()
            self.hits.append(path)
            self.asked(path)
            for step in answer(404, b"") if path == "/robots.txt" else self.steps:
                self.play(stream, step)
        except OSError:
            pass
        finally:
            stream.close()

    def play(self, stream, step):
        if isinstance(step, bytes):
            stream.sendall(step)
        elif step == "reset":
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif isinstance(step, tuple):
            end = time.monotonic() + 20
            while time.monotonic() < end:
                stream.sendall(step[0])
                time.sleep(step[1])
        else:
            time.sleep(step)

    def close(self):
        self.listener.close()


def head(status, *lines):
    return f"HTTP/1.1 {status} Because\r\nConnection: close\r\n".encode("latin-1") + b"".join(line.encode("latin-1") + b"\r\n" for line in lines) + b"\r\n"


def answer(status, body, *lines):
    return [head(status, f"Content-Length: {len(body)}", *lines), body]


HTML = "Content-Type: text/html; charset=utf-8"


def faults(name):
    """Each with the steps of its server and whether `name` may be published; `None` where either is right."""
    list_, zeros = page(name).encode(), b"\0" * 30_000_000
    half = list_[: len(list_) - 20]
    deflated = zlib.compress(list_)
    yield "a page as it should be", answer(200, list_, HTML), True
    for status in (201, 202, 203, 204, 205, 206, 226, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 418, 421, 425, 429, 451, 500, 501, 502, 503, 504, 511, 599, 700, 999):
        yield f"status {status} with a list", answer(status, list_, HTML), False
    yield "status 99", answer("99", list_, HTML), False
    yield "status 2000", answer("2000", list_, HTML), False
    yield "status minus one", answer("-1", list_, HTML), False
    yield "nothing at all", [], False
    yield "an answer that never comes", [20], False
    yield "a head that drips", [(b"HTTP/1.1 200 OK\r\nX: 1\r\n"[:1], 0.2)], False
    yield "a body that drips", [head(200, HTML, "Content-Length: 100000"), (b"<li>", 0.2)], False
    yield "a body without a length that stops within a name", [head(200, HTML), list_[: list_.index(b"</b>")]], False
    yield "a body without a length that stops behind a name", [head(200, HTML), list_[: list_.index(b"</ul>")]], False
    yield "a body without a length that stops within its title", [head(200, HTML), b"<!doctype html><html><head><title></title"], False
    yield "a body that never ends", [head(200, HTML), (b"<li><b>x</b></li>" * 5000, 0)], False
    yield "chunks that never end", [head(200, HTML, "Transfer-Encoding: chunked"), (b"5\r\n<li>x\r\n" * 5000, 0)], False
    yield "a flood of header lines", [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n" + list_], False
    yield "one header line of 2 MB", [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\n" + list_], False
    yield "header lines that never end", [b"HTTP/1.1 200 OK\r\n", (b"X: y\r\n" * 1000, 0)], False
    yield "a reset in the head", [b"HTTP/1.1 200 OK\r\nConte", "reset"], False
    yield "a reset in the body", [head(200, HTML, f"Content-Length: {len(list_)}"), half, "reset"], False
    yield "a length that is too long", [head(200, HTML, f"Content-Length: {len(list_) + 100}"), list_], False
    yield "a length that is too short", [head(200, HTML, f"Content-Length: {len(half)}"), list_], None
    yield "a length of 10^18", [head(200, HTML, "Content-Length: 1000000000000000000"), list_], False
    yield "a length of 10^30", [head(200, HTML, "Content-Length: " + "9" * 30), list_], False
    yield "a negative length", [head(200, HTML, "Content-Length: -5"), list_], False
    yield "a length that is no number", [head(200, HTML, "Content-Length: many"), list_], False
    yield "two lengths", [head(200, HTML, "Content-Length: 5", f"Content-Length: {len(list_)}"), list_], False
    yield "a length and chunks that differ", [head(200, HTML, "Content-Length: 5", "Transfer-Encoding: chunked"), b"%x\r\n%s\r\n0\r\n\r\n" % (len(list_), list_)], None
    yield "a chunk cut short", [head(200, HTML, "Transfer-Encoding: chunked"), b"ffff\r\n" + list_], False
    yield "chunks without an end", [head(200, HTML, "Transfer-Encoding: chunked"), b"%x\r\n%s\r\n" % (len(list_), list_)], False
    yield "a chunk of a size that is no number", [head(200, HTML, "Transfer-Encoding: chunked"), b"zz\r\n" + list_ + b"\r\n0\r\n\r\n"], False
    yield "a chunk of 2^64 bytes", [head(200, HTML, "Transfer-Encoding: chunked"), b"ffffffffffffffffff\r\n" + list_], False
    yield "a bomb of gzip", answer(200, gzip.compress(zeros), HTML, "Content-Encoding: gzip"), False
    yield "a bomb of deflate", answer(200, zlib.compress(zeros), HTML, "Content-Encoding: deflate"), False
    yield "gzip twice over", answer(200, gzip.compress(gzip.compress(list_)), HTML, "Content-Encoding: gzip"), None
    yield "gzip that is none", answer(200, list_, HTML, "Content-Encoding: gzip"), None
    yield "gzip cut short", answer(200, gzip.compress(list_)[:-12], HTML, "Content-Encoding: gzip"), False
    yield "gzip with a wrong checksum", answer(200, gzip.compress(list_)[:-8] + b"\0" * 8, HTML, "Content-Encoding: gzip"), False
    yield "gzip of two members", answer(200, gzip.compress(list_[:30]) + gzip.compress(list_[30:]), HTML, "Content-Encoding: gzip"), True
    yield "deflate cut short", answer(200, deflated[:-8], HTML, "Content-Encoding: deflate"), False
    yield "a coding nobody knows", answer(200, list_, HTML, "Content-Encoding: zaphod"), None
    yield "brotli that is none", answer(200, b"\xff" * 100, HTML, "Content-Encoding: br"), False
    yield "an SMTP greeting", [b"220 mail.example ESMTP\r\n\r\n"], False
    yield "HTTP/0.9", [list_], False
    yield "HTTP/9.9", [b"HTTP/9.9 200 OK\r\n\r\n" + list_], False
    yield "an HTTP/2 preface", [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], False
    yield "a TLS alert", [b"\x15\x03\x01\x00\x02\x02\x28"], False
    yield "NUL bytes in the head", [b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n" + list_], None
    yield "bare line feeds", [b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(list_) + list_], None
    yield "a hundred 100s before the answer", [b"HTTP/1.1 100 Continue\r\n\r\n" * 100, *answer(200, list_, HTML)], None
    yield "a hundred thousand 100s", [b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000], False
    yield "an upgrade to another protocol", [head(101, "Upgrade: websocket")], False
    yield "a part of the page (Content-Range) called 200", answer(200, list_, HTML, "Content-Range: bytes 0-99/9999"), False
    yield "a picture called HTML", answer(200, b"\x89PNG\r\n\x1a\n" + b"\0" * 500, HTML), False
    yield "HTML called a picture", answer(200, list_, "Content-Type: image/png"), None
    yield "a page called by a type nobody knows", answer(200, list_, "Content-Type: \0/\0"), None
    yield "UTF-8 called UTF-16", answer(200, list_, "Content-Type: text/html; charset=utf-16"), None
    yield "UTF-16 called UTF-8", answer(200, page(name).encode("utf-16"), HTML), None
    yield "a charset nobody knows", answer(200, list_, "Content-Type: text/html; charset=klingon"), None
    yield "a page that says 404", answer(200, b"<!doctype html><title>404</title><h1>Page not found</h1>" + list_, HTML), False
    yield "a wall of cookies", answer(200, b"<!doctype html><title>Before you continue</title><h1>Before you continue</h1><ul><li><b>Cookies</b></ul>", HTML), False
    yield "429 with a far Retry-After", answer(429, list_, HTML, "Retry-After: 99999999999999999999999"), False
    yield "503 until the year 9999", answer(503, list_, HTML, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"), False
    yield "503 for a negative time", answer(503, list_, HTML, "Retry-After: -1"), False
    yield "304 that nobody asked for", answer(304, b"", 'ETag: "x"'), False
    for what, to in {"to itself": "/", "to a file": "file:///etc/passwd", "to a script": "javascript:alert(1)", "to data": "data:text/html,<li><b>" + name, "to FTP": "ftp://127.0.0.1/", "to nothing": "", "to half an address": "http://", "to a user's password": "http://a:b@127.0.0.1/", "to a port that is none": "http://127.0.0.1:99999/", "to 2 MB of address": "/" + "x" * 60_000, "to a name that is none": "http://no-such-host.invalid/"}.items():
        yield "a redirect " + what, answer(302, list_, HTML, "Location: " + to), False
    yield "a redirect with two places", answer(302, list_, HTML, "Location: /a", "Location: /b"), False
    yield "a redirect without a place", answer(302, list_, HTML), False
    yield "a permanent move to the start page", answer(301, list_, HTML, "Location: /start"), False


PRIVATE = ["127.0.0.2", "127.2", "2130706434", "0x7f000002", "0x7f.0.0.2", "0177.0.0.2", "017700000002", "127.0.0.2.", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[0:0:0:0:0:ffff:7f00:2]", "[::127.0.0.2]", "[64:ff9b::7f00:2]", "[64:ff9b:1::7f00:2]",
           "[::ffff:0:127.0.0.2]", "[2002:7f00:2::]", "[2001:0:0:0:0:0:80ff:fffd]", "[::ffff:0.0.0.0]", "0.0.0.0", "0", "[::]", "[::1]", "localhost", "LOCALHOST", "localhost.", "foo.localhost", "①②⑦.⓪.⓪.②", "１２７.０.０.２", "127。0。0。2",
           "169.254.169.254", "[fd00:ec2::254]", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "198.18.0.1", "192.0.0.1", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "[2001:db8::1]"]


def attempts():
    yield answers
    yield redirects
    yield addresses
    yield names
    yield again


def workspace(servers, rule="li"):
    w = Workspace()
    sources = "".join(source(rule, f"http://127.0.0.1:{server.port}/", f"s{nth}") for nth, server in enumerate(servers))
    return w.write("sources.toml", SETTINGS + RULES + sources)


def crawled(w):
    """What the crawl says of each source, after a build."""
    begun = time.monotonic()
    ended = w.run("crawl", "--format", "json")
    seconds = time.monotonic() - begun
    fault = ended.fault()
    told = {} if fault else {visit["source"]: visit for visit in json.loads(ended.out)["visits"]}
    build = w.run("build", "--strict") if not fault else ended
    return told, fault or build.fault(), seconds


def answers():
    cases = [list(faults(f"Fault{nth:03}"))[nth] for nth in range(len(list(faults("x"))))]
    servers = [Server("127.0.0.1", steps) for _, steps, _ in cases]
    rows = []
    with workspace(servers) as w:
        told, fault, seconds = crawled(w)
        names = [] if fault else w.names()
        for nth, (what, _, right) in enumerate(cases):
            visit = told.get(f"s{nth}", {"ending": "nothing", "words": "nothing told"})
            published = f"Fault{nth:03}" in names
            wrong = "let in" if published and right is False else "lost" if right and not published else None
            silent = not published and visit["ending"] == "fetched" and not visit.get("held") and visit.get("rows") is None
            expected = {True: "read", False: "not read, and told", None: "read or told"}[right]
            rows.append(Row("crawl", what, expected, f"{visit['ending']}: {visit['words']}"[:120], fault or wrong or ("silent" if silent else "ok")))
        others = [name for name in names if not name.startswith("Fault")]
        rows.append(Row("crawl", f"all {len(cases)} in one crawl", "within a minute, no other name", f"{seconds:.0f} s, {others}",
                        fault or ("hung" if seconds > 60 else "let in" if others else "ok")))
    for server in servers:
        server.close()
    return rows


def redirects():
    """A page that leads to an address of this machine or its network, which is never asked for anything."""
    secret = [Server(ip, answer(200, page("Secret").encode(), HTML)) for ip in ("127.0.0.2", "::1", "0.0.0.0")]
    # A host is one name and one port: each spelling is tried with the port of the server that would answer.
    def target(spelled):
        nth = 1 if spelled in ("[::1]", "[::]") or "localhost" in spelled.lower() else 2 if spelled in ("0", "0.0.0.0", "[::ffff:0.0.0.0]") else 0
        return f"http://{spelled}:{secret[nth].port}/"
    servers = [Server("127.0.0.1", [head(302, HTML, "Location: " + target(spelled).encode().decode("latin-1"), "Content-Length: 0")]) for spelled in PRIVATE]
    rows = []
    with workspace(servers) as w:
        told, fault, _ = crawled(w)
        hits = sum(len(server.hits) for server in secret)
        for nth, spelled in enumerate(PRIVATE):
            visit = told.get(f"s{nth}", {"ending": "nothing", "words": "nothing told"})
            refused = visit["ending"] in ("failed", "skipped", "refused")
            dialled = "unreachable" in visit["words"] or "No route" in visit["words"]
            rows.append(Row("private network", f"a redirect to {spelled}", "refused, never dialled", visit["words"][:120], fault or ("ok" if refused and not dialled else "let in")))
        rows.append(Row("private network", "requests that reached a private server by them", "0", str(hits), fault or ("ok" if hits == 0 else "let in")))
    for server in servers + secret:
        server.close()
    return rows


def addresses():
    """The same addresses, declared in sources.toml without leave."""
    secret = [Server(ip, answer(200, page("Secret").encode(), HTML)) for ip in ("127.0.0.2", "::1", "0.0.0.0")]
    rows = []
    for spelled in PRIVATE:
        with Workspace() as w:
            for server in secret[:1] if "localhost" not in spelled else secret[1:2]:
                w.write("sources.toml", SETTINGS.replace('"127.0.0.1"', "") + RULES + source("li", f"http://{spelled}:{server.port}/"))
            before = sum(len(server.hits) for server in secret)
            ended = w.run("crawl")
            hits = sum(len(server.hits) for server in secret) - before
            rows.append(Row("private network", f"the address {spelled}", "refused, never asked", ended.line(), ended.fault() or ("ok" if ended.code and not hits else "let in")))
    for server in secret:
        server.close()
    return rows


# What a name leads to at first and later, and the request after which it is later.
NAMES = {"turns to another machine, once robots.txt was read": (["127.0.0.1"], ["127.0.0.2"], "/robots.txt"),
         "turns to it as a mapped address": (["127.0.0.1"], ["::ffff:127.0.0.2"], "/robots.txt"), "turns to this machine over IPv6": (["127.0.0.1"], ["::1"], "/robots.txt"),
         "turns to what a cloud tells its machines": (["127.0.0.1"], ["169.254.169.254"], "/robots.txt"), "turns to nothing": (["127.0.0.1"], [], "/robots.txt"),
         "turns to another machine, before a redirect": (["127.0.0.1"], ["127.0.0.2"], "/"), "leads to two machines, the other first": (["127.0.0.2", "127.0.0.1"], None, None)}


def names():
    """A name that changes its mind: what it leads to later, or leads to as well, is never asked for anything."""
    if subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL).returncode:
        return [Row("private network", f"a name that {what}", "refused, never asked", "no file of names of our own here", "-") for what in NAMES]
    rows = []
    for what, (first, later, turn) in NAMES.items():
        with Workspace() as w:
            hosts = w.folder / "hosts"
            lead = lambda numbers: hosts.write_text("".join(f"{number} award.test\n" for number in numbers))
            lead(first)
            steps = answer(302, b"", "Location: /next") if turn == "/" else answer(200, page("Good").encode(), HTML)
            server = Server("127.0.0.1", steps, asked=lambda path: lead(later) if path == turn else None)
            secret = [Server(ip, answer(200, page("Secret").encode(), HTML), server.port) for ip in ("127.0.0.2", "::1")]
            w.write("sources.toml", SETTINGS + RULES + source("li", f"http://award.test:{server.port}/"))
            ended = w.run("crawl", "--format", "json", before=["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', hosts])
            visit = json.loads(ended.out)["visits"][0] if ended.out else {"words": "nothing told"}
            build = w.run("build")
            hits = sum(len(other.hits) for other in secret)
            right = w.names() == (["Good"] if later is None else [])
            told = later is None or ended.code != 0
            verdict = ended.fault() or build.fault() or ("let in" if hits or not right else "ok" if told else "silent")
            expected = "refused, never asked" if later is not None else "read from the machine that is allowed"
            rows.append(Row("private network", f"a name that {what}", expected, visit["words"][:120], verdict))
        for each in (server, *secret):
            each.close()
    return rows


def again():
    """A page that was good once, and is crawled again when something is wrong: what was published stays."""
    good = page("Good", "Fine").encode()
    cases = {"gone (404)": answer(404, page("Evil").encode(), HTML), "in trouble (503)": answer(503, page("Evil").encode(), HTML), "empty": answer(200, b"", HTML), "half": answer(200, good[: len(good) // 2], HTML),
             "another page": answer(200, page("Evil").encode(), HTML), "a shop for sale": answer(200, b"<!doctype html><title>Buy this domain</title><p>example is for sale", HTML), "led to the start page": answer(302, b"", "Location: /"),
             "a wall of cookies": answer(200, b"<!doctype html><title>Before you continue</title><h1>Before you continue</h1>", HTML), "a winner less": answer(200, page("Good").encode(), HTML), "not modified": answer(304, b"")}
    servers = [Server("127.0.0.1", answer(200, good, HTML, 'ETag: "1"')) for _ in cases]
    with workspace(servers) as w:
        crawled(w)
        with_sources = lambda: sorted(w_names(w))
        before = with_sources()
        for server, steps in zip(servers, cases.values()):
            server.steps = steps
        w.run("crawl", "--refresh")
        build, check = w.run("build"), w.run("check")
        after = with_sources()
        rows = []
        for nth, what in enumerate(cases):
            had, has = ([name for of, name in names if of == f"s{nth}"] for names in (before, after))
            verdict = build.fault() or ("ok" if had == has == ["Fine", "Good"] else "let in" if "Evil" in has else "lost")
            rows.append(Row("crawl", f"a page that was good, crawled again: {what}", "what was published stays", ", ".join(has), verdict))
        rows.append(Row("crawl", "pages that changed wait for a person", "told by check", check.line(), check.fault() or ("ok" if check.code == 2 else "silent")))
    for server in servers:
        server.close()
    return rows


def w_names(w):
    import sqlite3
    with sqlite3.connect(f"file:{w.root}/palmares.db?mode=ro", uri=True) as db:
        return db.execute("SELECT DISTINCT source, printed FROM award").fetchall()
