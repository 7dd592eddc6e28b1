using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>Spellings of code values, national codes among them, to the canonical Chinese name.</summary>
internal static class CodeText
{
    private static readonly char[] Between = [';', '；', '、', ',', '，', '|', '/', '\n'];

    public static Reading One(Column column, ReadOnlySpan<char> text) =>
        Canonical(column, text) is { } value ? new(value) : Reading.Refuse(Unknown(column, text));

    public static Reading Several(Column column, ReadOnlySpan<char> text)
    {
        if (Canonical(column, text) is { } single)
            return new(single);
        var values = new List<string>();
        foreach (var range in text.SplitAny(Between))
        {
            var part = text[range].Trim();
            if (part.IsEmpty)
                continue;
            if (Canonical(column, part) is not { } value)
                return Reading.Refuse(Unknown(column, part));
            if (!values.Contains(value))
                values.Add(value);
        }
        return values.Count == 0 ? default : new(string.Join(';', values));
    }

    private static string? Canonical(Column column, ReadOnlySpan<char> text)
    {
        var codes = column.Codes ?? throw new InvalidOperationException($"{column.Name} has no code list.");
        var spelling = text.ToString();
        var number = codes.NumberOf(spelling);
        if (number > 0)
            return codes[number];
        if (NationalCodes.Find(codes.Name, spelling) is { } known)
            return known;
        Span<char> room = stackalloc char[64];
        var plain = TextForm.Plain(text, room);
        if (plain.EndsWith(".0"))
            plain = plain[..^2];
        number = codes.NumberOf(plain.ToString());
        return number > 0 ? codes[number] : NationalCodes.Find(codes.Name, plain.ToString());
    }

    private static string Unknown(Column column, ReadOnlySpan<char> text)
    {
        var values = column.Codes!.Values;
        var choices = string.Join("、", values.Take(12));
        return $"“{column.Name}”没有“{(text.Length > 30 ? text[..30] : text)}”这个值，可填：{choices}{(values.Count > 12 ? " 等" : string.Empty)}";
    }
}
