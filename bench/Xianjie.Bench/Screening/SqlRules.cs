using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;
using Xianjie.Platform.Data;
using Xianjie.Screening;
using Xianjie.Screening.Emit;
using Xianjie.Screening.Language;

namespace Xianjie.Bench.Screening;

/// <summary>Runs emitted rules over several connections at once, as many as there are cores.</summary>
internal static class SqlRules
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static double Time(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }

    public static (Dictionary<string, int> Hits, List<string> Slow) Run(IEnumerable<RuleSql> rules, Func<DbConnection> connect, Func<DbConnection, string, int> count)
    {
        var (left, hits, slow) = (new ConcurrentQueue<RuleSql>(rules), new ConcurrentDictionary<string, int>(), new ConcurrentBag<string>());
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            using var connection = connect();
            while (left.TryDequeue(out var rule))
            {
                var clock = Stopwatch.StartNew();
                var found = count(connection, rule.Text!);
                if (found < 0) slow.Add(rule.Rule.Id);
                else hits[rule.Rule.Id] = found;
                if (clock.Elapsed.TotalSeconds > 5) Console.WriteLine($"  {rule.Rule.Id} {clock.Elapsed.TotalSeconds:0.0} s");
            }
        });
        return (hits.ToDictionary(), [.. slow]);
    }

    public static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (text, 0);
        command.ExecuteNonQuery();
    }

    public static int Rows(DbConnection connection, string select)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (select, 0);
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read()) rows++;
        return rows;
    }
}

internal static class PostgresWay
{
    /// <param name="connection">A superuser's connection; the database <c>xianjie_bench</c> is made anew.</param>
    /// <param name="shared">A folder that the server can read: it takes the rows from files there, as fast as it can.</param>
    public static Way Run(string connection, string shared, FactStore store, Catalogue catalogue, RuleSet rules, List<Rule> chosen)
    {
        using (var admin = new NpgsqlConnection(connection))
        {
            admin.Open();
            SqlRules.Execute(admin, "drop database if exists xianjie_bench");
            SqlRules.Execute(admin, "create database xianjie_bench");
        }
        NpgsqlConnection Connect()
        {
            var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "xianjie_bench", Pooling = false }.ToString());
            open.Open();
            return open;
        }

        using var main = Connect();
        var facts = catalogue.Facts.Where(f => store.RowCount(f) > 0).OrderByDescending(store.RowCount).ToList();
        var feeds = new FeedRows(store, catalogue, SqlDialect.PostgreSql);
        foreach (var fact in facts)
        {
            using var writer = new StreamWriter(Path.Combine(shared, fact.English + ".csv"));
            FactTables.WriteCsv(feeds.Header(fact), feeds.Rows(fact), writer);
        }
        var absent = catalogue.Facts.Except(facts).ToList();
        SqlRules.Execute(main, string.Join("\n", [.. facts.Select(feeds.Create), .. absent.Select(f => FactTables.Create(f, SqlDialect.PostgreSql))]));
        var each = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        void Each(IEnumerable<FactTable> which, Func<FactTable, string> text) => Parallel.ForEach(which, each, fact =>
        {
            using var own = Connect();
            SqlRules.Execute(own, text(fact));
        });
        // truncated in the same transaction, the rows need no log
        var copy = SqlRules.Time(() => Each(facts, f => $"begin; truncate \"{feeds.Table(f)}\"; copy \"{feeds.Table(f)}\" from '{Path.Combine(shared, f.English)}.csv' with (format csv, header, freeze); commit"));
        var match = SqlRules.Time(() =>
        {
            SqlRules.Execute(main, "analyze household");
            SqlRules.Execute(main, feeds.Match(catalogue.Member));
            SqlRules.Execute(main, FeedRows.Persons);
            SqlRules.Execute(main, "analyze person_of");
            Each(facts.Where(f => f != catalogue.Household && f != catalogue.Member), feeds.Match);
        });
        var index = SqlRules.Time(() => Each(catalogue.Facts, FactTables.CreateIndex));
        var analyze = SqlRules.Time(() => Each(catalogue.Facts, f => $"analyze \"{f.English}\""));
        var emitted = chosen.ConvertAll(r => new SqlEmitter(SqlDialect.PostgreSql, catalogue, rules.Parameters).Emit(r, CompareBench.AsOf));
        (Dictionary<string, int> Hits, List<string> Slow) found = ([], []);
        var ran = SqlRules.Time(() => found = SqlRules.Run(emitted.Where(e => e.Text is not null), () =>
        {
            var open = Connect();
            SqlRules.Execute(open, $"set statement_timeout = {(long)SqlRules.Patience.TotalMilliseconds}");
            return open;
        }, (open, text) =>
        {
            try
            {
                return SqlRules.Rows(open, text);
            }
            catch (PostgresException late) when (late.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                return -1;
            }
        }));
        using var size = main.CreateCommand();
        size.CommandText = "select pg_database_size('xianjie_bench')";
        return new Way("PostgreSQL", [("COPY", copy), ("matching", match), ("indexes", index), ("ANALYZE", analyze), ("rules", ran)], found.Hits, found.Slow, emitted.Count(e => e.Text is null), (long)size.ExecuteScalar()!);
    }
}

