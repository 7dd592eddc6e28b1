using Xianjie.Platform.Tabular;

namespace Xianjie.Tests.Tabular;

public sealed class XlsTests
{
    private static MemoryStream Sample => XlsFile.Of(["某县名单"], ["姓名", "身份证号", "日期", "金额"], ["𠮷田㐂", "11010519491231002X", new DateTime(2024, 2, 29), 1234.5],
        ["张三", 511322198001011264d, new DateTime(2024, 3, 1), 0.1 + 0.2]);

    [Fact]
    public void A_workbook_of_old_Excel_is_read_with_kinds()
    {
        using var table = Tables.Open(Sample);
        var rows = table.Rows.ToList();

        Assert.Null(table.Failure);
        Assert.Equal("XLS", table.Kind);
        Assert.Equal(["姓名", "身份证号", "日期", "金额"], Tables.Headers(table));
        Assert.Equal(["𠮷田㐂", "11010519491231002X", "2024-02-29", "1234.5"], rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal([CellKind.Text, CellKind.Text, CellKind.Date, CellKind.Number], rows[0].Cells.Select(cell => cell.Kind));
        Assert.True(rows[1][1].HasLostDigits);
        Assert.Equal("0.3", rows[1][3].Text);
        Assert.Equal(4, rows[1].Number);
    }

    [Fact]
    public void A_sheet_that_claims_billions_of_rows_is_refused_at_once()
    {
        var bytes = Sample.ToArray();
        var rows = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x02, 0x0E, 0x00]) + 8;
        bytes[rows + 3] = 0x7F;
        Assert.Contains("超出格式允许", Tables.Refusal(new MemoryStream(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_flipped_old_workbooks_are_read_or_refused_but_never_throw()
    {
        var sound = Sample.ToArray();
        var random = new Random(3);
        for (var i = 0; i < 400; i++)
        {
            var bytes = sound[..(i % 2 == 0 ? sound.Length : random.Next(8, sound.Length))];
            for (var flip = 0; flip < 3; flip++) { bytes[random.Next(8, bytes.Length)] ^= (byte)(1 << random.Next(8)); }
            TableReader.Open(new MemoryStream(bytes), "坏.xls", TableLimits.Default).Match(ok => ok.Rows.Count(), refusal => refusal.Length);
        }
    }
}
