namespace Xianjie.Screening;

/// <summary>A department (or registry) file as UTF-8 CSV with a header row; other encodings are transcoded before.</summary>
/// <param name="fact">The fact that the rows tell.</param>
/// <param name="name">File name for messages.</param>
/// <param name="stream">The bytes; read once, from its present position. The caller disposes of it.</param>
/// <param name="headers">Header of the file to column name; headers not listed go by the catalogue's names and synonyms.</param>
public sealed class CsvSource(FactTable fact, string name, Stream stream, IReadOnlyDictionary<string, string>? headers = null)
{
    internal const int ChunkSize = 1 << 19;
    private const int MaxRecord = 1 << 24;

    /// <summary>
    /// Rows in normal form: fields parted by tabs, a quote is an ordinary character. A column <c>#</c> gives the row's number where it came from; a column
    /// <c>#person</c> gives a person's ordinal in the store instead of a citizen id.
    /// </summary>
    public static CsvSource Tabbed(FactTable fact, string name, Stream stream) => new(fact, name, stream) { IsTabbed = true };

    private readonly Lock reading = new();
    private byte[] carry = [];
    private int carried, sequence;
    private bool ended;

    public FactTable Fact => fact;

    public string Name => name;

    internal IReadOnlyDictionary<string, string>? Headers => headers;

    internal bool IsTabbed { get; private init; }

    internal CsvStructure Structure() => IsTabbed ? new CsvStructure((byte)'\t', quotes: false) : new CsvStructure();

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Takes the next whole records. Threads may call this at once; the sequence number tells the order.</summary>
    /// <returns>False if there are no more, or the file is broken.</returns>
    internal bool TryTake(ref byte[] buffer, out int length, out int number, out string? failure)
    {
        lock (reading)
        {
            (length, number, failure) = (0, sequence, null);
            if (ended) return false;
            if (buffer.Length < ChunkSize) buffer = new byte[ChunkSize];
            if (buffer.Length <= carried) Array.Resize(ref buffer, carried + ChunkSize);
            carry.AsSpan(0, carried).CopyTo(buffer);
            var filled = carried;
            while (true)
            {
                filled = Fill(buffer, filled);
                if (ended && filled == 0) return false;
                if (ended && buffer[filled - 1] != '\n')
                {
                    if (filled == buffer.Length) Array.Resize(ref buffer, filled + 1);
                    buffer[filled++] = (byte)'\n';
                }
                length = CsvStructure.LastRecordEnd(buffer.AsSpan(0, filled), !IsTabbed);
                if (length == filled || (length > 0 && !ended)) break;
                if (ended || filled >= MaxRecord)
                {
                    (ended, failure) = (true, "有一个双引号没有配对，其后的内容无法读取");
                    if (length == 0) return false;
                    break;
                }
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            carried = ended ? 0 : filled - length;
            if (carry.Length < carried) carry = new byte[Math.Max(carried, 1 << 12)];
            buffer.AsSpan(length, carried).CopyTo(carry);
            number = sequence++;
            return true;
        }
    }

    private int Fill(byte[] buffer, int filled)
    {
        while (filled < buffer.Length)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            BytesRead += read;
            if (read == 0)
            {
                ended = true;
                break;
            }
            filled += read;
        }
        return filled;
    }
}
