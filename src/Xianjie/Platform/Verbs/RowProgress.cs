using System.CommandLine;
using System.Globalization;

namespace Xianjie.Platform.Verbs;

/// <summary>One line on a terminal that counts rows; silent where output is piped or JSON is wanted.</summary>
internal sealed class RowProgress(ParseResult parsed, string what) : IDisposable
{
    private readonly bool shown = !Console.IsErrorRedirected && !parsed.GetValue(Common.Json);
    private bool written;

    public void Report(int rows)
    {
        if (!shown)
            return;
        written = true;
        parsed.InvocationConfiguration.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what}  {rows:N0} 行"));
    }

    public void Dispose()
    {
        if (written)
            parsed.InvocationConfiguration.Error.WriteLine();
    }
}
