using System.CommandLine;
using System.Globalization;

namespace Xianjie.Platform.Verbs;

/// <summary>One line on a terminal: a bar where it is known how many rows there will be, else a count. Silent where output is piped or JSON is
/// wanted.</summary>
internal sealed class RowProgress(ParseResult parsed, string what, long total = 0, string unit = "行") : IDisposable
{
    private const int Width = 30;

    private readonly bool shown = IsShown(parsed);
    private bool written;

    /// <summary>Whether anybody would see it: the total need not be found out otherwise.</summary>
    public static bool IsShown(ParseResult parsed) => !Console.IsErrorRedirected && !parsed.GetValue(Common.Json);

    public void Report(int rows)
    {
        if (!shown)
            return;
        written = true;
        parsed.InvocationConfiguration.Error.Write("\r" + Line(what, rows, total, unit));
    }

    public void Dispose()
    {
        if (written)
            parsed.InvocationConfiguration.Error.WriteLine();
    }

    /// <summary>What stands on the line; a total that turns out too small counts as reached.</summary>
    public static string Line(string what, long rows, long total, string unit = "行")
    {
        if (total <= 0)
            return string.Create(CultureInfo.InvariantCulture, $"{what}  {rows:N0} {unit}");
        var share = Math.Min(1, rows / (double)total);
        var full = (int)(share * Width);
        return string.Create(CultureInfo.InvariantCulture, $"{what}  [{new string('█', full)}{new string('░', Width - full)}] {share * 100,3:0}%  {rows:N0} {unit}");
    }

    /// <summary>Data rows of a CSV file by its line ends, for the bar alone; 0 for other files.</summary>
    public static long RowsOf(string path)
    {
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return 0;
        using var content = File.OpenRead(path);
        var (buffer, lines) = (new byte[1 << 16], -1L);
        for (int read; (read = content.Read(buffer)) > 0;)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return Math.Max(0, lines);
    }
}
