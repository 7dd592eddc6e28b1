using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Audit;

/// <summary>Whoever changes what is on record, in whatever way, is found out, and the check names the place.</summary>
public sealed class TamperingTests
{
    private static readonly string[] EventTexts = ["what", "by", "login", "why", "address", "object"], ChangeTexts = ["what", "by", "why", "before", "after", "object", "evidence"];

    [Theory, InlineData("sqlite", 1000), InlineData("postgres", 300)]
    public async Task Every_random_tampering_is_found(string database, int times)
    {
        await using var site = await Site.StartAsync(database);
        await Chained.WorkAsync(site);
        var random = new Random(20261122);
        var whole = await WholeAsync(site);
        Assert.True(whole.IsWhole, whole.Words);
        Assert.True(whole.Events > 25 && whole.Changes > 60, whole.Words);
        for (var i = 0; i < times; i++)
        {
            await using var db = site.Open();
            await using var undone = await db.Database.BeginTransactionAsync();
            var did = await TamperAsync(db, random);
            if (did is null)
                continue;
            var verdict = await Chained.CheckAsync(site, db);
            Assert.False(verdict.IsWhole, $"{i}: {did} was not found");
        }
        Assert.True((await WholeAsync(site)).IsWhole);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_chain_that_was_rewritten_as_a_whole_does_not_fit_its_anchors(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Chained.WorkAsync(site);
        await using var db = site.Open();
        var events = await db.Set<AuditEvent>().OrderBy(e => e.Chain).ToListAsync();
        var hash = Digest.None;
        db.Entry(events[3]).Property(e => e.What).CurrentValue = "别的事";
        foreach (var told in events)
            told.Hash = hash = Digest.Link(told.Chain!.Value, hash, told);
        await db.SaveChangesAsync();
        var verdict = await Chained.CheckAsync(site, db);
        Assert.Contains("锚点不一致", verdict.Words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_check_names_the_first_record_that_does_not_hold(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Chained.WorkAsync(site);
        await using var db = site.Open();
        await db.Database.ExecuteSqlRawAsync("UPDATE audit_event SET what = 'x' WHERE chain IN (7, 12)");
        var verdict = await Chained.CheckAsync(site, db);
        Assert.Equal(7, verdict.Broken);
        Assert.Contains("第 7 条", verdict.Words, StringComparison.Ordinal);
    }

    private static async Task<AuditVerdict> WholeAsync(Site site)
    {
        await using var db = site.Open();
        return await Chained.CheckAsync(site, db);
    }

    /// <summary>One change that somebody with the database's password might make; null where it would change nothing.</summary>
    private static async Task<string?> TamperAsync(XianjieDb db, Random random)
    {
        var events = await db.Set<AuditEvent>().CountAsync();
        var (place, other) = (random.Next(1, events + 1), random.Next(1, events + 1));
        var changes = await db.Database.SqlQueryRaw<Guid>("SELECT id AS \"Value\" FROM change ORDER BY id").ToListAsync();
        var (change, twin) = (changes[random.Next(changes.Count)], changes[random.Next(changes.Count)]);
        string EventText() => EventTexts[random.Next(EventTexts.Length)];
        string ChangeText() => ChangeTexts[random.Next(ChangeTexts.Length)];
        var (did, rows) = random.Next(12) switch
        {
            0 => ("event edited", await Do($"UPDATE audit_event SET \"{EventText()}\" = 'x{random.Next()}' WHERE chain = {place}")),
            1 => ("change edited", await Do($"UPDATE change SET \"{ChangeText()}\" = 'x{random.Next()}' WHERE id = {Sql(change)}")),
            2 => ("division edited", await Do($"UPDATE audit_event SET division = division + 1 WHERE chain = {place}")),
            3 => ("event deleted", await Do($"DELETE FROM audit_event WHERE chain = {place}")),
            4 => ("change deleted", await Do($"DELETE FROM change WHERE id = {Sql(change)}")),
            5 => ("tail cut", await Do($"DELETE FROM change WHERE set_id IN (SELECT id FROM audit_event WHERE chain >= {place})") + await Do($"DELETE FROM audit_event WHERE chain >= {place}")),
            6 => ("two events swapped", place == other ? 0 : await SwapAsync(db, place, other)),
            7 => ("change added to a save", await CopyAsync(db, change, null)),
            8 => ("change added without an event", await CopyAsync(db, change, Guid.CreateVersion7())),
            9 => ("change moved", await Do($"UPDATE change SET place = place + {random.Next(1, 9)} WHERE id = {Sql(change)}")),
            10 => ("value exchanged", change == twin ? 0 : await Do($"UPDATE change SET object_id = (SELECT object_id FROM change WHERE id = {Sql(twin)}), after = (SELECT after FROM change WHERE id = {Sql(twin)}) WHERE id = {Sql(change)}")),
            _ => ("event deleted and the rest moved up", place == events ? 0 : await CloseGapAsync(db, place, events)),
        };
        return rows == 0 ? null : did;
        Task<int> Do(string sql) => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private static string Sql(Guid id) => $"'{id.ToString().ToUpperInvariant()}'";

    private static async Task<int> SwapAsync(XianjieDb db, int place, int other)
    {
        await db.Database.ExecuteSqlRawAsync("UPDATE audit_event SET chain = -1 WHERE chain = {0}", place);
        await db.Database.ExecuteSqlRawAsync("UPDATE audit_event SET chain = {0} WHERE chain = {1}", place, other);
        return await db.Database.ExecuteSqlRawAsync("UPDATE audit_event SET chain = {0} WHERE chain = -1", other);
    }

    private static async Task<int> CopyAsync(XianjieDb db, Guid change, Guid? set)
    {
        var columns = "\"at\", \"by\", what, why, evidence, batch, object, object_id, division, before, after, place";
        var into = set is null ? "set_id" : $"'{set.ToString()!.ToUpperInvariant()}'" + (db is PostgresDb ? "::uuid" : "");
        var fresh = $"'{Guid.CreateVersion7().ToString().ToUpperInvariant()}'" + (db is PostgresDb ? "::uuid" : "");
        var copy = $"INSERT INTO change (id, set_id, {columns}) SELECT {fresh}, {into}, {columns} FROM change WHERE id = {Sql(change)}";
        return await db.Database.ExecuteSqlRawAsync(copy);
    }

    private static async Task<int> CloseGapAsync(XianjieDb db, int place, int events)
    {
        await db.Database.ExecuteSqlRawAsync("DELETE FROM change WHERE set_id IN (SELECT id FROM audit_event WHERE chain = {0})", place);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM audit_event WHERE chain = {0}", place);
        for (var at = place + 1; at <= events; at++)
            await db.Database.ExecuteSqlRawAsync("UPDATE audit_event SET chain = {0} WHERE chain = {1}", at - 1, at);
        return 1;
    }
}
