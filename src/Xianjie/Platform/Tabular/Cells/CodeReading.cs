using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Reads code values by name, alias or national code, also with the export's own number before them (001因病) or in another width or case.</summary>
internal static class CodeReading
{
    private static readonly char[] Separators = ['、', ',', '，', ';', '；', '/', '|', '\n', '\r', ' ', '\u3000', '+'];

    public static Reading One(Column column, string text) =>
        Find(Codes(column), text) is { } value ? new(value) : Unknown(Codes(column), text);

    public static Reading Several(Column column, string text)
    {
        var codes = Codes(column);
        // A value may itself hold a separator
        if (Find(codes, text) is { } whole) { return new(whole); }
        var values = new List<string>();
        foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Find(codes, part) is not { } value) { return Unknown(codes, part); }
            if (!values.Contains(value)) { values.Add(value); }
        }
        return values.Count == 0 ? Unknown(codes, text) : values.Count > column.Max ? Reading.Refuse($"最多填 {column.Max} 项，主要的写在最前") : new(string.Join(';', values));
    }

    private static CodeList Codes(Column column) => column.Codes ?? throw new InvalidOperationException($"{column.Name} has no code list");

    private static string? Find(CodeList codes, string text)
    {
        if (codes.NumberOf(text) is > 0 and var number) { return codes[number]; }
        if (Known(codes, text) is { } known) { return known; }
        var half = string.Concat(text.Select(TextForm.HalfWidth).Where(c => !TextForm.IsBlank(c)));
        if (half.EndsWith(".0", StringComparison.Ordinal)) { half = half[..^2]; }
        var bare = half.TrimStart("0123456789.-_:、".ToCharArray());
        return Known(codes, half) ?? Known(codes, half.ToUpperInvariant()) ?? (bare.Length > 0 && bare.Length < half.Length ? Known(codes, bare) : null);
    }

    private static string? Known(CodeList codes, string text) => codes.NumberOf(text) is > 0 and var number ? codes[number] : NationalCodes.Find(codes.Name, text);

    private static Reading Unknown(CodeList codes, string text)
    {
        const int Most = 12;
        var shown = text.Length > 20 ? text[..20] + "…" : text;
        var near = codes.Values.Where(value => value.Contains(text, StringComparison.Ordinal) || text.Contains(value, StringComparison.Ordinal) || HeaderForm.Likeness(value, text) >= 0.5)
            .Take(3).ToList();
        var offered = near.Count > 0 ? $"是不是“{string.Join("”或“", near)}”？" : "";
        var choices = codes.Values.Count <= Most || near.Count == 0 ? $"可填：{string.Join('、', codes.Values.Take(Most))}{(codes.Values.Count > Most ? "等" : "")}" : "";
        return Reading.Refuse($"“{shown}”不在可选值内，{offered}{choices}");
    }
}