internal static class SqliteWay
{
    public static Way Run(string shared, FactStore store, Catalogue catalogue, RuleSet rules, List<Rule> chosen)
    {
        var path = Path.Combine(shared, "bench.db");
        File.Delete(path);
        SqliteConnection Connect()
        {
            var open = new SqliteConnection($"Data Source={path};Pooling=false");
            open.Open();
            SqlRules.Execute(open, "pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-524288; pragma temp_store=memory; pragma mmap_size=4294967296");
            open.CreateFunction("regexp", (string pattern, string? text) => text is null ? (bool?)null : System.Text.RegularExpressions.Regex.IsMatch(text, pattern, System.Text.RegularExpressions.RegexOptions.CultureInvariant), isDeterministic: true);
            return open;
        }

        using var main = Connect();
        var facts = catalogue.Facts.Where(f => store.RowCount(f) > 0).ToList();
        var feeds = new FeedRows(store, catalogue, SqlDialect.Sqlite);
        SqlRules.Execute(main, string.Join("\n", [.. facts.Select(feeds.Create), .. catalogue.Facts.Except(facts).Select(f => FactTables.Create(f, SqlDialect.Sqlite))]));
        // what it costs to hand the rows over is not SQLite's
        var handed = 0;
        var handing = SqlRules.Time(() => handed = facts.Sum(f => feeds.Rows(f).Count()));
        var insert = SqlRules.Time(() =>
        {
            using var transaction = main.BeginTransaction();
            foreach (var fact in facts)
                Database.InsertRows(main, transaction, feeds.Table(fact), [.. feeds.Header(fact).Select(h => new BulkColumn(h, "text"))], feeds.Rows(fact));
            transaction.Commit();
        });
        var match = SqlRules.Time(() =>
        {
            SqlRules.Execute(main, "create index household_by_number on household (household_no)");
            SqlRules.Execute(main, feeds.Match(catalogue.Member));
            SqlRules.Execute(main, FeedRows.Persons);
            SqlRules.Execute(main, "create index person_of_id on person_of (citizen_id)");
            foreach (var fact in facts.Where(f => f != catalogue.Household && f != catalogue.Member)) SqlRules.Execute(main, feeds.Match(fact));
        });
        var index = SqlRules.Time(() => SqlRules.Execute(main, FactTables.CreateIndexes(catalogue)));
        var analyze = SqlRules.Time(() => SqlRules.Execute(main, "analyze"));
        var emitted = chosen.ConvertAll(r => new SqlEmitter(SqlDialect.Sqlite, catalogue, rules.Parameters).Emit(r, CompareBench.AsOf));
        (Dictionary<string, int> Hits, List<string> Slow) found = ([], []);
        var ran = SqlRules.Time(() => found = SqlRules.Run(emitted.Where(e => e.Text is not null), Connect, (open, text) =>
        {
            var handle = ((SqliteConnection)open).Handle;
            using var stop = new Timer(_ => raw.sqlite3_interrupt(handle), null, SqlRules.Patience, Timeout.InfiniteTimeSpan);
            try
            {
                return SqlRules.Rows(open, text);
            }
            catch (SqliteException late) when (late.SqliteErrorCode == raw.SQLITE_INTERRUPT)
            {
                return -1;
            }
        }));
        return new Way($"SQLite, {handed:N0} rows", [("inserts", Math.Max(0, insert - handing)), ("matching", match), ("indexes", index), ("ANALYZE", analyze), ("rules", ran)], found.Hits, found.Slow, emitted.Count(e => e.Text is null), new FileInfo(path).Length);
    }
}
