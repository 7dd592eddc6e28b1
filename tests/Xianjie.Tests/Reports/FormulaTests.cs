using Xianjie.Reports.Templates;

namespace Xianjie.Tests.Reports;

public sealed class FormulaTests
{
    private static readonly Dictionary<string, object?> Cells = new() { ["A1"] = 10m, ["A2"] = 4m, ["A3"] = null, ["B1"] = "甲", ["B2"] = 2.5m };

    private static object? Of(string formula) => new Reckoner((sheet, at) => sheet is null or "表 2" ? Cells.GetValueOrDefault(at.ToString()) : null).Of(formula);

    [Theory]
    [InlineData("SUM(A1:A3)", "14")]
    [InlineData("SUM(A1:B2,1)", "17.5")]
    [InlineData("A1-A2*2", "2")]
    [InlineData("-(A1+A2)/2", "-7")]
    [InlineData("IF(A3=0,0,A1/A3)", "0")]
    [InlineData("IF(A2>3,\"多\",\"少\")", "多")]
    [InlineData("IFERROR(A1/A3,\"—\")", "—")]
    [InlineData("ROUND(A1/3,2)", "3.33")]
    [InlineData("ROUND(B2,0)", "3")]
    [InlineData("ROUND(-1250,-2)", "-1300")]
    [InlineData("AVERAGE(A1:A3)", "7")]
    [InlineData("MAX(A1:B2)-MIN(A1:A2)", "6")]
    [InlineData("COUNTA(A1:B2)", "4")]
    [InlineData("B1&\"乡\"&A2", "甲乡4")]
    [InlineData("A1*50%", "5")]
    [InlineData("'表 2'!A1+$A$2", "14")]
    [InlineData("AND(A1>1,NOT(A2=4))", "FALSE")]
    [InlineData("1<>2", "TRUE")]
    public void Formulas_are_reckoned_as_Excel_reckons_them(string formula, string value) => Assert.Equal(value, Reckoner.Words(Of(formula)));

    [Theory]
    [InlineData("A1/A3", true)]
    [InlineData("B1+1", true)]
    [InlineData("VLOOKUP(A1,A1:B2,2)", false)]
    [InlineData("SUM(A1", false)]
    [InlineData("A1+", false)]
    [InlineData("#REF!", false)]
    public void What_cannot_be_reckoned_is_no_number(string formula, bool isError) => Assert.Equal(isError, Assert.Throws<FormulaException>(() => Of(formula)).IsError);

    [Fact]
    public void A_formula_that_only_nests_is_left_to_Excel() => Assert.False(Assert.Throws<FormulaException>(() => Of(new string('(', 900) + "1" + new string(')', 900))).IsError);

    [Theory]
    [InlineData("SUM(C5:C5)", "SUM(C5:C8)")]
    [InlineData("SUM(C$5:C$5)/C6", "SUM(C$5:C$8)/C9")]
    [InlineData("C4&\"C6\"&LOG10(C4)", "C4&\"C6\"&LOG10(C4)")]
    [InlineData("'别的'!C6+C7", "'别的'!C6+C10")]
    public void A_formula_follows_the_rows_that_were_copied(string formula, string moved)
    {
        var map = new RowMap(new Dictionary<int, int> { [5] = 4 });
        Assert.Equal(moved, FormulaText.Move(formula, sheet => sheet is null ? map : RowMap.Same, 6, 0));
    }

    [Fact]
    public void In_a_copied_row_the_cells_of_the_row_are_those_of_the_same_copy() =>
        Assert.Equal("C7/D7+E1+F9", FormulaText.Move("C5/D5+E1+F6", _ => new RowMap(new Dictionary<int, int> { [5] = 4 }), 5, 2));
}
