#!/usr/bin/env python3
"""Measures a real vigil-server from outside: how soon a published generation reaches a receiver, and how long somebody waits meanwhile.

usage: latency.py SERVER WORK [narrow|wide ...] [-- OPTIONS of the server]

SERVER   the server: vigil-server, or the vigil-server.dll that dotnet runs
WORK     what `Vigil.Benchmarks site FEEDS WORK RESOURCES FINDINGS` made. The estate is led on and back again, so that it can be measured anew.

For each named generation (both when none is named): seconds from the moment of its publication until it was found, opened, compared, until the first and the last
event came to a webhook and until the estate rested on it; then the 95th percentile of submitting a machine, idle and while the estate is led there and functions wait to be scanned.
"""
import base64, hashlib, hmac, http.client, http.server, json, os, re, socket, subprocess, sys, threading, time, urllib.request, zipfile

ACCOUNT, KEY, SECRET = "123456789012", "AKIALATENCY000000001", "latency"
FUNCTIONS = 400
IDLE_SUBMISSIONS = 150
PAUSE = 0.05


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    times = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if b"vigil.finding" in body:
            Receiver.times.append(time.monotonic())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server:
    def __init__(self, program, work, options):
        self.work, self.lines, self.changed = work, [], threading.Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = (["dotnet"] if program.endswith(".dll") else []) + [
            program, "--urls", f"http://127.0.0.1:{self.port}", "--data", f"{work}/site", "--account", ACCOUNT, "--enable", "EC2,LAMBDA",
            "--Vigil:Sources:Roots", work, "--Vigil:Limits:CallsPerSecond", "100000", "--Vigil:Limits:CallBurst", "100000", "--Logging:Console:FormatterName", "simple",
            "--Logging:Console:FormatterOptions:SingleLine", "true", *options]
        environment = dict(os.environ, VIGIL_ADMIN_ACCESS_KEY_ID=KEY, VIGIL_ADMIN_SECRET_ACCESS_KEY=SECRET)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines.append((time.monotonic(), line))
                self.changed.notify_all()

    def said(self, words, since, patience=900):
        """When it first said something after a moment, and the line."""
        def find():
            return next(((at, line) for at, line in self.lines if at >= since and words in line), None)
        with self.changed:
            if not self.changed.wait_for(find, patience):
                raise SystemExit(f"the server did not say {words!r}")
            return find()

    def call(self, path, value):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        host, now = f"127.0.0.1:{self.port}", time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        scope, headers = f"{now[:8]}/us-east-1/vigil/aws4_request", "amz-sdk-invocation-id;host;x-amz-date"
        invocation = os.urandom(16).hex()
        canonical = f"POST\n{path}\n\namz-sdk-invocation-id:{invocation}\nhost:{host}\nx-amz-date:{now}\n\n{headers}\n{hashlib.sha256(body).hexdigest()}"
        key = b"AWS4" + SECRET.encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        connection = http.client.HTTPConnection(host, timeout=600)
        connection.request("POST", path, body, {
            "Host": host, "X-Amz-Date": now, "amz-sdk-invocation-id": invocation, "Content-Type": "application/json",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={headers}, Signature={hmac.digest(key, to_sign.encode(), 'sha256').hex()}"})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {text.decode()}")
        return json.loads(text or b"{}")

    def wait_until_ready(self):
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready")
                break
            except OSError:
                time.sleep(0.2)
        while self.lines and time.monotonic() - self.lines[-1][0] < 6:  # it may have begun to bring words and scores up to date
            time.sleep(0.5)


def publish(work, directory):
    """Puts a generation in use as `vigil db import` does: the file first, then the pointer to it."""
    site, identity = f"{work}/site/advisories", open(f"{work}/{directory}/current").read().strip()
    if not os.path.exists(f"{site}/{identity}.vgl"):
        os.link(f"{work}/{directory}/{identity}.vgl", f"{site}/{identity}.vgl")
    with open(f"{site}/current.new", "w") as pointer:
        pointer.write(identity + "\n")
    os.replace(f"{site}/current.new", f"{site}/current")
    return identity, time.monotonic()


def latency(server, directory):
    Receiver.times.clear()
    identity, published = publish(server.work, directory)
    opened, line = server.said(f"Generation {identity} was published", published)
    opening = seconds(line)
    compared, difference = server.said("differs in", published)
    arrived, _ = server.said(f"The estate rests on generation {identity}", published)
    quiet = len(Receiver.times)
    while True:  # until nothing more comes
        time.sleep(3)
        if quiet == len(Receiver.times):
            break
        quiet = len(Receiver.times)
    events = [at - published for at in Receiver.times]
    told = f"first event {events[0]:.2f}, half of {len(events)} events {events[len(events) // 2]:.2f}, last {events[-1]:.2f}" if events else "no event"
    print(f"{directory}: found {opened - published - opening:.2f}, opened {opened - published:.2f}, compared {compared - published:.2f}, {told}; "
          f"estate there and its words up to date {arrived - published:.2f} s\n    {difference.strip()}", flush=True)


def seconds(line):
    hours, minutes, rest = re.search(r"(\d+):(\d+):([\d.]+)", line).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def submissions(server, is_over):
    """Seconds that each submission takes, one after the other."""
    names = sorted(os.listdir(f"{server.work}/inventories"))
    bodies = []
    for name in names:
        inventory = base64.b64encode(open(f"{server.work}/inventories/{name}", "rb").read()).decode()
        bodies.append(json.dumps({"inventory": inventory, "resource": {"name": name}}).encode())
    for body in bodies:
        server.call("/vigil/v1/inventories/submit", body)
    taken = []
    while not is_over(len(taken)):
        started = time.monotonic()
        server.call("/vigil/v1/inventories/submit", bodies[len(taken) % len(bodies)])
        taken.append(time.monotonic() - started)
        time.sleep(PAUSE)
    return sorted(taken)


def p95(taken):
    return taken[int(len(taken) * 0.95)] * 1000


def interactive(server, directory):
    idle = submissions(server, lambda count: count == IDLE_SUBMISSIONS)
    make_functions(f"{server.work}/functions", server)
    identity, published = publish(server.work, directory)
    done = threading.Event()

    def wait():
        server.said(f"The estate rests on generation {identity}", published)
        while any(source["scanned"] < source["artifacts"] for source in server.call("/vigil/v1/sources/list", {})["sources"]):
            time.sleep(0.5)
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    busy = submissions(server, lambda _: done.is_set())
    print(f"submissions, 95th percentile: idle {p95(idle):.0f} ms (median {idle[len(idle) // 2] * 1000:.0f}), on the way to {directory} with {FUNCTIONS} functions to scan "
          f"{p95(busy):.0f} ms (median {busy[len(busy) // 2] * 1000:.0f}, {len(busy)} of them): {p95(busy) / p95(idle):.1f} x", flush=True)


def make_functions(directory, server):
    os.makedirs(directory, exist_ok=True)
    for number in range(FUNCTIONS):
        with zipfile.ZipFile(f"{directory}/function-{number}.zip", "w") as package:
            for library in range(60):
                package.writestr(f"python/library{library}-{number}.0.dist-info/METADATA", f"Name: library{library}\nVersion: {number}.0\n")
    server.call("/vigil/v1/sources/put", {"name": "functions", "kind": "FUNCTION_DIRECTORY", "address": directory})
    server.call("/vigil/v1/scans/start", {"name": "functions", "everything": True})


def main():
    arguments, options = (sys.argv[1:], [])
    if "--" in arguments:
        arguments, options = arguments[:arguments.index("--")], arguments[arguments.index("--") + 1:]
    program, work, *generations = arguments
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    server = Server(program, os.path.abspath(work), options)
    try:
        server.wait_until_ready()
        server.call("/vigil/v1/destinations/put", {"name": "latency", "kind": "WEBHOOK", "address": f"http://127.0.0.1:{receiver.server_port}/"})
        for generation in generations or ["narrow", "wide"]:
            latency(server, f"next/{generation}")
            latency(server, "before")
        interactive(server, f"next/{(generations or ['wide'])[-1]}")
        identity, published = publish(server.work, "before")
        server.said(f"The estate rests on generation {identity}", published)
    finally:
        server.process.terminate()
        server.process.wait()


main()
