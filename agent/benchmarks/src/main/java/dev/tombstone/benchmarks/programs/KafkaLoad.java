package dev.tombstone.benchmarks.programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Clients of a Kafka broker, each with a producer, a topic of {@value #PARTITIONS} partitions and a
 * consumer group: an operation sends {@value #BATCH} records, takes them in again and commits.
 * Arguments: address, measured seconds. Each record must come once, as it was sent and in the order
 * of its partition. Every {@value #CHANGE}th operation begins with what makes the broker delete
 * more: the consumer leaves the group for another, and a topic is made and deleted.
 */
public final class KafkaLoad {
  private static final int CLIENTS = 4;
  private static final int PARTITIONS = 4;
  private static final int BATCH = 20;
  private static final int CHANGE = 250;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String PADDING = "x".repeat(100);

  private KafkaLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    String address = arguments[0];
    new Load(System.in, System.out, Integer.parseInt(arguments[1]))
        .run(CLIENTS, number -> new Client(address, number));
    System.exit(0);
  }

  private static final class Client implements Load.Client {
    private final String address;
    private final String topic;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;
    private KafkaConsumer<String, String> consumer;
    private long operations;
    private long sent;

    /** By partition, the number of the record that comes next. */
    private final long[] expected = new long[PARTITIONS];

    Client(String address, int number) throws Exception {
      this.address = address;
      topic = "topic" + number;
      // Clients change their consumers in turns.
      operations = (long) number * CHANGE / CLIENTS;
      admin = Admin.create(Map.of("bootstrap.servers", address));
      make(topic);
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
      consumer = consumer();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        expected[partition] = partition;
      }
    }

    @Override
    public void operate() throws Exception {
      if (++operations % CHANGE == 0) {
        consumer.close();
        String other = topic + "-" + operations;
        make(other);
        admin.deleteTopics(List.of(other)).all().get();
        consumer = consumer();
      }
      send();
      receive();
      consumer.commitSync();
    }

    private void make(String name) throws Exception {
      admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }

    private KafkaConsumer<String, String> consumer() {
      KafkaConsumer<String, String> made =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers",
                  address,
                  "group.id",
                  "of-" + topic,
                  "enable.auto.commit",
                  false,
                  "auto.offset.reset",
                  "earliest"),
              new StringDeserializer(),
              new StringDeserializer());
      made.subscribe(List.of(topic));
      return made;
    }

    private void send() throws Exception {
      List<Future<?>> acknowledged = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        int partition = (int) (sent % PARTITIONS);
        acknowledged.add(
            producer.send(new ProducerRecord<>(topic, partition, key(sent), value(sent))));
        sent++;
      }
      producer.flush();
      for (Future<?> future : acknowledged) {
        future.get();
      }
    }

    private void receive() {
      long began = System.nanoTime();
      for (int received = 0; received < BATCH; ) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          check(record);
          received++;
        }
        if (System.nanoTime() - began > PATIENCE_NANOS) {
          throw new IllegalStateException(topic + ": " + received + " of " + BATCH + " records");
        }
      }
    }

    private void check(ConsumerRecord<String, String> record) {
      long number = expected[record.partition()];
      if (number >= sent
          || !record.key().equals(key(number))
          || !record.value().equals(value(number))) {
        throw new IllegalStateException("not record " + number + " but " + record);
      }
      expected[record.partition()] += PARTITIONS;
    }

    private static String key(long number) {
      return Long.toString(number);
    }

    private String value(long number) {
      return topic + " " + number + " " + PADDING;
    }
  }
}
