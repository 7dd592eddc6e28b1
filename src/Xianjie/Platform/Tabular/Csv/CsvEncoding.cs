using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Xianjie.Platform.Tabular.Csv;

/// <summary>Which encoding a text file has. The whole file is looked at, since the first Chinese character may stand on its last line.</summary>
internal static class CsvEncoding
{
    // So many valid sequences of several bytes are no accident: such a file is damaged UTF-8, not GBK
    private const int ProofOfUtf8 = 12;

    /// <exception cref="TableRefusedException">Not text, or in no known encoding.</exception>
    public static (Encoding Encoding, int Preamble, string Name) Detect(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[4096];
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) { return (Strict(65001), 3, "UTF-8"); }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) { return (Strict(1200), 2, "UTF-16"); }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) { return (Strict(1201), 2, "UTF-16"); }
        if (head.Contains((byte)0)) { return WithZeros(head); }
        return IsUtf8(content, out var sequences) ? (Strict(65001), 0, "UTF-8")
            : sequences >= ProofOfUtf8 ? throw new TableRefusedException("文件里有损坏的字符（UTF-8 编码不完整），可能没有传完；请重新导出后再上传")
            : (Strict(54936), 0, "GBK");
    }

    private static Encoding Strict(int codePage) => Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    // Text without a mark whose every second byte is zero is UTF-16: commas, digits and line ends are
    private static (Encoding Encoding, int Preamble, string Name) WithZeros(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0) { _ = (i & 1) == 0 ? even++ : odd++; }
        }
        return even == 0 ? (Strict(1200), 0, "UTF-16") : odd == 0 ? (Strict(1201), 0, "UTF-16")
            : throw new TableRefusedException("这不是表格文件；请上传 xlsx、xls 或 csv 文件");
    }

    private static bool IsUtf8(Stream content, out int sequences)
    {
        sequences = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var kept = 0;
            while (true)
            {
                var read = content.Read(buffer, kept, buffer.Length - kept);
                var chunk = buffer.AsSpan(0, kept + read);
                var whole = read == 0 ? chunk.Length : chunk.Length - CutSequence(chunk);
                if (!Utf8.IsValid(chunk[..whole]))
                {
                    sequences += ValidSequences(chunk[..whole]);
                    return false;
                }
                if (read == 0) { return true; }
                if (sequences < ProofOfUtf8) { sequences += ValidSequences(chunk[..whole]); }
                kept = chunk.Length - whole;
                chunk[whole..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            content.Position = 0;
        }
    }

    // Bytes at the end that begin a sequence whose rest comes with the next read
    private static int CutSequence(ReadOnlySpan<byte> chunk)
    {
        for (var back = 1; back <= Math.Min(3, chunk.Length); back++)
        {
            var lead = chunk[^back];
            if ((lead & 0xC0) == 0x80) { continue; }
            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }
        return 0;
    }

    private static int ValidSequences(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty && count < ProofOfUtf8)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status != OperationStatus.Done) { break; }
            if (length > 2) { count++; }
            bytes = bytes[length..];
        }
        return count;
    }
}
