using System.Text;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Csv;

namespace Xianjie.Tests.Tabular;

[Requirement("S1-20")]
public sealed class CsvTests
{
    private const string Sample = "姓名,身份证号,村\r\n张三,11010519491231002X,青石村\r\n𠮷田㐂,110105194912310021,䶮村\r\n";

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("GB18030", false)]
    public void Every_encoding_in_use_is_recognised_with_rare_characters(string encoding, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var chosen = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? chosen.GetPreamble() : [], .. chosen.GetBytes(Sample)];
        using var table = Tables.Open(new MemoryStream(bytes));

        Assert.Equal(["姓名", "身份证号", "村"], Tables.Headers(table));
        Assert.Equal([["张三", "11010519491231002X", "青石村"], ["𠮷田㐂", "110105194912310021", "䶮村"]], Tables.Texts(table));
    }

    [Fact]
    public void GBK_is_recognised_where_its_first_Chinese_character_stands_far_down()
    {
        var text = new StringBuilder("name,village\n");
        for (var i = 0; i < 20_000; i++) { text.Append("a,b\n"); }
        using var table = Tables.Open(Tables.Bytes(text + "李四,白云村\n", "GBK"));

        Assert.Equal(["李四", "白云村"], Tables.Texts(table)[^1]);
        Assert.Contains(table.Notices, notice => notice.Contains("GBK", StringComparison.Ordinal));
    }

    [Fact]
    public void UTF8_sequences_cut_by_the_read_buffer_are_not_taken_for_damage()
    {
        using var table = Tables.Open(Tables.Bytes("姓名,备注\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => new string('x', i % 7) + "䶮𠮷,备\n"))));
        Assert.Equal(9000, Tables.Texts(table).Length);
        Assert.Empty(table.Notices);
    }

    [Fact]
    public void Damaged_UTF8_is_said_and_not_read_as_GBK()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("姓名,村\n" + string.Concat(Enumerable.Repeat("张三,青石村\n", 20)))];
        Assert.Contains("损坏的字符", Tables.Refusal(new MemoryStream(bytes[..^3])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_guessed(string delimiter)
    {
        var text = "姓名,金额,备注\n张三,1200,好\n李四,900,\n".Replace(",", delimiter, StringComparison.Ordinal);
        using var table = Tables.Open(Tables.Bytes(text));
        Assert.Equal(3, table.Header.Count);
        Assert.Equal(["李四", "900", ""], Tables.Texts(table)[1]);
    }

    [Fact]
    public void Commas_inside_quotes_do_not_mislead_the_guess()
    {
        using var table = Tables.Open(Tables.Bytes("姓名;金额\n\"张,三,a,b\";\"1,200\"\n\"李,四,a,b\";\"1,300\"\n"));
        Assert.Equal(["张,三,a,b", "1,200"], Tables.Texts(table)[0]);
    }

    [Fact]
    public void The_delimiter_that_Excel_states_is_taken()
    {
        using var table = Tables.Open(Tables.Bytes("sep=;\r\n姓名;村\r\n张三;a,b,c,d\r\n"));
        Assert.Equal(["姓名", "村"], Tables.Headers(table));
        Assert.Equal(["张三", "a,b,c,d"], Tables.Texts(table)[0]);
    }

    [Fact]
    public void Quoted_line_breaks_and_doubled_quotes_stay_in_the_cell_and_count_as_one_row()
    {
        using var table = Tables.Open(Tables.Bytes("姓名,备注\r\n张三,\"第一行\r\n第二行 \"\"引\"\"\"\r\n\r\n李四,好\r\n"));
        var rows = table.Rows.ToList();

        Assert.Equal("第一行\r\n第二行 \"引\"", rows[0][1].Text);
        Assert.Equal(2, rows[0].Number);
        Assert.Equal(4, rows[1].Number);
    }

    [Fact]
    public void A_quote_that_never_ends_is_said_with_its_row()
    {
        using var table = Tables.Open(Tables.Bytes("姓名,备注\n" + string.Concat(Enumerable.Repeat("张三,好\n", 30)) + "李四,\"未完\n"));
        Assert.Equal(30, table.Rows.Count());
        Assert.Contains("第 32 行有一个引号没有结束", table.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_can_be_walked_twice()
    {
        using var table = Tables.Open(Tables.Bytes(Sample));
        Assert.Equal(Tables.Texts(table), Tables.Texts(table));
    }

    [Fact]
    public void A_header_of_a_million_columns_is_refused()
    {
        var refusal = Tables.Refusal(Tables.Bytes(string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"列{i}")) + "\n1\n"));
        Assert.Contains("500 列", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Trailing_delimiters_are_no_columns()
    {
        using var table = Tables.Open(Tables.Bytes("姓名,村" + new string(',', 2000) + "\n张三,青石村" + new string(',', 2000) + "\n"));
        Assert.Equal(2, table.Header.Count);
    }

    [Fact]
    public void A_huge_cell_is_refused() =>
        Assert.Contains("32,767", Tables.Refusal(Tables.Bytes("姓名,备注\n张三," + new string('x', 40_000))), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "是空的")]
    [InlineData("\n\n  \n", "没有任何内容")]
    [InlineData("1,2024-01-01,11010519491231002X\n2,2024-01-02,110105194912310021\n", "没有找到表头")]
    [InlineData("%PDF-1.7 xx", "这是 PDF")]
    [InlineData("<html><table><tr><td>姓名</td></tr></table></html>", "另存为 xlsx")]
    [InlineData("Rar!\u001A\u0007", "压缩包")]
    public void What_is_no_table_is_refused_with_words(string content, string expected) =>
        Assert.Contains(expected, Tables.Refusal(Tables.Bytes(content)), StringComparison.Ordinal);

    [Fact]
    public void Random_bytes_are_refused_or_read_but_never_throw()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            TableReader.Open(new MemoryStream(bytes), "随机.csv", TableLimits.Default).Match(ok => ok.Rows.Count(), refusal => refusal.Length);
        }
    }

    [Fact]
    public void A_file_beyond_the_size_limit_is_refused_before_it_is_read() =>
        Assert.Contains("上限", Tables.Refusal(new ClaimingStream(2L << 30)), StringComparison.Ordinal);

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+2", "'+1+2")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("'=1", "''=1")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("+8613800000000", "+8613800000000")]
    [InlineData("张三", "张三")]
    [InlineData("'张三", "'张三")]
    public void Formulas_are_neutralised_and_come_back(string text, string written)
    {
        Assert.Equal(written, CsvFormula.Neutral(text));
        Assert.Equal(text, CsvFormula.Restore(written));
    }

    private sealed class ClaimingStream(long length) : MemoryStream
    {
        public override long Length => length;

        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("Must not be read");
    }
}
