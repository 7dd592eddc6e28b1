using System.IO.Compression;
using System.Text;
using Xianjie.Platform.Tabular;

namespace Xianjie.Tests.Tabular;

public sealed class HostileWorkbookTests
{
    private static MemoryStream Sound => Tables.Xlsx(["姓名", "村"], [.. Enumerable.Range(0, 3000).Select(i => new[] { $"张{i}", $"村{i * 7919}" })]);

    [Fact]
    public void A_zip_bomb_is_refused_by_what_it_claims()
    {
        var bomb = Tables.Workbook(Tables.Row(1, "甲", "乙") + new string(' ', 40 << 20));
        Assert.Contains("解压后过大", Tables.Refusal(bomb), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks()
    {
        var bomb = Tables.Workbook(Tables.Row(1, "甲", "乙") + new string(' ', 8 << 20));
        var bytes = bomb.ToArray();
        ClaimSize(bytes, 100);
        var opened = TableReader.Open(new MemoryStream(bytes), "炸弹.xlsx", TableLimits.Default with { UnpackedBytes = 1 << 20 });
        Assert.False(opened.IsOk);
        Assert.NotEmpty(opened.Refusal);
    }

    [Fact]
    public void A_part_that_claims_two_gigabytes_is_refused()
    {
        var bytes = Sound.ToArray();
        ClaimSize(bytes, int.MaxValue);
        Assert.Contains("解压后过大", Tables.Refusal(new MemoryStream(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_parts_are_refused()
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 2001; i++) { archive.CreateEntry($"xl/{i}.xml"); }
        }
        Assert.Contains("文件过多", Tables.Refusal(output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>""")]
    [InlineData("""<!DOCTYPE a SYSTEM "file:///etc/passwd">""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x SYSTEM "http://localhost/x">]>""")]
    public void Entities_are_refused(string declaration) =>
        Assert.Contains("不允许的内容", Tables.Refusal(Tables.Workbook(Tables.Row(1, "甲", "乙"), beforeSheet: declaration)), StringComparison.Ordinal);

    [Fact]
    public void A_truncated_workbook_is_said_to_be_incomplete()
    {
        var bytes = Sound.ToArray();
        foreach (var share in (double[])[0.1, 0.5, 0.9, 0.99])
        {
            Assert.Contains("没有传完", Tables.Refusal(new MemoryStream(bytes[..(int)(bytes.Length * share)])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sheet_that_breaks_off_delivers_its_rows_and_then_the_failure()
    {
        var broken = Tables.Zip(Parts(string.Concat(Enumerable.Range(1, 60).Select(i => Tables.Row(i, "甲", "乙"))) + "<row r=\"61\"><c><v>1</v>"));
        var opened = TableReader.Open(broken, "断.xlsx", TableLimits.Default);
        var table = opened.Value;
        Assert.Equal(59, table.Rows.Count());
        Assert.Contains("已损坏或没有传完", table.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<row r="1"><c r="A1" t="s"><v>99</v></c></row>""", "文字索引错误")]
    [InlineData("""<row r="1"><c r="ZZZZZZ1"><v>9</v></c></row>""", "列号混乱")]
    [InlineData("""<row r="9"><c><v>9</v></c></row><row r="3"><c><v>9</v></c></row>""", "行号混乱")]
    [InlineData("""<row r="99999999"><c><v>9</v></c></row>""", "行号混乱")]
    public void Wild_references_are_refused(string rows, string expected) =>
        Assert.Contains(expected, Tables.Refusal(Tables.Workbook(rows)), StringComparison.Ordinal);

    [Fact]
    public void A_sheet_of_sixteen_thousand_titles_is_refused() =>
        Assert.Contains("500 列", Tables.Refusal(Tables.Workbook(Tables.Row(1, [.. Enumerable.Range(0, 16_000).Select(i => $"列{i}")]))), StringComparison.Ordinal);

    [Fact]
    public void Merged_areas_that_overlap_by_thousands_are_refused()
    {
        var merges = string.Concat(Enumerable.Repeat("""<mergeCell ref="A2:A90000"/>""", 5000));
        using var table = Tables.Open(Tables.Workbook(string.Concat(Enumerable.Range(1, 50).Select(i => Tables.Row(i, "甲", "乙"))), $"<mergeCells>{merges}</mergeCells>", ""),
            limits: TableLimits.Default with { Rows = 10 });
        Assert.Empty(table.Rows);
        Assert.Contains("互相重叠", table.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_nesting_is_survived()
    {
        var deep = string.Concat(Enumerable.Repeat("<x>", 200_000));
        Assert.Contains("已损坏", Tables.Refusal(Tables.Workbook("""<row r="1"><c r="A1"><is>""" + deep)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word/document.xml", "这是 Word")]
    [InlineData("xl/workbook.bin", "xlsb")]
    [InlineData("content.xml", "ODS")]
    [InlineData("名单.csv", "压缩包")]
    public void Other_archives_are_named(string part, string expected) =>
        Assert.Contains(expected, Tables.Refusal(Tables.Zip((part, "x"))), StringComparison.Ordinal);

    [Fact]
    public void Every_flipped_byte_is_read_or_refused_but_never_throws()
    {
        var sound = Tables.Xlsx(["姓名", "村"], ["张三", "青石村"], ["李四", "白云村"]).ToArray();
        var random = new Random(11);
        for (var i = 0; i < 600; i++)
        {
            var bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            TableReader.Open(new MemoryStream(bytes), "坏.xlsx", TableLimits.Default).Match(ok => ok.Rows.Count(), refusal => refusal.Length);
        }
    }

    [Fact]
    public void Broken_old_workbooks_are_refused_but_never_throw()
    {
        var random = new Random(5);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[random.Next(8, 5000)];
            random.NextBytes(bytes);
            ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(bytes);
            Assert.False(TableReader.Open(new MemoryStream(bytes), "坏.xls", TableLimits.Default).IsOk);
        }
    }

    private static (string, string)[] Parts(string openRows) =>
    [
        ("xl/workbook.xml", """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"""),
        ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{openRows}"),
    ];

    // Overwrites the unpacked size of every part in the central directory
    private static void ClaimSize(byte[] zip, int size)
    {
        for (var i = 0; i + 46 < zip.Length; i++)
        {
            if (zip.AsSpan(i).StartsWith("PK\u0001\u0002"u8)) { BitConverter.TryWriteBytes(zip.AsSpan(i + 24), size); }
        }
    }
}
