using System.Text;
using Xianjie.Platform.Requirements;
using Xianjie.Platform.Verbs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Requirements;

public sealed class ProofTests
{
    // Two halves, so that this file itself carries none of these ids
    private const string Mark = "[Theory, Requirement(\"";
    private static readonly string Source = $$"""
        namespace A;
        {{Mark}}S9-1")]
        public sealed class OneTests
        {
            {{Mark}}S9-2"), Requirement("S9-3")]
            public async Task It_holds(string database)
            public void Another()
        }
        """;

    private static MemoryStream Trx(params (string Name, string Outcome)[] tests) =>
        new(Encoding.UTF8.GetBytes("<TestRun><Results>" + string.Concat(tests.Select(t => $"<UnitTestResult testName=\"{t.Name}\" outcome=\"{t.Outcome}\" />")) + "</Results></TestRun>"));

    [Fact]
    public void Marks_on_methods_and_on_classes_are_found() =>
        Assert.Equal([new("S9-2", "OneTests.It_holds"), new("S9-3", "OneTests.It_holds"), new("S9-1", "OneTests.It_holds"), new Proof("S9-1", "OneTests.Another")], Proofs.InSource(Source));

    [Fact]
    public void A_row_passes_where_every_case_did_and_fails_with_one()
    {
        var rows = RequirementList.Read(new StringReader("id\tsource_phrase\trequirement\tmodules\tkind\n" + string.Join('\n', Enumerable.Range(1, 5).Select(i => $"S9-{i}\ta\tb\tM1\tc"))));
        var results = Proofs.InResults(Trx(("A.OneTests.It_holds(database: &quot;sqlite&quot;)", "Passed"), ("A.OneTests.It_holds(database: &quot;postgres&quot;)", "Failed"), ("A.LedgerTests.It(ledger: &quot;x&quot;, requirement: &quot;S9-4&quot;)", "Passed"))).ToList();
        var states = Proofs.States(rows, [new("S9-2", "OneTests.It_holds"), new("S9-3", "OneTests.Another")], results);
        Assert.Equal([ProofState.None, ProofState.Failed, ProofState.NotRun, ProofState.Passed, ProofState.None], rows.Select(r => states[r.Id]));
    }

    [Fact]
    public async Task The_verb_counts_every_row_of_the_list_and_says_what_is_wrong_with_a_file()
    {
        using var place = TestPlace.Empty("sqlite");
        var (list, tests, output) = (Path.Combine(place.Folder, "list.tsv"), Directory.CreateDirectory(Path.Combine(place.Folder, "tests")).FullName, new StringWriter());
        await File.WriteAllTextAsync(list, "id\tsource_phrase\trequirement\tmodules\tkind\nS9-2\ta\t甲\tM1/M2\tc\nS9-5\ta\t乙\tM3\tc\n");
        await File.WriteAllTextAsync(Path.Combine(tests, "OneTests.cs"), Source);
        await using (var trx = File.Create(Path.Combine(tests, "r.trx")))
            await Trx(("A.OneTests.It_holds(1)", "Passed")).CopyToAsync(trx);
        Assert.Equal(0, await Commands.RunAsync(["requirements", "--list", list, "--tests", tests, "--results", tests], output));
        Assert.Contains("S9-2\t通过\tM1/M2\t甲", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("共 2 行：通过 1，未通过 0，未运行 0，无测试 1。", output.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(list, "id\n");
        Assert.Equal(1, await Commands.RunAsync(["requirements", "--list", list, "--tests", tests, "--results", tests]));
    }
}
