using Xianjie.Platform.Parameters;
using Xianjie.Screening.Language;
using Definition = Xianjie.Screening.Language.Parameter;
using Row = Xianjie.Platform.Parameters.Parameter;

namespace Xianjie.Tests.Platform;

/// <summary>What counties enter lies over what ships: the nearest place wins, then the latest start.</summary>
public sealed class ParameterRowsTests
{
    private const string Village = "990101101201";

    private static readonly Definition Shipped = new("自付线", "自付线", "元", ExprType.Money)
    {
        Values = [new(null, string.Empty, new(2021, 1, 1), null, 1_000_00L, "全国"), new("住院", string.Empty, new(2021, 1, 1), null, 5_000_00L, "全国")],
    };

    private static Row Entered(string value, long division = 0, string from = "2026-01-01", string? to = null, string? dimension = null, string key = "自付线") => new()
    {
        Key = key, Dimension = dimension, Division = division, Value = value, ValidFrom = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        ValidTo = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), Basis = "县文",
    };

    private static object? InForce(string day, string? dimension, params Row[] rows) =>
        new ParameterRows(rows).Over(Shipped).InForce(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Village, dimension);

    [Fact]
    public void Without_rows_of_its_own_a_county_has_what_ships() => Assert.Equal(1_000_00L, InForce("2026-11-02", null, Entered("9", key: "别的参数")));

    [Fact]
    public void The_nearest_place_wins_and_then_the_latest_start()
    {
        Row[] rows = [Entered("2000", 990101000000), Entered("3000", 990101101000, "2026-06-01"), Entered("2500", 990101101000), Entered("9999", 990102000000)];
        Assert.Equal(3_000_00L, InForce("2026-11-02", null, rows));
        Assert.Equal(2_500_00L, InForce("2026-05-31", null, rows));
        Assert.Equal(1_000_00L, InForce("2025-12-31", null, rows));
    }

    [Fact]
    public void A_row_ends_with_its_last_day_and_holds_for_its_dimension_only()
    {
        Row[] rows = [Entered("800", 990101000000, to: "2026-06-30"), Entered("7000.50", 990101000000, dimension: "住院")];
        Assert.Equal((800_00L, 1_000_00L), ((long)InForce("2026-06-30", null, rows)!, (long)InForce("2026-07-01", null, rows)!));
        Assert.Equal(7_000_50L, InForce("2026-07-01", "住院", rows));
    }

    [Fact]
    public void A_row_that_does_not_fit_its_type_is_left_out() => Assert.Equal(1_000_00L, InForce("2026-11-02", null, Entered("一千", 990101000000), Entered("", 990101000000, "2026-02-01")));

    public static TheoryData<string, string, object?> Readings => new()
    {
        { "money", "1,234.56", 1_234_56L }, { "money", "12.345", null }, { "int", "-3", -3L }, { "int", "3.5", null }, { "decimal", "3.5", 3.5m }, { "bool", "是", true }, { "bool", "否", false }, { "bool", "也许", null },
        { "date", "2026-11-22", (long)new DateOnly(2026, 11, 22).DayNumber }, { "date", "2026-02-30", null }, { "text", "https://a.example.cn", "https://a.example.cn" },
    };

    [Theory, MemberData(nameof(Readings))]
    public void Values_are_read_as_their_type(string type, string text, object? expected) => Assert.Equal(expected, ParameterRows.Parse(
        type switch { "money" => ExprType.Money, "int" => ExprType.Int, "decimal" => ExprType.Decimal, "bool" => ExprType.Bool, "date" => ExprType.Date, _ => ExprType.Text }, text));
}
