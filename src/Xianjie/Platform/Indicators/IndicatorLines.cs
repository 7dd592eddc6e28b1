using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;

namespace Xianjie.Platform.Indicators;

/// <summary>Targets and red lines of indicators as they are in force in a place and on a day.</summary>
internal sealed class IndicatorLines(ParameterValues values, Places places)
{
    public decimal? Target(IndicatorDefinition definition, long area, DateOnly day) => Of(definition.Target, area, day);

    public decimal? Red(IndicatorDefinition definition, long area, DateOnly day) => Of(definition.Red, area, day);

    /// <summary>The growth of elsewhere that is taken off, in %; null where nobody has entered it.</summary>
    public decimal? Less(IndicatorDefinition definition, long area, DateOnly day) => definition.Less is { } key ? values.Number(key, area, day, definition.LessOf ?? "全国") : null;

    /// <summary>Fewer rows than that are not judged by the red line.</summary>
    public decimal Least(IndicatorDefinition definition, long area, DateOnly day) => Of(definition.Least, area, day) ?? 0;

    public Light Light(IndicatorFigure? figure, long area, DateOnly day)
    {
        if (figure?.Rate(6) is not { } value)
            return Indicators.Light.灰;
        var (target, red) = (Target(figure.Definition, area, day), Red(figure.Definition, area, day));
        if (target is null && red is null)
            return Indicators.Light.无;
        if (IsCrossed(figure, area, day))
            return Indicators.Light.红;
        return target is { } aim && IsShort(figure.Definition, value, aim) ? Indicators.Light.黄 : Indicators.Light.绿;
    }

    public bool IsCrossed(IndicatorFigure figure, long area, DateOnly day) =>
        figure.Rate(6) is { } value && Red(figure.Definition, area, day) is { } red && figure.Numerator >= Least(figure.Definition, area, day) && IsShort(figure.Definition, value, red);

    private static bool IsShort(IndicatorDefinition definition, decimal value, decimal line) => definition.Better == Better.Up ? value < line : value > line;

    /// <summary>A parameter may differ by the level of the place (村, 乡镇, 县) or by the month (1月 … 12月).</summary>
    private decimal? Of(string? key, long area, DateOnly day)
    {
        if (key is null)
            return null;
        var level = places.Find(area)?.Level switch { DivisionLevel.Village => "村", DivisionLevel.Township => "乡镇", DivisionLevel.City => "市", DivisionLevel.Province => "省", _ => "县" };
        return values.Number(key, area, day, level, $"{day.Month}月");
    }
}
