using System.Text;

namespace Xianjie.Comparison.Feeds;

/// <summary>
/// A delivery in normal form, as screening reads it: UTF-8 lines, cells parted by tabs, the first line the English column names after
/// <c>#</c> (row number in the file). Lies encrypted in the file store.
/// </summary>
internal static class PartFile
{
    public static void WriteHeader(StreamWriter writer, IEnumerable<string> columns)
    {
        writer.Write('#');
        foreach (var column in columns)
        {
            writer.Write('\t');
            writer.Write(column);
        }
        writer.Write('\n');
    }

    public static void WriteRow(StreamWriter writer, int number, ReadOnlySpan<string> cells)
    {
        writer.Write(number);
        foreach (var cell in cells)
        {
            writer.Write('\t');
            writer.Write(cell.AsSpan().ContainsAny("\t\r\n") ? cell.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ') : cell);
        }
        writer.Write('\n');
    }

    /// <summary>Column names and then rows; the array of a row is used again for the next.</summary>
    public static IEnumerable<(int Number, string[] Cells)> Read(Stream stream, Action<string[]> header)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1 << 16);
        var names = (reader.ReadLine() ?? throw new InvalidDataException("The part has no header.")).Split('\t')[1..];
        header(names);
        var cells = new string[names.Length];
        while (reader.ReadLine() is { } line)
        {
            var at = line.IndexOf('\t', StringComparison.Ordinal);
            var number = int.Parse(line.AsSpan(0, at), System.Globalization.CultureInfo.InvariantCulture);
            var rest = line.AsSpan(at + 1);
            for (var i = 0; i < cells.Length; i++)
            {
                var tab = rest.IndexOf('\t');
                cells[i] = (tab < 0 ? rest : rest[..tab]).ToString();
                rest = tab < 0 ? [] : rest[(tab + 1)..];
            }
            yield return (number, cells);
        }
    }
}
