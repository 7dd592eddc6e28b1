using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening;

namespace Xianjie.Tests.Screening;

public sealed class PartsTests : IDisposable
{
    private static readonly DateOnly AsOf = new(2026, 10, 31);

    private readonly string folder = Directory.CreateTempSubdirectory("xianjie-parts-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private FactParts Load(Dictionary<string, List<string>> lines, int partSize, int threads = 2) => FactLoader.LoadParts(Given.Catalogue,
        [.. lines.Select(f => County.File(f.Key, string.Join('\n', f.Value)))], folder,
        new LoadOptions { Threads = threads, PartSize = partSize, Columns = County.RuleSet.Columns, Today = new DateOnly(2026, 12, 31) });

    private static List<string> Told(FactParts parts, int threads = 2)
    {
        var told = new List<string>();
        parts.Screen(County.RuleSet, null, AsOf, found => told.AddRange(County.Told(found)), new ScreeningOptions { Threads = threads });
        return [.. told.Order(StringComparer.Ordinal)];
    }

    private static List<string> Whole(FactStore store) => [.. County.Told(Screener.Run(store, County.RuleSet, null, AsOf)).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_county_read_in_parts_gives_the_hits_of_the_county_as_a_whole() => Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
    {
        var county = new County(seed, 60);
        using var parts = Load(county.Lines, 1 + (seed % 70), 1 + (seed % 3));
        return Told(parts).SequenceEqual(Whole(county.Store()));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Files_of_many_pieces_keep_their_rows_numbers_and_findings()
    {
        var county = new County(7, 9000);
        var store = county.Store(1, County.RuleSet.Columns);
        using var parts = Load(county.Lines, 1000);
        Assert.Equal((9, store.Households, store.Persons), (parts.Count, parts.Households, parts.Persons));
        Assert.Equal(Whole(store), Told(parts));
        Assert.Equal(store.Report.Files.Select(f => (f.File, f.Rows, f.Accepted, f.Unmatched, f.RefusedCells)), parts.Report.Files.Select(f => (f.File, f.Rows, f.Accepted, f.Unmatched, f.RefusedCells)));
        Assert.Equal(store.Report.Unmatched, parts.Report.Unmatched);
        var fact = Given.Catalogue["医保结算"]!;
        Assert.Equal(Enumerable.Range(0, store.RowCount(fact)).Select(row => (store.SourceRow(fact, row), store.Display(fact, fact["自付金额"]!, row))),
            Enumerable.Range(0, parts.Count).Select(parts.Read).SelectMany(part => Enumerable.Range(0, part.RowCount(fact)).Select(row => (part.SourceRow(fact, row), part.Display(fact, fact["自付金额"]!, row)))));
    }

    [Fact]
    public void Rows_that_a_later_file_replaces_are_counted_once_however_often_parts_are_read()
    {
        var county = new County(5, 300);
        var twice = county.Lines["医保结算"];
        var files = county.Lines.Select(f => County.File(f.Key, string.Join('\n', f.Value))).Append(County.File("医保结算", string.Join('\n', twice))).ToList();
        using var parts = FactLoader.LoadParts(Given.Catalogue, files, folder, new LoadOptions { PartSize = 50, Columns = County.RuleSet.Columns });
        var found = Told(parts);
        Assert.Equal(found, Told(parts));
        Assert.Equal(Whole(county.Store()), found);
        Assert.Equal(twice.Count - 1 - parts.Report.Files[^1].Unmatched, parts.Report.Replaced[Given.Catalogue["医保结算"]!]);
    }

    [Fact]
    public void What_is_put_aside_has_no_name_and_cannot_be_read()
    {
        var county = new County(3, 200);
        using var parts = Load(county.Lines, 50);
        Assert.True(parts.Bytes > 10_000);
        Assert.Empty(Directory.GetFiles(folder));
        var file = Assert.Single(Directory.GetFiles("/proc/self/fd"), f => new FileInfo(f).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
        var bytes = new byte[parts.Bytes];
        stream.ReadExactly(bytes);
        // the engine's own way of writing them would show these
        Assert.True(bytes.AsSpan().IndexOf("99990100120"u8) < 0 && bytes.AsSpan().IndexOf("分院"u8) < 0);
    }

    [Fact]
    public void Long_texts_large_sums_and_empty_cells_come_back_as_they_were()
    {
        var longName = new string('院', 300);
        var lines = new Dictionary<string, List<string>>
        {
            ["户"] = ["户编号,行政区划,户类型,户属性,联系电话", "H1,999901001201,普通农户,普通户,13800000000", "H2,999901001202,普通农户,普通户,"],
            ["成员"] = ["户编号,身份证号,姓名,与户主关系", $"H2,{new County(1, 1).People[0]},张三,户主"],
            ["医保结算"] = ["身份证号,姓名,结算编号,就诊类型,结算日期,医疗机构,自付金额", $"{new County(1, 1).People[0]},张三,A1,住院,2026-01-02,{longName},98765432109.01", $"{new County(1, 1).People[0]},张三,A2,住院,2026-01-03,,5"],
        };
        using var parts = FactLoader.LoadParts(Given.Catalogue, [.. lines.Select(f => County.File(f.Key, string.Join('\n', f.Value)))], folder, new LoadOptions { PartSize = 1 });
        var fact = Given.Catalogue["医保结算"]!;
        Assert.Equal([], parts.Report.Refused.Select(c => c.Reason).Concat(parts.Report.Unmatched.Select(u => u.Reason)).Concat(parts.Report.Files.Select(f => f.Failure ?? "")).Where(f => f.Length > 0));
        Assert.Equal(0, parts.Read(0).RowCount(fact));
        var second = parts.Read(1);
        Assert.Equal([longName, ""], [.. Enumerable.Range(0, 2).Select(row => second.Display(fact, fact["医疗机构"]!, row))]);
        Assert.Equal(9876543210901L, second.Value(fact, fact["自付金额"]!, 0));
        Assert.Equal("H2", second.HouseholdNo(0));
        Assert.Null(second.Value(Given.Catalogue.Household, Given.Catalogue.Household["联系电话"]!, 0));
    }

    [Fact]
    public void A_reading_that_is_cancelled_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => FactLoader.LoadParts(Given.Catalogue, [County.File("户", "户编号\nA\n")], folder, cancellation: stop.Token));
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), f => new FileInfo(f).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true);
    }
}
