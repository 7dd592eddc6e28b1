using FsCheck;
using FsCheck.Fluent;

namespace Xianjie.Tests.Tabular;

public sealed class TableProperties
{
    private static readonly Gen<string> Texts = Gen.Frequency(
        (4, Gen.Elements("张三", "11010519491231002X", "a,b", "\"引\"", "第一行\n第二行", "第一行\r\n第二行", "𠮷㐂䶮", "=1+1", "'=1", "''=1", "-5", "+1-1", "@x", "_x000D_", "_x0041_x",
            "<b>&\"</b>", " 前后 ", "\t", "0.10", "；;|，", "\u0001控制", "'", "''", "-")),
        (2, Gen.Elements("", "")),
        (2, Gen.Elements([.. "aé汉,\"';\t\n\r=+-@_x <>&|0１　"]).ArrayOf().Select(chars => new string(chars))));

    private static readonly Gen<string[][]> Rows =
        from width in Gen.Choose(1, 6)
        from rows in Texts.ArrayOf(width).ArrayOf()
        select rows;

    [Fact]
    public void Any_table_of_texts_written_as_CSV_reads_back_equal() =>
        Check(rows => Tables.Open(Tables.Csv([Headers(rows), .. rows])));

    [Fact]
    public void Any_table_of_texts_written_as_XLSX_reads_back_equal() =>
        Check(rows => Tables.Open(Tables.Xlsx(Headers(rows), rows)));

    private static void Check(Func<string[][], Xianjie.Platform.Tabular.TableSource> roundTrip) =>
        Prop.ForAll(Rows.ToArbitrary(), rows =>
        {
            if (rows.Length == 0) { return true; }
            using var table = roundTrip(rows);
            // Blank rows are left out on purpose
            var expected = rows.Where(row => !row.All(string.IsNullOrWhiteSpace)).ToArray();
            var actual = Tables.Texts(table);
            return Tables.Headers(table).SequenceEqual(Headers(rows)) && actual.Length == expected.Length
                && actual.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static string[] Headers(string[][] rows) => [.. Enumerable.Range(0, rows.Length == 0 ? 1 : rows[0].Length).Select(i => $"列{(char)('甲' + i)}")];
}
