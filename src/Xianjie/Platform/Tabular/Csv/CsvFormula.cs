using System.Globalization;

namespace Xianjie.Platform.Tabular.Csv;

/// <summary>
/// Keeps a spreadsheet from running text as a formula when it opens a CSV file (OWASP "CSV injection"): text that begins like a formula gets an
/// apostrophe, unless it is a plain number. <see cref="Restore"/> is the exact inverse, so that an exported file comes back unchanged.
/// </summary>
internal static class CsvFormula
{
    public static string Neutral(string text) => IsDangerous(text) && !IsPlainNumber(text) ? "'" + text : text;

    public static string Restore(string text) => text.StartsWith('\'') && IsDangerous(text) && !IsPlainNumber(text[1..]) ? text[1..] : text;

    // Apostrophes before the sign count too, else text that already begins with '= could not be told from a neutralised one
    private static bool IsDangerous(string text)
    {
        var body = text.AsSpan().TrimStart('\'');
        return body.Length > 0 && body[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }

    private static bool IsPlainNumber(string text) =>
        text.Length > 0 && text[0] is '+' or '-'
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
