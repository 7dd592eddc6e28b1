using System.Text.RegularExpressions;

namespace Xianjie.Tests.Structure;

/// <summary>
/// Where the row scope is left aside, or SQL is written by hand: every file with its reason. A new one fails until somebody has thought about it.
/// ASVS 4: V1.4.4, V4.1.1, V4.1.5.
/// </summary>
public sealed partial class ScopeBypassTests
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["Comparison/Runs/IdChecks.cs"] = "a job over one county, whose range stands in the query",
        ["Comparison/Runs/RegistryTable.cs"] = "reads a county for a job; EF's own SQL and parameters",
        ["Comparison/Runs/ScreeningJob.cs"] = "a job over one county, named in the query",
        ["Comparison/Runs/VillageChecks.cs"] = "a job over one county, whose range stands in the query",
        ["Demo/Verbs/DemoSetUp.cs"] = "fills an empty database from the command line",
        ["Demo/Verbs/DemoVerb.cs"] = "fills an empty database from the command line",
        ["Ledgers/Rows/ApprovalWork.cs"] = "the work of the level above whoever sends a row on, and how many rows wait for it; ledger, period and range stand in the query, and only the number leaves",
        ["Ledgers/Rows/NameLinks.cs"] = "whether the county or the township has registered a name that a row of its own area refers to; only the fact leaves",
        ["Monitoring/History/HistoryDesk.cs"] = "whether a number is known anywhere, by exact keys; only the fact leaves",
        ["Monitoring/Income/IncomeBook.cs"] = "the county's published sums, shown to all of its townships; no household in them",
        ["Monitoring/Indicators/Loans/LoanIndicators.cs"] = "the last month with data in a range that stands in the query",
        ["Monitoring/JointReview/JointDesk.cs"] = "work of one session in all townships that take part, closed with it",
        ["Monitoring/JointReview/JointSessions.cs"] = "sessions of the county in which the township takes part; by range or by the session found",
        ["Monitoring/Letters/LetterDesk.cs"] = "a form sent twice is known by its random key",
        ["Monitoring/Reach.cs"] = "rows of the places above, which are announced to those below; both ranges stand in the query",
        ["Monitoring/SelfReport/Limits.cs"] = "how often somebody without an account sent something; only numbers",
        ["Monitoring/SelfReport/PhotoDrafts.cs"] = "how many photos a browser left; only a number",
        ["Monitoring/SelfReport/State.cshtml.cs"] = "a villager's own letter by its secret receipt",
        ["Platform/Access/Accounts/UserVerbs.cs"] = "command line of the machine's owner",
        ["Platform/Access/Grants/Capacity.cs"] = "work that waits in another office of the same person, whose range stands in the query",
        ["Platform/Audit/AuditChain.cs"] = "seals every event, whoever did it",
        ["Platform/Audit/AuditCheck.cs"] = "works the whole chain out anew",
        ["Platform/Audit/AuditJournal.cs"] = "writes events of everybody",
        ["Platform/Audit/AuditQuery.cs"] = "the auditor's range, and what nobody signed in did, both in the query",
        ["Platform/Audit/AuditVerb.cs"] = "command line of the machine's owner",
        ["Platform/Audit/Chain.cshtml.cs"] = "length and last hash of the chain; no event",
        ["Platform/Audit/Show.cshtml.cs"] = "changes of an event that the auditor was found to see",
        ["Platform/Divisions/Import/DivisionVerbs.cs"] = "command line of the machine's owner",
        ["Platform/Divisions/Places.cs"] = "names of places are public",
        ["Platform/Indicators/IndicatorReader.cs"] = "when the county of an area was worked out; no figure",
        ["Platform/Jobs/JobBoard.cs"] = "jobs run for everybody; each narrows to its own division",
        ["Platform/Time/CalendarStart.cs"] = "the working calendar is nobody's",
        ["Platform/Verbs/MigrateVerb.cs"] = "command line of the machine's owner",
        ["Registry/Counts/Traits.cs"] = "EF's own SELECT inside an UPDATE over villages that the caller names",
        ["Registry/Households/Book/HouseholdBook.cs"] = "whether a number or a person is known anywhere; only the fact leaves, and where it lies only inside the own area",
        ["Registry/Import/"] = "a job that refuses rows outside the uploader's area before it looks for them by key; undo by the batch's own rows",
        ["Registry/Verbs/ExportVerb.cs"] = "command line of the machine's owner",
        ["Registry/People/RetainedPeople.cs"] = "people who left in a range that stands in the query, deleted by two people",
        ["Platform/Access/Session/SessionBook.cs"] = "the session of this very cookie, before it is known whose it is",
        ["Platform/Exports/ExportDesk.cs"] = "the next number of an export, and the record that a job was made for",
        ["Platform/Exports/Trace.cs"] = "command line of the machine's owner",
        ["Platform/Exports/TraceVerb.cs"] = "command line of the machine's owner",
        ["Platform/Retention/DeletionVerb.cs"] = "command line of the machine's owner",
        ["Platform/Health/"] = "the state of the machine: servers, followers, how many jobs wait; no row of a household",
        ["Platform/Backup/"] = "everything is kept",
        ["Platform/Protection/"] = "keys, retention and deletion go over everything",
        ["Platform/Data/"] = "scripts and settings of the database itself",
    };

    [Fact]
    public void Every_query_beyond_the_scope_has_its_reason()
    {
        var files = Source().Where(f => Bypass().IsMatch(f.Text)).Select(f => f.Path).ToList();
        Assert.True(files.Count > 30);
        Assert.DoesNotContain(files, f => !Reasons.ContainsKey(f) && !Reasons.Keys.Any(k => k.EndsWith('/') && f.StartsWith(k, StringComparison.Ordinal)));
        Assert.DoesNotContain(Reasons.Keys, k => !k.EndsWith('/') && !files.Contains(k));
    }

    [Fact]
    public void No_sql_is_put_together_from_what_people_type()
    {
        Assert.Empty(Source().Where(f => Interpolated().IsMatch(f.Text)).Select(f => f.Path));
        Assert.Matches(Interpolated(), """db.Database.ExecuteSqlRawAsync($"DELETE FROM x WHERE y = {z}")""");
        Assert.Matches(Bypass(), "db.Set<Household>().IgnoreQueryFilters()");
    }

    private static IEnumerable<(string Path, string Text)> Source()
    {
        var source = Path.Combine(ModuleBoundaryTests.Repository(), "src", "Xianjie");
        return Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories).Select(f => (Full: f, Path: Path.GetRelativePath(source, f).Replace('\\', '/')))
            .Where(f => !f.Path.StartsWith("obj/", StringComparison.Ordinal) && !f.Path.StartsWith("bin/", StringComparison.Ordinal) && (f.Path.EndsWith(".cs", StringComparison.Ordinal) || f.Path.EndsWith(".cshtml", StringComparison.Ordinal)))
            .Select(f => (f.Path, File.ReadAllText(f.Full)));
    }

    [GeneratedRegex(@"IgnoreQueryFilters|SqlRaw|SqlInterpolated|FromSql|CreateCommand|CreateDbCommand|Scope\.All\(\)")]
    private static partial Regex Bypass();

    [GeneratedRegex(@"(SqlRaw|FromSqlRaw)\w*\(\s*\$")]
    private static partial Regex Interpolated();
}
