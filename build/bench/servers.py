"""Servers as they come from Maven Central, and the demo: how each is started on loopback, and what puts it under load."""
import collections
import os
import subprocess
import time

from processes import free_port

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


def kafka(bench, java, options, folder, port):
    """One node, broker and controller. Segments are as small as can be, so that old ones are deleted all the time."""
    controller = free_port(port + 1)
    data = fresh(folder)
    file = data + ".properties"
    with open(file, "w") as properties:
        properties.write(f"""
            node.id=1
            process.roles=broker,controller
            controller.quorum.voters=1@127.0.0.1:{controller}
            listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.listener.names=CONTROLLER
            log.dirs={data}
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            group.initial.rebalance.delay.ms=0
            log.segment.bytes=1048576
            log.retention.bytes=1048576
            log.retention.ms=-1
            log.retention.check.interval.ms=1000
            log.segment.delete.delay.ms=1000
            """)
    run = [java, HEAP, WARNINGS]
    subprocess.run([*run, "-cp", bench.kafka, "kafka.tools.StorageTool", "format", "--cluster-id",
                    "MkU3OEVBNTcwNTJENDM2Qg", "--config", file], stdout=subprocess.DEVNULL, check=True)
    return Start([*run, *options, "-cp", bench.kafka, "kafka.Kafka", file], port, "KafkaLoad",
                 bench.jar + ":" + bench.kafka)


def zipkin(bench, java, options, folder, port):
    """Keeps 20,000 spans in memory and drops the oldest."""
    command = [java, HEAP, *options, "-jar", bench.zipkin, "--armeria.ports[0].ip=127.0.0.1",
               f"--armeria.ports[0].port={port}", "--armeria.ports[0].protocols[0]=http",
               "--zipkin.storage.mem.max-spans=20000", "--logging.level.root=WARN", "--spring.main.banner-mode=off"]
    return Start(command, port, "ZipkinLoad", bench.jar)


def fresh(folder):
    return os.path.join(folder, f"data-{time.time_ns()}")


SERVERS = {"ZooKeeper": zookeeper, "demo": demo, "Kafka": kafka, "Zipkin": zipkin}
