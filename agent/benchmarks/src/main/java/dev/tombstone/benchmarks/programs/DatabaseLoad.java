package dev.tombstone.benchmarks.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * An H2 database in memory and its load, in one process: short transactions that insert, read,
 * update and delete ten rows, and update one of {@value #OLD_ROWS} that were there before.
 * Arguments: measured seconds; {@code start} if they are the first of the JVM's life, the whole of
 * which is then the measurement. An operation is a transaction; the database allocates much and
 * empties small maps all the time. Without old rows the collector of garbage has no old objects to
 * look after, which no database in use is like.
 */
public final class DatabaseLoad {
  private static final int CLIENTS = 2;
  private static final int ROWS = 10;
  private static final int OLD_ROWS = 50_000;

  private DatabaseLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:h2:mem:load;DB_CLOSE_DELAY=-1";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table orders(id bigint primary key, client int, state varchar(20))");
      statement.execute("create index by_client on orders(client)");
      statement.execute(
          "insert into orders select -x, -1, 'old' from system_range(1, " + OLD_ROWS + ")");
    }
    int seconds = Integer.parseInt(arguments[0]);
    Load load = new Load(System.in, System.out, seconds);
    Load.Clients clients = number -> new Client(DriverManager.getConnection(url), number);
    if (arguments.length > 1 && arguments[1].equals("start")) {
      System.out.println("operations " + load.untilSecond(seconds, CLIENTS, clients));
    } else {
      load.run(CLIENTS, clients);
    }
    System.exit(0);
  }

  private static final class Client implements Load.Client {
    private final Connection connection;
    private final int number;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final SplittableRandom random;
    private long id;

    Client(Connection connection, int number) throws SQLException {
      this.connection = connection;
      this.number = number;
      random = new SplittableRandom(number);
      connection.setAutoCommit(false);
      insert = connection.prepareStatement("insert into orders values (?, ?, 'new')");
      select = connection.prepareStatement("select id, state from orders where client = ?");
      update = connection.prepareStatement("update orders set state = 'paid' where id = ?");
      delete = connection.prepareStatement("delete from orders where id = ?");
    }

    @Override
    public void operate() throws SQLException {
      long first = id;
      for (int i = 0; i < ROWS; i++) {
        insert.setLong(1, key(id++));
        insert.setInt(2, number);
        insert.executeUpdate();
      }
      select.setInt(1, number);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          rows.getString(2);
        }
      }
      for (long row = first; row < id; row++) {
        update.setLong(1, key(row));
        update.executeUpdate();
        delete.setLong(1, key(row));
        delete.executeUpdate();
      }
      update.setLong(1, -1 - random.nextInt(OLD_ROWS));
      update.executeUpdate();
      connection.commit();
    }

    private long key(long row) {
      return row * CLIENTS + number;
    }
  }
}
