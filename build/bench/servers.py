"""Servers as they come from Maven Central, and the demo: how each is started on loopback, and what puts it under load."""
import collections
import os
import time

HEAP = "-Xmx512m"
WARNINGS = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"

Start = collections.namedtuple("Start", "command port load load_path")


def zookeeper(bench, java, options, folder, port):
    command = [java, HEAP, "-Dzookeeper.admin.enableServer=false", "-Dzookeeper.forceSync=no", WARNINGS, *options,
               "-cp", bench.zookeeper, "org.apache.zookeeper.server.ZooKeeperServerMain", str(port), fresh(folder)]
    return Start(command, port, "ZooKeeperLoad", bench.jar + ":" + bench.zookeeper)


def demo(bench, java, options, folder, port):
    command = [java, HEAP, *options, "-jar", bench.demo, "--port", str(port), "--rate", "1"]
    return Start(command, port, "ShopLoad", bench.jar)


def fresh(folder):
    return os.path.join(folder, f"data-{time.time_ns()}")


SERVERS = {"ZooKeeper": zookeeper, "demo": demo}
