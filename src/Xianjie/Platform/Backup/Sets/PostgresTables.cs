using Npgsql;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>A table as PostgreSQL's own catalogue tells of it.</summary>
internal sealed record PostgresTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<(string Name, string Type)> Key, IReadOnlyList<string> Needs)
{
    public const string Tombs = "deleted_row";

    public string List => string.Join(", ", Columns.Select(c => $"\"{c}\""));

    /// <summary>The product's tables, those first that others refer to.</summary>
    public static IReadOnlyList<PostgresTable> Of(NpgsqlConnection connection)
    {
        var all = new List<PostgresTable>();
        using (var command = new NpgsqlCommand("""
            SELECT c.relname::text,
              (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
              (SELECT array_agg(a.attname::text || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY array_position(i.indkey::int2[], a.attnum)) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary),
              (SELECT coalesce(array_agg(confrelid::regclass::text), '{}') FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f')
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_script' ORDER BY 1
            """, connection))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
                all.Add(new(rows.GetString(0), rows.GetFieldValue<string[]>(1), [.. rows.GetFieldValue<string[]>(2).Select(k => (k[..k.IndexOf(' ', StringComparison.Ordinal)], k[(k.IndexOf(' ', StringComparison.Ordinal) + 1)..]))], rows.GetFieldValue<string[]>(3)));
        }
        var ordered = new List<PostgresTable>();
        while (all.Count > 0)
        {
            var ready = all.Where(t => t.Needs.All(n => n.Trim('"') == t.Name || ordered.Any(o => o.Name == n.Trim('"')))).ToList();
            ordered.AddRange(ready.Count > 0 ? ready : throw new InvalidOperationException("Tables refer to each other in a circle."));
            all.RemoveAll(ready.Contains);
        }
        return ordered;
    }

    /// <summary>From here on deletions leave their key. Makes only what is missing; must have run before the base's snapshot.</summary>
    public static void KeepTombs(NpgsqlConnection connection, IEnumerable<PostgresTable> tables)
    {
        Run(connection, """
            SET lock_timeout = '10s';
            CREATE OR REPLACE FUNCTION deleted_row_note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              EXECUTE format('INSERT INTO deleted_row (id, table_name, key) SELECT gen_random_uuid(), %L, jsonb_build_array(%s)::text FROM gone', TG_TABLE_NAME, TG_ARGV[0]);
              RETURN NULL;
            END $$
            """);
        var known = new HashSet<string>(StringComparer.Ordinal);
        using (var command = new NpgsqlCommand("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'deleted_row_note'", connection))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
                known.Add(rows.GetString(0).Trim('"'));
        }
        foreach (var table in tables.Where(t => t.Name != Tombs && !known.Contains(t.Name)))
        {
            var key = string.Join(", ", table.Key.Select(k => $"\"{k.Name}\""));
            Run(connection, $"CREATE TRIGGER deleted_row_note AFTER DELETE ON \"{table.Name}\" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION deleted_row_note('{key}')");
        }
        Run(connection, "SET lock_timeout = 0");
    }

    public static void Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // names come from the database's own catalogue
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
