using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

public sealed class SchemaTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public void The_scripts_lead_to_the_model(string name)
    {
        using var scripted = TestPlace.Empty(name);
        using var plain = TestPlace.Empty(name);
        var (migrated, modelled) = (new Database(scripted.Connection), new Database(plain.Connection));
        Migrator.Migrate(migrated);
        using (var db = modelled.Open(Scope.All(), TimeProvider.System))
            db.Database.EnsureCreated();
        Assert.Equal(Schema(modelled), Schema(migrated).Where(l => !l.Contains("schema_script", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Databases))]
    public void Migrating_twice_does_nothing_the_second_time(string name)
    {
        using var scratch = TestPlace.Empty(name);
        var database = new Database(scratch.Connection);
        Assert.NotEmpty(Migrator.Migrate(database));
        Assert.Empty(Migrator.Migrate(database));
    }

    [Theory, MemberData(nameof(Databases))]
    public void A_database_of_another_version_is_refused_in_words_and_left_alone(string name)
    {
        using var scratch = TestPlace.Empty(name);
        var database = new Database(scratch.Connection);
        Migrator.Migrate(database);
        using (var connection = database.OpenRaw())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "UPDATE schema_script SET hash = 'other'";
            command.ExecuteNonQuery();
        }
        var before = Schema(database);
        var refused = Assert.Throws<SchemaMismatchException>(() => Migrator.Migrate(database));
        Assert.Contains("程序版本与数据库不匹配", FailureWords.Of(refused), StringComparison.Ordinal);
        Assert.Equal(before, Schema(database));
    }

    private static List<string> Schema(Database database)
    {
        using var connection = database.OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection
            ? "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(character_maximum_length::text, '') FROM information_schema.columns WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            : "SELECT name || ' ' || sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' ORDER BY 1";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        if (connection is SqliteConnection sqlite)
            SqliteConnection.ClearPool(sqlite);
        return lines;
    }
}
