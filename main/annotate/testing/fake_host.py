"""Stands in for the host in tests: speaks the same lines, and misbehaves in the way the title asks for."""

import http.server
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time


# As the real one does; a Ctrl+C in the service's terminal is not for it.
if hasattr(os, "setpgid"):
    os.setpgid(0, 0)


def say(event, **fields):
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


go = threading.Event()


def serve(secret, status=200, then=lambda: None):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if "slow" in self.path:
                go.wait()
            if self.path == "/go":
                go.set()
            known = self.headers.get("X-Annotate-Share-Secret") == secret
            body = json.dumps({"variables": dict(os.environ), "arguments": sys.orig_argv, "folder": os.getcwd()}).encode()
            self.send_response(status if known else 403)
            self.end_headers()
            self.wfile.write(body if known else b"")
            if self.path == "/crash":
                self.wfile.flush()
                sys.stderr.write("about to crash\n")
                sys.stderr.flush()
                os.kill(os.getpid(), signal.SIGKILL)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    columns = [{"axis": "cells", "name": name, "kind": "text", "values": ["a", "b"]} for name in ("louvain", "mrn")]
    say("listening", port=server.server_port, cells=700, genes=765, columns=columns)
    then()
    server.serve_forever()


say("imported", seconds=0.1)
# One that is started for a dataset has its order right away; a spare has to wait for it.
is_spare = not select.select([sys.stdin], [], [], 0.2)[0]
if is_spare:
    say("spare")
line = sys.stdin.readline()
if not line:
    sys.exit()
order = json.loads(line)
how = order["title"]
if is_spare and how == "spare dies":
    sys.exit(1)
if is_spare and how == "spare hangs":
    time.sleep(3600)
if how == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
else:
    threading.Thread(target=end_with_stdin, daemon=True).start()
say("loading")

if how == "refuses":
    say("failed", code="dataset-no-embedding", values={"name": "a.h5ad"}, detail="no X_ in obsm")
    sys.exit(3)
if how == "dies":
    sys.stderr.write("the very reason\n")
    sys.exit(1)
if how == "hangs":
    time.sleep(3600)
if how == "chatters":
    print("a library greets you", flush=True)
    for _ in range(40_000):
        sys.stderr.write("x" * 99 + "\n")
    sys.stderr.write("the last words\n")
    sys.stderr.flush()
if how == "has children":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    sys.stderr.write(f"child {child.pid}\n")
    sys.stderr.flush()
if how == "stores":
    serve(order["secret"], then=lambda: (say("store", state="building", done=0.5), say("store", state="ready")))
if how == "builds":
    serve(
        order["secret"],
        then=lambda: (
            say("store", state="building", done=0.5),
            threading.Thread(target=lambda: (go.wait(), say("store", state="ready")), daemon=True).start(),
        ),
    )
if how == "has no room":
    serve(order["secret"], then=lambda: say("store", state="none", code="store-no-space", values={"free": 1}))
serve(order["secret"], status=500 if how == "unwell" else 200)
