using System.Text;

namespace Xianjie.Demo.Writing;

/// <summary>One file of the county on disk: header, then what the villages add in their order; optionally in GB 18030.</summary>
internal sealed class OutputFile : IDisposable
{
    private static readonly Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)
        ?? throw new InvalidOperationException("GB 18030 is part of the runtime");
    private readonly FileStream stream;
    private readonly bool gbk;
    private readonly int headerBytes;

    public OutputFile(string root, string path, string[] header, bool gbk = false, bool mark = false)
    {
        Path = path;
        this.gbk = gbk;
        var full = System.IO.Path.Combine(root, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full) ?? root);
        stream = new FileStream(full, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        if (mark && !gbk)
            stream.Write([0xEF, 0xBB, 0xBF]);
        Write(Encoding.UTF8.GetBytes(string.Join(',', header) + "\n"));
        headerBytes = (int)stream.Length;
    }

    public string Path { get; }
    public long Rows { get; private set; }
    public long Bytes => stream.Length;

    public void Add(CsvBuffer rows)
    {
        Rows += rows.Rows;
        Write(rows.Written);
    }

    /// <summary>Adds the rows of another file with the same columns and encoding.</summary>
    public void Append(OutputFile other)
    {
        other.stream.Flush();
        other.stream.Position = other.headerBytes;
        other.stream.CopyTo(stream, 1 << 20);
        Rows += other.Rows;
    }

    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    private void Write(ReadOnlySpan<byte> utf8)
    {
        if (gbk)
            stream.Write(gb18030.GetBytes(Encoding.UTF8.GetString(utf8)));
        else
            stream.Write(utf8);
    }
}
