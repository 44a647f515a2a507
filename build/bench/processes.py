"""Processes that a measurement starts and ends, what the system says of them, and free ports."""
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 120


class Jdk:
    def __init__(self, home):
        self.home = home
        self.java = home + "/bin/java"
        with open(home + "/release") as release:
            lines = dict(line.rstrip("\n").split("=", 1) for line in release if "=" in line)
        self.version = lines["JAVA_VERSION"].strip('"')
        self.feature = int(self.version.split(".")[0])


class Server:
    """A process in the background; leaving the block ends it by its id."""

    def __init__(self, command, folder, name, stdin=None):
        self.log = os.path.join(folder, name + ".log")
        with open(self.log, "w") as log:
            self.started = time.time()
            self.process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE if stdin else log,
                                            stderr=log, text=True, cwd=folder)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def until(self, condition, what):
        """Waits for the condition, asking every 10 ms."""
        while not condition():
            if self.process.poll() is not None or time.time() - self.started > PATIENCE:
                with open(self.log) as log:
                    raise SystemExit(f"{what}: does not come about\n{log.read()}")
            time.sleep(0.01)

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident_mib(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def free_port(first=23_000):
    """Below the ports that the system gives out: nobody else gets it before it is used."""
    for port in range(first, first + 1_000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise SystemExit("no free port")


def connects(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def serves(port):
    """Whether a ZooKeeper server on this port has finished its start: it says so itself."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.sendall(b"srvr")
            return connection.recv(64).startswith(b"Zookeeper version")
    except OSError:
        return False


def fetch(port, path):
    """The body, or None while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.read().decode()
    except (OSError, urllib.error.URLError):
        return None


def port_in(file):
    try:
        with open(file) as text:
            return int(text.read() or 0)
    except OSError:
        return 0
