using System.Text;
using Xianjie.Demo;
using Xianjie.Demo.Feeds;
using Xianjie.Demo.Names;

namespace Xianjie.Tests.Demo;

public sealed class DemoDirtTests(SmallCounty county) : IClassFixture<SmallCounty>
{
    private const string Settlements = "departments/医保结算.csv";

    [Fact]
    public void Clean_files_hold_only_ids_of_the_registry_in_canonical_form()
    {
        var registered = Registered();
        var rows = county.Clean(Settlements);
        Assert.All(rows, row => Assert.Contains(row["身份证号"], registered));
        Assert.All(rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d$", row["结算日期"]));
        Assert.All(rows, row => Assert.Matches(@"^\d+(\.\d\d)?$", row["自付金额"]));
        Assert.Equal(rows.Count, rows.DistinctBy(row => row["结算编号"]).Count());
    }

    [Fact]
    public void Dirty_files_have_wrong_ids_in_the_promised_share()
    {
        var registered = Registered();
        var rows = county.Rows("dirty", "departments/医保参保.csv").Concat(county.Rows("dirty", "departments/就业登记.csv")).ToList();
        var ids = rows.Select(row => row.GetValueOrDefault("参保人证件号") ?? row["证件号码"]).ToList();
        Near(Slip.WrongDigit + Slip.SwappedDigits, ids.Count(id => id.Length == 18 && !Numbers.IsValidId(id.ToUpperInvariant())), ids.Count);
        // Only who was born before 2000 ever had fifteen digits.
        Near(Slip.FifteenDigits * 0.75, ids.Count(id => id.Length == 15), ids.Count);
        Near(Slip.Spaced, ids.Count(id => id.Contains(' ', StringComparison.Ordinal)), ids.Count);
        Assert.All(ids.Where(id => id.Length == 18 && Numbers.IsValidId(id)), id => Assert.Contains(id, registered));
    }

    [Fact]
    public void Dirty_files_have_other_headers_date_forms_sums_and_repeated_rows()
    {
        var rows = county.Rows("dirty", Settlements);
        Assert.True(rows[0].ContainsKey("个人负担"));
        Assert.Contains(rows, row => row["结算时间"].Contains('/', StringComparison.Ordinal));
        Assert.Contains(rows, row => row["结算时间"].Length == 8 && row["结算时间"].All(char.IsAsciiDigit));
        Assert.Contains(rows, row => row["个人负担"].EndsWith('元'));
        Assert.Contains(rows, row => row["医疗总费用"].Contains(',', StringComparison.Ordinal));
        Assert.Contains(rows, row => row["医疗类别"] == "门特");
        Near(0.004, rows.Count - rows.DistinctBy(row => row["就诊编号"]).Count(), rows.Count);
    }

    [Fact]
    public void Some_rows_of_the_newest_month_tell_of_months_long_past()
    {
        var rows = county.Rows("dirty", "departments-monthly/2026-10/医保结算.csv");
        var late = rows.Count(row => !row["结算时间"].Replace("/", "-", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).StartsWith("202610", StringComparison.Ordinal));
        Assert.InRange(late, 1, rows.Count / 10);
    }

    [Fact]
    public void Offices_with_old_software_write_GBK_and_the_text_survives()
    {
        var path = county.PathOf("dirty", "departments/机动车.csv");
        Assert.ThrowsAny<DecoderFallbackException>(() => new UTF8Encoding(false, true).GetString(File.ReadAllBytes(path)));
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936);
        Assert.NotNull(gb18030);
        var rows = SmallCounty.Read(path, gb18030);
        Assert.All(rows, row => Assert.StartsWith("岚A", row["车牌号"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Above_100000_people_every_file_is_UTF8()
    {
        var options = county.Options("utf8") with { People = 3_000, Gbk = false };
        await DemoCounty.Generate(options);
        foreach (var layout in FeedLayouts.All)
            new UTF8Encoding(false, true).GetString(await File.ReadAllBytesAsync(Path.Combine(options.OutDir, "departments", layout.Fact + ".csv")));
        Assert.False((options with { People = 100_001, Gbk = null }).WritesGbk);
        Assert.True((options with { People = 100_000, Gbk = null }).WritesGbk);
    }

    [Fact]
    public void Rare_characters_minority_and_compound_names_reach_registry_and_feeds()
    {
        foreach (var names in (IEnumerable<string>[])[county.Clean("registry/成员.csv").Select(row => row["姓名"]), county.Clean("departments/医保参保.csv").Select(row => row["姓名"])])
        {
            var all = names.ToList();
            Assert.Contains(all, name => name.EnumerateRunes().Any(rune => !rune.IsBmp));
            Assert.Contains(all, name => name.Contains('·', StringComparison.Ordinal));
            Assert.Contains(all, name => name.StartsWith("欧阳", StringComparison.Ordinal));
            Assert.All(all, name => Assert.DoesNotContain('\uFFFD', name));
        }
    }

    [Fact]
    public void The_same_real_events_stand_behind_clean_and_dirty_files()
    {
        Assert.Equal(File.ReadAllBytes(county.PathOf("clean", "truth.csv")), File.ReadAllBytes(county.PathOf("dirty", "truth.csv")));
        Assert.Equal(File.ReadAllBytes(county.PathOf("clean", "registry/成员.csv")), File.ReadAllBytes(county.PathOf("dirty", "registry/成员.csv")));
    }

    private HashSet<string> Registered() => [.. county.Clean("registry/成员.csv").Select(row => row["身份证号"])];

    private static void Near(double share, int found, int of) => Assert.InRange(found, of * share * 0.7, of * share * 1.3);
}
