using System.Globalization;
using System.Text;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>The merged areas of a sheet. They stand behind all its rows, so they are looked up by a search over its bytes before the rows are parsed.</summary>
internal static class XlsxMerges
{
    private const int KeptForNext = 512;

    public static MergedAreas Read(XlsxPackage package, string part, TableLimits limits)
    {
        using var stream = package.Open(part);
        var buffer = new byte[1 << 17];
        var areas = new List<MergedArea>();
        var kept = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false);
            var chunk = buffer.AsSpan(0, kept + read);
            // What begins near the end is looked at again together with the next bytes
            var last = read == 0 ? chunk.Length : Math.Max(0, chunk.Length - KeptForNext);
            var done = Collect(chunk, last, areas);
            if (areas.Count > limits.MergedAreas) { throw new TableRefusedException("工作表的合并单元格过多，不能读取；请取消合并后再上传"); }
            if (read == 0) { return new MergedAreas(areas); }
            kept = chunk.Length - done;
            chunk[done..].CopyTo(buffer);
        }
    }

    private static int Collect(ReadOnlySpan<byte> chunk, int last, List<MergedArea> areas)
    {
        var at = 0;
        while (true)
        {
            var found = chunk[at..].IndexOf("mergeCell "u8);
            if (found < 0 || at + found >= last) { return Math.Max(at, last); }
            at += found + 10;
            var tag = chunk[at..];
            var end = tag.IndexOf((byte)'>');
            var start = tag.IndexOf("ref=\""u8);
            if (start >= 0 && (end < 0 || start < end)) { Add(tag[(start + 5)..], areas); }
        }
    }

    private static void Add(ReadOnlySpan<byte> text, List<MergedArea> areas)
    {
        var end = text.IndexOf((byte)'"');
        if (end is < 0 or > 40) { return; }
        var corners = Encoding.ASCII.GetString(text[..end]).Split(':');
        if (corners.Length == 2 && Corner(corners[0]) is var (top, left) && Corner(corners[1]) is var (bottom, right)) { areas.Add(new MergedArea(top, left, bottom, right)); }
    }

    private static (int Row, int Column)? Corner(string reference)
    {
        var letters = reference.AsSpan().IndexOfAnyInRange('0', '9');
        if (letters is < 1 or > 3 || !int.TryParse(reference.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row)) { return null; }
        var column = 0;
        foreach (var c in reference.AsSpan(0, letters)) { column = column * 26 + (c - 'A' + 1); }
        return (row, column - 1);
    }
}
