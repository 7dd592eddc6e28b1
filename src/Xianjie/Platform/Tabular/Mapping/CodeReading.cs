using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Reads code values by name or alias, also with the export's own number before them (001因病) or in another width or case.</summary>
internal static class CodeReading
{
    private static readonly char[] Separators = ['、', ',', '，', ';', '；', '/', '|', '\n', '\r', ' ', '\u3000', '+'];

    public static (object? Value, string? Reason) One(Column column, string text) =>
        Find(Codes(column), text) is { } value ? (value, null) : (null, Unknown(Codes(column), text));

    public static (object? Value, string? Reason) Several(Column column, string text)
    {
        var codes = Codes(column);
        // A value may itself hold a separator
        if (Find(codes, text) is { } whole) { return (new[] { whole }, null); }
        var values = new List<string>();
        foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Find(codes, part) is not { } value) { return (null, Unknown(codes, part)); }
            if (!values.Contains(value)) { values.Add(value); }
        }
        return values.Count > 0 ? (values.ToArray(), null) : (null, Unknown(codes, text));
    }

    private static CodeList Codes(Column column) => column.Codes ?? throw new InvalidOperationException($"{column.Name} has no code list");

    private static string? Find(CodeList codes, string text)
    {
        if (codes.NumberOf(text) is > 0 and var number) { return codes[number]; }
        var half = string.Concat(text.Select(TextForm.HalfWidth).Where(c => !TextForm.IsBlank(c)));
        if (codes.NumberOf(half) is > 0 and var plain) { return codes[plain]; }
        if (codes.NumberOf(half.ToUpperInvariant()) is > 0 and var upper) { return codes[upper]; }
        var bare = half.TrimStart("0123456789.-_:、".ToCharArray());
        if (bare.Length > 0 && bare.Length < half.Length && codes.NumberOf(bare) is > 0 and var named) { return codes[named]; }
        return half.EndsWith(".0", StringComparison.Ordinal) && codes.NumberOf(half[..^2]) is > 0 and var counted ? codes[counted] : null;
    }

    private static string Unknown(CodeList codes, string text)
    {
        var shown = text.Length > 20 ? text[..20] + "…" : text;
        var near = codes.Values.Where(value => value.Contains(text, StringComparison.Ordinal) || text.Contains(value, StringComparison.Ordinal) || HeaderForm.Likeness(value, text) >= 0.5)
            .Take(3).ToList();
        var offered = near.Count > 0 ? $"是不是“{string.Join("”或“", near)}”？" : "";
        const int most = 12;
        return codes.Values.Count <= most || near.Count == 0
            ? $"“{shown}”不在可选值内，{offered}可填：{string.Join('、', codes.Values.Take(most))}{(codes.Values.Count > most ? "等" : "")}"
            : $"“{shown}”不在可选值内，{offered}";
    }
}
