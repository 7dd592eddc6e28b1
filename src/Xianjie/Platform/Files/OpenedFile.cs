using System.Buffers.Binary;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Files;

/// <summary>
/// Reads a stored file block by block, checking order and completeness as it goes. Blocks are of one size, so that a reader may go
/// back or jump (spreadsheets keep their directory at the end) without the file ever lying in clear on disk.
/// </summary>
internal sealed class OpenedFile(Stream file, Seal seal) : Stream
{
    private const int Room = 1 << 20, Overhead = 4 + 29 + 5;
    // kept from block to block: a county's deliveries are thousands of blocks
    private byte[] box = [], block = [];
    private int number = -1, size;
    private bool last;
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = file.Length - ((file.Length + Room + Overhead - 1) / (Room + Overhead) * Overhead);

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "A position lies after the start of the file.");
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)(position / Room);
        if (wanted != number && !Load(wanted))
            return 0;
        var at = (int)(position % Room) + 5;
        if (at >= size)
            return 0;
        var count = Math.Min(buffer.Length, size - at);
        block.AsSpan(at, count).CopyTo(buffer);
        position += count;
        return count;
    }

    private bool Load(int wanted)
    {
        if (last && wanted > number)
            return false;
        file.Position = wanted * (long)(Room + Overhead);
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4)
            throw new InvalidDataException("The stored file is cut short.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 34 or > Room + 64)
            throw new InvalidDataException("The stored file is damaged.");
        if (box.Length < length)
            (box, block) = (new byte[length], new byte[length]);
        number = -1;
        if (file.ReadAtLeast(box.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            throw new InvalidDataException("The stored file is cut short.");
        size = seal.OpenBytes(box.AsSpan(0, length), Sealed.File, block);
        if (BinaryPrimitives.ReadInt32LittleEndian(block) != wanted)
            throw new InvalidDataException("Blocks of the stored file are out of order.");
        (number, last) = (wanted, block[4] == 1);
        return true;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Current => position + offset,
        SeekOrigin.End => Length + offset,
        _ => offset,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
